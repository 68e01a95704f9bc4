package org.bucketcopy.planner.verify;

import org.bucketcopy.planner.model.ChecksumAlgorithm;

/** What shows that two contents are the same. */
public enum Evidence {
  /** All bytes were read and compared. */
  BYTES("bytes"),
  /** Their ETags are equal, and are made of the content. */
  ETAG("etag"),
  SHA256("sha256"),
  SHA1("sha1"),
  MD5("md5"),
  CRC64_NVME("crc64nvme"),
  CRC64_ECMA("crc64ecma"),
  CRC32C("crc32c"),
  CRC32("crc32"),
  /** They have the same length, and nothing else was looked at. */
  SIZE("size");

  private final String label;

  Evidence(String label) {
    this.label = label;
  }

  /** That of a checksum. */
  static Evidence of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> SHA256;
      case SHA1 -> SHA1;
      case MD5 -> MD5;
      case CRC64_NVME -> CRC64_NVME;
      case CRC64_ECMA -> CRC64_ECMA;
      case CRC32C -> CRC32C;
      case CRC32 -> CRC32;
    };
  }

  /** The name that it has in summaries. */
  public String label() {
    return label;
  }
}
