package org.bucketcopy.job.stores.s3;

import java.io.IOException;
import java.util.List;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;

/**
 * A body that is read for a call.
 *
 * @param algorithms checksums that are made while it is read
 */
record BodySource(Body body, List<ChecksumAlgorithm> algorithms, S3Call call) {
  /** Length in bytes. */
  long length() {
    return body.length();
  }

  /** Opens it; may block. */
  ChecksummedStream open() throws IOException {
    return ChecksummedStream.open(body, algorithms, call.operation(), call.target());
  }

  /** What the store has to know of a failure to read it. */
  SourceFaultException fault(IOException failure) {
    return call.ofSource(failure);
  }
}
