package org.bucketcopy.job.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bucketcopy.planner.store.BlockStream;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * A piece of a stream that is kept until the store has answered for it, so that it can be sent
 * again. Filled by one thread, and then read by any.
 */
final class KeptPart implements Body {
  private final KeptMemory memory;
  private final List<byte[]> pieces = new ArrayList<>();
  private long length;
  private volatile boolean over;

  KeptPart(KeptMemory memory) {
    this.memory = memory;
  }

  /**
   * Fills the part; waits for memory, and for the stream.
   *
   * @param most bytes at most
   * @return whether the stream has ended
   */
  boolean fill(InputStream in, long most) throws IOException, InterruptedException {
    while (length < most) {
      byte[] piece = memory.take();
      pieces.add(piece);
      int room = (int) Math.min(piece.length, most - length);
      int got = in.readNBytes(piece, 0, room);
      length += got;
      if (got < room) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long length() {
    return length;
  }

  /** Nobody sends it any more: gives its memory back. What still reads it fails. */
  void release() {
    over = true;
    memory.give(pieces);
  }

  /** What reads it fails from now on, so that requests which send it end. */
  void stop() {
    over = true;
  }

  private void check() throws SourceFaultException {
    if (over) {
      throw new SourceFaultException(
          StoreFault.found(
              StoreFault.Kind.SOURCE_CHANGED,
              StoreOperation.READ_RANGE,
              PartReader.NAME,
              "what was read of it is not kept any more"));
    }
  }

  @Override
  public InputStream open() throws SourceFaultException {
    check();
    return new Reading();
  }

  private final class Reading extends BlockStream {
    private long at;

    @Override
    public int read(byte[] bytes, int offset, int most) throws SourceFaultException {
      Objects.checkFromIndexSize(offset, most, bytes.length);
      check();
      if (most == 0) {
        return 0;
      }
      if (at == length) {
        return -1;
      }
      int within = (int) (at % KeptMemory.PIECE);
      int got = (int) Math.min(Math.min(most, KeptMemory.PIECE - within), length - at);
      byte[] piece = pieces.get((int) (at / KeptMemory.PIECE));
      System.arraycopy(piece, within, bytes, offset, got);
      // What was copied while the memory was given back is not what was read of the stream.
      check();
      at += got;
      return got;
    }
  }
}
