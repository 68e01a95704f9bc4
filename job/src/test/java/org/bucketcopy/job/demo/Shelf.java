package org.bucketcopy.job.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store that is a map: objects by bucket and key. */
final class Shelf implements DemoStore {
  private final Map<String, StoredObject> objects = new TreeMap<>();

  /** Puts an object at {@code BUCKET/KEY}. */
  void put(String name, StoredObject object) {
    objects.put(name, object);
  }

  /** Removes the object at {@code BUCKET/KEY}. */
  void remove(String name) {
    objects.remove(name);
  }

  @Override
  public List<String> keys(String bucket, String prefix) {
    String start = bucket + "/";
    return objects.keySet().stream()
        .filter(name -> name.startsWith(start + prefix))
        .map(name -> name.substring(start.length()))
        .toList();
  }

  @Override
  public StoredObject read(String bucket, String key) {
    return Optional.ofNullable(objects.get(bucket + "/" + key))
        .orElseThrow(() -> new IllegalStateException("not there"));
  }

  @Override
  public String description() {
    return "a map";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public void createBucket(String bucket) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(String bucket, DemoObject object) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
