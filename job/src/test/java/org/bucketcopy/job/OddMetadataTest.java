package org.bucketcopy.job;

import org.bucketcopy.job.fuzz.OddMetadata;

/** {@link OddMetadata}, copied by the application. */
final class OddMetadataTest extends OddMetadata {
  OddMetadataTest() {
    super(BucketCopy::run);
  }
}
