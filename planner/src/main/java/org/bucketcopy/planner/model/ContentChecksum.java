package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;

/**
 * A checksum of the content of an object, as a store keeps it.
 *
 * @param checksum of all bytes of the object, or of the checksums of its parts
 * @param parts number of parts of whose checksums this is one; empty if it is of the bytes
 */
public record ContentChecksum(Checksum checksum, OptionalInt parts) {
  public ContentChecksum {
    checkArgument(parts.isEmpty() || parts.getAsInt() >= 1, "no object has %s parts", parts);
  }

  /** Of all bytes of an object. */
  public static ContentChecksum whole(Checksum checksum) {
    return new ContentChecksum(checksum, OptionalInt.empty());
  }
}
