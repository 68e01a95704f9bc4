package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.ETag;

/**
 * An object that a store says it has made.
 *
 * @param etag its ETag
 * @param versionId its version, where the bucket keeps versions
 * @param contentCrc64 CRC-64/ECMA of the whole content as the store's decimal text, where it has
 *     one
 */
public record CopiedObject(ETag etag, Optional<String> versionId, Optional<String> contentCrc64) {}
