package org.bucketcopy.job;

import org.bucketcopy.job.fuzz.OddKeys;

/** {@link OddKeys}, copied by the application. */
final class OddKeysTest extends OddKeys {
  OddKeysTest() {
    super(BucketCopy::run);
  }
}
