package org.bucketcopy.job.stores.s3;

import java.io.IOException;
import java.util.List;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;

/**
 * How a body is cut into the buffers that connections take.
 *
 * @param <P> one of them; belongs to whoever was handed it last
 */
interface Pieces<P> {
  /** Maximum number of the body's bytes in one. */
  int size();

  /** Reads a piece with so many bytes of the body; blocks. */
  P read(ChecksummedStream in, int bytes) throws IOException;

  /** The last piece with what follows the body: {@code checksums} are those of its bytes. */
  P ended(P last, List<Checksum> checksums);

  /** Whether there is nothing in it to be sent. */
  boolean isEmpty(P piece);

  /** Nobody takes it. */
  void drop(P piece);
}
