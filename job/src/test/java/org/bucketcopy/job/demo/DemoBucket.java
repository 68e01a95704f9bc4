package org.bucketcopy.job.demo;

import java.util.List;

/**
 * Objects in a bucket, which are to be copied as they are.
 *
 * @param store holds them
 * @param scheme of the store's addresses
 * @param place where they are
 */
record DemoBucket(DemoStore store, String scheme, CopyCheck.Place place) implements DemoSource {
  @Override
  public String uri() {
    return scheme + "://" + place;
  }

  @Override
  public List<String> command() {
    return List.of("copy");
  }

  @Override
  public List<String> names() {
    return store.keys(place.bucket(), place.prefix()).stream()
        .map(key -> key.substring(place.prefix().length()))
        .toList();
  }

  @Override
  public StoredObject expected(String name) {
    return store.read(place.bucket(), place.prefix() + name);
  }
}
