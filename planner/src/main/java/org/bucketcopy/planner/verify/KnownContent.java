package org.bucketcopy.planner.verify;

import com.google.common.hash.HashCode;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * What is known of the content of an object without reading it.
 *
 * @param size its length in bytes
 * @param etag its ETag
 * @param checksums of its content; that which its ETag is is one of them
 */
public record KnownContent(long size, ETag etag, ContentChecksums checksums) {
  /** What a HEAD has shown of an object of this store. */
  public static KnownContent of(ObjectInfo info, StoreProfile store) {
    Optional<Checksum> md5 =
        Optional.of(info.identity().etag())
            .filter(etag -> !info.traits().contains(ObjectTrait.OPAQUE_ETAG))
            .filter(etag -> store.can(Ability.SENT_MD5))
            .flatMap(KnownContent::md5);
    return new KnownContent(
        info.size(), info.identity().etag(), info.checksums().and(ContentChecksums.of(md5)));
  }

  /** What a listing shows: not whether the ETag is of the content. */
  public static KnownContent of(ListedObject listed) {
    return new KnownContent(listed.size(), listed.identity().etag(), ContentChecksums.NONE);
  }

  /** An ETag taken for the MD5 of a content; empty if it has not the form of one. */
  static Optional<Checksum> md5(ETag etag) {
    return Optional.of(etag)
        .filter(ETag::isMd5)
        .map(tag -> HashCode.fromString(tag.value().toLowerCase(Locale.ROOT)))
        .map(value -> new Checksum(ChecksumAlgorithm.MD5, value));
  }

  /** The same with one more checksum of its bytes. */
  KnownContent with(Checksum checksum) {
    return new KnownContent(size, etag, checksums.and(ContentChecksums.of(Optional.of(checksum))));
  }
}
