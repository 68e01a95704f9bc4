package org.bucketcopy.job.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.plan.StreamLayout;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Cuts a stream into parts, on a thread of its own: nothing can interrupt one that waits for
 * standard input. It reads as far ahead as there is memory.
 */
final class PartReader {
  /** What is read, for messages. */
  static final String NAME = "standard input";

  private final InputStream in;
  private final StreamLayout layout;
  private final KeptMemory memory;
  private final ExecutorService thread;
  private final BlockingQueue<Next> parts = new LinkedBlockingQueue<>();

  private sealed interface Next permits Part, Nothing {}

  /** Nothing comes any more, and why. */
  private record Nothing(StoreFault fault) implements Next {}

  /**
   * A part of the stream.
   *
   * @param body its bytes; none if the stream has ended behind the part before
   * @param last whether the stream has ended
   */
  record Part(KeptPart body, boolean last) implements Next {}

  /**
   * @param in the stream, which stays open
   * @param thread the stream is read on
   */
  PartReader(InputStream in, StreamLayout layout, KeptMemory memory, ExecutorService thread) {
    this.in = in;
    this.layout = layout;
    this.memory = memory;
    this.thread = thread;
  }

  /** Begins to read. */
  void start() {
    try {
      thread.execute(new Guarded(this::read, this::broken));
    } catch (RejectedExecutionException closing) {
      broken(closing);
    }
  }

  /**
   * Waits for the next part.
   *
   * @throws StoreException if the stream cannot be read to its end, or {@link #fail} was called
   * @throws InterruptedException if the caller is to stop
   */
  Part next() throws InterruptedException {
    Next next = parts.take();
    if (next instanceof Nothing nothing) {
      parts.add(nothing);
      throw new StoreException(nothing.fault());
    }
    return (Part) next;
  }

  /** Ends the waiting for the next part: nobody needs it. */
  void fail(StoreFault fault) {
    parts.add(new Nothing(fault));
  }

  /** Reads no more; a read that waits for the stream cannot be ended. */
  void stop() {
    thread.shutdownNow();
  }

  private void read() {
    try {
      long sent = 0;
      boolean ended = false;
      for (int number = 1; !ended; number++) {
        long most = layout.partSize(number, sent);
        if (most == 0) {
          end(sent);
          return;
        }
        KeptPart part = new KeptPart(memory);
        ended = part.fill(in, most);
        sent += part.length();
        parts.add(new Part(part, ended));
      }
    } catch (IOException e) {
      fail(fault(Kind.TRANSIENT, "it cannot be read: " + Printable.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No part is left: there may be no byte either. */
  private void end(long sent) throws IOException {
    if (in.read() < 0) {
      parts.add(new Part(new KeptPart(memory), /* last= */ true));
    } else {
      fail(
          fault(
              Kind.INVALID,
              String.format(
                  "it is longer than %d bytes, which is all that %d parts make of which the driver"
                      + " can keep some in memory: more memory (--driver-memory) makes larger ones",
                  sent, layout.maxParts())));
    }
  }

  private void broken(Throwable thrown) {
    String message =
        thrown instanceof OutOfMemoryError
            ? "the driver has no memory left for it (--driver-memory)"
            : thrown.toString();
    fail(fault(Kind.DEFECT, message));
  }

  private static StoreFault fault(Kind kind, String message) {
    return StoreFault.found(kind, StoreOperation.READ_RANGE, NAME, message);
  }
}
