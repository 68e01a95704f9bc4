package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ETag;

/**
 * A part that an upload holds.
 *
 * @param partNumber its number, from 1
 * @param etag its ETag
 * @param size its length in bytes
 * @param conditional whether the request named the ETag that the source of a copied part must have
 * @param checksums of its bytes, as far as they are known
 */
public record UploadedPart(
    int partNumber, ETag etag, long size, boolean conditional, PartChecksums checksums) {
  public UploadedPart {
    checkArgument(partNumber >= 1, "part numbers start at 1, not at %s", partNumber);
    checkArgument(size >= 0, "a part cannot have %s bytes", size);
  }

  /** A part whose bytes were not read by whoever made it. */
  public UploadedPart(
      int partNumber, ETag etag, long size, boolean conditional, Optional<Checksum> checksum) {
    this(partNumber, etag, size, conditional, PartChecksums.of(checksum));
  }

  /** A part that was copied under the condition of the request, or is listed. */
  public UploadedPart(int partNumber, ETag etag, long size) {
    this(partNumber, etag, size, /* conditional= */ true, PartChecksums.NONE);
  }

  /** A part that was sent. */
  public UploadedPart(int partNumber, ETag etag, long size, Checksum checksum) {
    this(partNumber, etag, size, /* conditional= */ true, Optional.of(checksum));
  }

  /** As {@link PartChecksums#part}. */
  public Optional<Checksum> checksum() {
    return checksums.part();
  }

  /** As {@link PartChecksums#read}. */
  public Optional<Checksum> read() {
    return checksums.read();
  }

  /** The same, whose bytes have {@code sum}. */
  public UploadedPart with(Checksum sum) {
    return with(new PartChecksums(Optional.of(sum), read()));
  }

  /** The same, whose source's bytes have {@code sum}. */
  public UploadedPart withRead(Checksum sum) {
    return with(new PartChecksums(checksum(), Optional.of(sum)));
  }

  /** The same, of which nothing but the ETag is known. */
  public UploadedPart withoutChecksum() {
    return with(PartChecksums.NONE);
  }

  private UploadedPart with(PartChecksums other) {
    return new UploadedPart(partNumber, etag, size, conditional, other);
  }

  /** The same, copied from a source that may have been in any state. */
  UploadedPart unconditional() {
    return new UploadedPart(partNumber, etag, size, /* conditional= */ false, checksums);
  }
}
