package org.bucketcopy.job.servers.virtual;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The uploads that are open, in the order in which they were initiated. Thread-safe. */
final class Uploads {
  private final ConcurrentSkipListMap<String, Upload> open = new ConcurrentSkipListMap<>();
  private final AtomicLong last = new AtomicLong();

  Upload initiate(
      VirtualBucket bucket, ObjectKey key, StoredObject.Properties properties, boolean summed) {
    String id = String.format("upload-%012d", last.incrementAndGet());
    Upload upload = new Upload(id, bucket, key, properties, summed);
    open.put(id, upload);
    return upload;
  }

  /**
   * @throws Refusal with NoSuchUpload if there is none of this name for this object
   */
  Upload require(VirtualBucket bucket, ObjectKey key, String id) {
    return Optional.ofNullable(open.get(id))
        .filter(upload -> upload.bucket() == bucket && upload.key().equals(key))
        .orElseThrow(() -> new Refusal(S3Error.NO_SUCH_UPLOAD));
  }

  /**
   * Ends an upload.
   *
   * @throws Refusal with NoSuchUpload if it has ended already
   */
  void close(Upload upload) {
    upload.close();
    open.remove(upload.id());
  }

  void clear() {
    open.clear();
  }

  int size() {
    return open.size();
  }

  /** Those of one bucket whose key begins with {@code prefix}, by key and then by age. */
  List<Upload> of(VirtualBucket bucket, ObjectKey prefix) {
    return open.values().stream()
        .filter(upload -> upload.bucket() == bucket && upload.key().startsWith(prefix))
        .sorted(java.util.Comparator.comparing(Upload::key))
        .toList();
  }
}
