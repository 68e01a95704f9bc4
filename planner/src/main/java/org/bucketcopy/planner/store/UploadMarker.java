package org.bucketcopy.planner.store;

import java.util.Optional;

/**
 * Where a page of open uploads begins.
 *
 * @param key the key of the last upload before
 * @param uploadId its id, for stores that list the uploads of a key on more than one page
 */
public record UploadMarker(String key, Optional<String> uploadId) {}
