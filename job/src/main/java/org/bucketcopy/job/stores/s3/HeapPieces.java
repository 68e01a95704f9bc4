package org.bucketcopy.job.stores.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;

/** Those that the SDK takes, which frames them itself. */
final class HeapPieces implements Pieces<ByteBuffer> {
  /** The SDK asks for sixteen buffers at a time, for each body. */
  private static final int SIZE = 32 * 1024;

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public ByteBuffer read(ChecksummedStream in, int bytes) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(bytes);
    in.fill(piece);
    return piece.flip();
  }

  @Override
  public ByteBuffer ended(ByteBuffer last, List<Checksum> checksums) {
    return last;
  }

  @Override
  public boolean isEmpty(ByteBuffer piece) {
    return !piece.hasRemaining();
  }

  @Override
  public void drop(ByteBuffer piece) {}
}
