package org.bucketcopy.planner.store;

import java.io.IOException;
import java.io.InputStream;

/** Bytes to be sent to a store, which are read again for each attempt. */
public interface Body {
  /** Maximum number of bytes of one body that a writer holds at a time. */
  int MAX_HELD_BYTES = 1 << 20;

  /** Maximum number of bytes that a writer holds at a time of a body with {@code length} bytes. */
  static long heldOf(long length) {
    return Math.min(length, MAX_HELD_BYTES);
  }

  /** Length in bytes, at least 0. */
  long length();

  /** Whether whoever opens it next finds all its bytes in memory, so that nothing blocks. */
  default boolean isAtHand() {
    return false;
  }

  /**
   * Opens the bytes at the first of them. May block, as reading does, so it is never called on a
   * thread that serves connections, unless it {@link #isAtHand}.
   *
   * @return a stream of its own, to be closed by the caller, also before its end
   * @throws SourceFaultException if it is known what is wrong with the source, from the stream too
   * @throws IOException if the source cannot be read at the moment
   */
  InputStream open() throws IOException;
}
