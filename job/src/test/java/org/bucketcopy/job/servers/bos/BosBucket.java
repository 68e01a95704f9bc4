package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A bucket, used by one thread at a time.
 *
 * @param region where it is
 * @param objects by key, in the order of the keys' bytes
 * @param uploads by id
 */
record BosBucket(
    String region, TreeMap<String, BosObject> objects, TreeMap<String, BosUpload> uploads) {
  private static final Comparator<String> BY_BYTES =
      (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));

  static BosBucket in(String region) {
    return new BosBucket(region, new TreeMap<>(BY_BYTES), new TreeMap<>());
  }

  BosObject object(String key) {
    return Optional.ofNullable(objects.get(key)).orElseThrow(BosError::noSuchKey);
  }

  BosUpload upload(String id, String key) {
    return Optional.ofNullable(uploads.get(id))
        .filter(upload -> upload.key().equals(key))
        .orElseThrow(BosError::noSuchUpload);
  }
}
