package org.bucketcopy.job.dispatch;

import java.util.Iterator;
import java.util.List;

/** Parts that are made already, for any host. */
record ListedParts(Iterator<Work<?>> parts) implements PartSource {
  static ListedParts of(List<Work<?>> parts) {
    return new ListedParts(parts.iterator());
  }

  @Override
  public boolean hasNext() {
    return parts.hasNext();
  }

  @Override
  public Work<?> next(String host) {
    return parts.next();
  }
}
