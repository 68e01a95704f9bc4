package org.bucketcopy.planner.model;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Optional;

/**
 * What an object carries beside its bytes.
 *
 * @param headers content headers as the store answered them
 * @param user user metadata: names without the store's prefix ({@code x-amz-meta-} and the like),
 *     lower-cased by the stores
 * @param tags object tags; empty where they were not read
 * @param storageClass as the store spells it; empty for the store's default
 */
public record ObjectMetadata(
    Map<ContentHeader, String> headers,
    Map<String, String> user,
    Map<String, String> tags,
    Optional<String> storageClass) {
  /** The entry of user metadata by which a run marks the objects that it makes by parts. */
  public static final String UPLOAD_TOKEN = "bucket-copy-upload";

  /** Nothing set: what a bare upload gets. */
  public static final ObjectMetadata NONE =
      new ObjectMetadata(Map.of(), Map.of(), Map.of(), Optional.empty());

  public ObjectMetadata {
    headers = ImmutableMap.copyOf(headers);
    user = ImmutableMap.copyOf(user);
    tags = ImmutableMap.copyOf(tags);
  }

  /** The same without the headers and user metadata that are not printable ASCII. */
  public ObjectMetadata plain() {
    return new ObjectMetadata(plain(headers), plain(user), tags, storageClass);
  }

  private static <K> Map<K, String> plain(Map<K, String> values) {
    return Maps.filterValues(values, CharMatcher.inRange(' ', '~')::matchesAllOf);
  }

  /** The same with other content headers. */
  public ObjectMetadata withHeaders(Map<ContentHeader, String> newHeaders) {
    return new ObjectMetadata(newHeaders, user, tags, storageClass);
  }

  /** The same with other user metadata. */
  public ObjectMetadata withUser(Map<String, String> newUser) {
    return new ObjectMetadata(headers, newUser, tags, storageClass);
  }

  /** The same with other tags. */
  public ObjectMetadata withTags(Map<String, String> newTags) {
    return new ObjectMetadata(headers, user, newTags, storageClass);
  }

  /**
   * The same with what {@code given} has in place of it: each header, each entry of user metadata
   * and the storage class by itself, and all tags if it has any.
   */
  public ObjectMetadata overriddenBy(ObjectMetadata given) {
    return new ObjectMetadata(
        merged(headers, given.headers),
        merged(user, given.user),
        given.tags.isEmpty() ? tags : given.tags,
        given.storageClass.or(() -> storageClass));
  }

  private static <K> Map<K, String> merged(Map<K, String> values, Map<K, String> given) {
    return ImmutableMap.<K, String>builder().putAll(values).putAll(given).buildKeepingLast();
  }

  /** The same in {@code otherwise} where it names no storage class. */
  public ObjectMetadata orIn(Optional<String> otherwise) {
    return withStorageClass(storageClass.or(() -> otherwise));
  }

  /** The same in another storage class. */
  public ObjectMetadata withStorageClass(Optional<String> newClass) {
    return new ObjectMetadata(headers, user, tags, newClass);
  }
}
