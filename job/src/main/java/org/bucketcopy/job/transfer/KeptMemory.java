package org.bucketcopy.job.transfer;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Memory for the parts of a stream: so many bytes and no more, in pieces that are used again.
 * Thread-safe.
 */
final class KeptMemory {
  /** Small enough that a garbage collector does not treat it as a huge object. */
  static final int PIECE = 256 * 1024;

  private final long mostPieces;
  private final Deque<byte[]> free = new ArrayDeque<>();
  private long made;

  /**
   * @param bytes most that are held at a time
   */
  KeptMemory(long bytes) {
    mostPieces = bytes / PIECE;
    checkArgument(mostPieces >= 1, "a stream cannot be kept in %s bytes", bytes);
  }

  /**
   * Waits until there is room, and takes a piece.
   *
   * @throws InterruptedException if the caller is to stop
   */
  synchronized byte[] take() throws InterruptedException {
    while (free.isEmpty() && made == mostPieces) {
      wait();
    }
    if (!free.isEmpty()) {
      return free.pop();
    }
    made++;
    return new byte[PIECE];
  }

  /** Takes pieces back that nobody reads any more. */
  synchronized void give(Collection<byte[]> pieces) {
    free.addAll(pieces);
    notifyAll();
  }
}
