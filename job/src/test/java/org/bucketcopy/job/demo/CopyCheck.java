package org.bucketcopy.job.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads source and destination and compares every byte, content header and user metadata entry. It
 * uses nothing of the job.
 *
 * @param objects how many the destination has
 * @param bytes how many they have together
 * @param differences what is not as it should be, a sentence each
 */
record CopyCheck(long objects, long bytes, List<String> differences) {
  /** The entry by which the job knows the uploads that it made; the only one it adds. */
  private static final String UPLOAD_MARK = "bucket-copy-upload";

  /** A place in a store: a bucket, and what the keys in it start with. */
  record Place(String bucket, String prefix) {
    @Override
    public String toString() {
      return bucket + "/" + prefix;
    }
  }

  private record Compared(long bytes, Optional<String> difference) {}

  /** Compares a source with what was made of it, and looks for strays in all of that's bucket. */
  static CopyCheck compare(DemoSource source, DemoStore store, Place destination) {
    List<String> copied = store.keys(destination.bucket(), "");
    Set<String> names = new TreeSet<>(source.names());
    names.addAll(names(copied, destination));
    List<Compared> compared =
        names.parallelStream().map(name -> compare(source, name, store, destination)).toList();
    return new CopyCheck(
        copied.size(),
        compared.stream().mapToLong(Compared::bytes).sum(),
        compared.stream().flatMap(one -> one.difference().stream()).toList());
  }

  private static List<String> names(List<String> keys, Place place) {
    return keys.stream()
        .map(key -> key.startsWith(place.prefix()) ? key.substring(place.prefix().length()) : key)
        .toList();
  }

  private static Compared compare(
      DemoSource source, String name, DemoStore store, Place destination) {
    try {
      StoredObject original = source.expected(name);
      StoredObject copy = store.read(destination.bucket(), destination.prefix() + name);
      return new Compared(
          copy.bytes(),
          original.equals(withoutMark(copy))
              ? Optional.empty()
              : Optional.of("%s: %s became %s".formatted(name, original, copy)));
    } catch (RuntimeException e) {
      return new Compared(0, Optional.of(name + " could not be read: " + e.getMessage()));
    }
  }

  private static StoredObject withoutMark(StoredObject copy) {
    Map<String, String> metadata = new TreeMap<>(copy.metadata());
    metadata.remove(UPLOAD_MARK);
    return new StoredObject(copy.bytes(), copy.sha256(), copy.headers(), metadata);
  }
}
