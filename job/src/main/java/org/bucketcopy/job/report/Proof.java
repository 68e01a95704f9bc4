package org.bucketcopy.job.report;

import com.google.common.base.Ascii;
import java.util.Optional;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreProfile;

/** The best of what shows that an object is the one that was wanted. */
public enum Proof {
  /** Its ETag is that of the source, or the one that exactly its parts make. */
  ETAG,
  /** Its CRC-64/NVME is that of the source, or that of the bytes that were sent. */
  CRC64NVME,
  /** The same of its CRC-64/ECMA. */
  CRC64ECMA,
  /** The same of its CRC-32C. */
  CRC32C,
  /** The same of its CRC-32. */
  CRC32,
  /** The same of its SHA-256. */
  SHA256,
  /** The same of its SHA-1. */
  SHA1,
  /** The same of its MD5, which the store keeps beside the ETag. */
  MD5,
  /** A checksum of the bytes that were sent has been compared with the store's answer. */
  SENT,
  /** It has the size of the source and the mark of its upload. */
  SIZE,
  /** The store has answered that it made the object, and shows nothing that could be compared. */
  ANSWER;

  /** The name that reports have for it. */
  public String label() {
    return Ascii.toLowerCase(name());
  }

  /** What a store's answer to one PutObject shows. */
  public static Proof ofSent(StoreProfile store) {
    return store.can(Ability.SENT_CRC) || store.can(Ability.SENT_MD5) ? SENT : ANSWER;
  }

  /** The best of the checksums of all bytes that both have; empty if there is none. */
  public static Optional<Proof> ofCommon(ContentChecksums one, ContentChecksums other) {
    return one.common(other).stream().map(Proof::of).min(Enum::compareTo);
  }

  private static Proof of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> MD5;
      case SHA1 -> SHA1;
      case SHA256 -> SHA256;
      case CRC32 -> CRC32;
      case CRC32C -> CRC32C;
      case CRC64_ECMA -> CRC64ECMA;
      case CRC64_NVME -> CRC64NVME;
    };
  }
}
