package org.bucketcopy.job.transfer;

import org.bucketcopy.job.dispatch.PartSource;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.source.TransferPair;

/**
 * The parts of an upload, the first of which begins the time that its object takes.
 *
 * @param parts gives the work
 * @param pair the object
 * @param results notified whenever a part is asked for: the first time counts
 */
record FirstRequest(PartSource parts, TransferPair pair, Results results) implements PartSource {
  @Override
  public boolean hasNext() {
    return parts.hasNext();
  }

  @Override
  public Work<?> next(String host) {
    results.begun(pair);
    return parts.next(host);
  }
}
