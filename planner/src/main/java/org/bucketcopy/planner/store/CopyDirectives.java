package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * What CopyObject gives to a copy in place of what its source has.
 *
 * @param metadata content headers and user metadata; empty for those of the source
 * @param tags all tags; empty for those of the source
 */
public record CopyDirectives(
    Optional<ObjectMetadata> metadata, Optional<Map<String, String>> tags) {
  /** All is as the source has it. */
  public static final CopyDirectives COPY = new CopyDirectives(Optional.empty(), Optional.empty());

  public CopyDirectives {
    tags = tags.map(ImmutableMap::copyOf);
  }
}
