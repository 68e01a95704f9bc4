package org.bucketcopy.job.journal;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.source.SourceObject;

/** Uploads and headers for tests. */
final class Uploads {
  static final JournalHeader HEADER =
      new JournalHeader("run-1", 1_700_000_000_000L, Map.of("--part-size", "64MiB"));

  private static final Bucket FROM = new Bucket("s3", "from");
  private static final Bucket TO = new Bucket("oss", "to");

  private Uploads() {}

  /** What comes before {@link #upload}. */
  static UploadIntent intent(int number) {
    UploadRecord upload = upload(number);
    return new UploadIntent(upload.destination(), upload.token(), 1_700_000_000_000L);
  }

  static UploadRecord upload(int number) {
    return upload("key-" + number);
  }

  static UploadRecord upload(String key) {
    long size = 5L << 40;
    return new UploadRecord(
        new SourceObject(
            FROM.object(key),
            new ObjectIdentity(ETag.of("\"abc-1\""), Optional.of("v7"), size, 1_699_999_999_999L),
            Optional.empty()),
        TO.object(key),
        1L << 30,
        "id of " + key,
        "token of " + key);
  }
}
