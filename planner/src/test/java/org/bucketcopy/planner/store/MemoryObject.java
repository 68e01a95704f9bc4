package org.bucketcopy.planner.store;

import com.google.common.io.ByteSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;

/** One version of an object in a {@link MemoryService}. */
record MemoryObject(
    ByteSource content, long size, ETag etag, ObjectMetadata metadata, String version, long time) {
  MemoryObject with(ObjectMetadata changed) {
    return new MemoryObject(content, size, etag, changed, version, time);
  }

  MemoryObject with(ETag other) {
    return new MemoryObject(content, size, other, metadata, version, time);
  }

  /** As a HEAD shows it; {@code named} is empty where the bucket keeps no versions. */
  ObjectInfo info(Optional<String> named) {
    ObjectMetadata untagged = metadata.withTags(Map.of());
    return new ObjectInfo(
        new ObjectIdentity(etag, named, size, time), untagged, Set.of(), Optional.empty());
  }

  ListedObject listed(String key) {
    return new ListedObject(
        key, new ObjectIdentity(etag, Optional.empty(), size, time), metadata.storageClass());
  }
}
