package org.bucketcopy.planner.store;

import com.google.common.io.ByteSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * One version of an object in a {@link MemoryService}.
 *
 * @param partSizes lengths of the parts that it was made of; none if it was made by one call
 */
record MemoryObject(
    ByteSource content,
    List<Long> partSizes,
    ETag etag,
    ObjectMetadata metadata,
    String version,
    long time) {
  MemoryObject with(ObjectMetadata changed) {
    return new MemoryObject(content, partSizes, etag, changed, version, time);
  }

  MemoryObject with(ETag other) {
    return new MemoryObject(content, partSizes, other, metadata, version, time);
  }

  /** Length in bytes. */
  long size() {
    return content.sizeIfKnown().get();
  }

  /** As a HEAD shows it; {@code named} is empty where the bucket keeps no versions. */
  ObjectInfo info(Optional<String> named) {
    ObjectMetadata untagged = metadata.withTags(Map.of());
    return new ObjectInfo(
        new ObjectIdentity(etag, named, size(), time), untagged, Set.of(), ContentChecksums.NONE);
  }

  ListedObject listed(String key) {
    return new ListedObject(
        key, new ObjectIdentity(etag, Optional.empty(), size(), time), metadata.storageClass());
  }
}
