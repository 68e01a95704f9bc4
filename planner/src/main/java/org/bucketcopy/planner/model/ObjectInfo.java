package org.bucketcopy.planner.model;

import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Set;

/**
 * What the answer to a HEAD says about an object.
 *
 * @param identity its state
 * @param metadata what it carries; tags are never part of a HEAD
 * @param traits what decides how it can be copied
 * @param checksums those of its content that the answer has
 */
public record ObjectInfo(
    ObjectIdentity identity,
    ObjectMetadata metadata,
    Set<ObjectTrait> traits,
    ContentChecksums checksums) {
  public ObjectInfo {
    traits = ImmutableSet.copyOf(traits);
  }

  /** The same with these tags. */
  public ObjectInfo withTags(Map<String, String> tags) {
    return new ObjectInfo(identity, metadata.withTags(tags), traits, checksums);
  }

  /** The same with this metadata. */
  public ObjectInfo with(ObjectMetadata other) {
    return new ObjectInfo(identity, other, traits, checksums);
  }

  /** Its length in bytes. */
  public long size() {
    return identity.size();
  }
}
