package org.bucketcopy.planner.model;

/** How a checksum is made of bytes. All CRCs are reflected, with ~0 as start and as final XOR. */
public enum ChecksumAlgorithm {
  /** MD5 (RFC 1321), 16 bytes. */
  MD5,
  /** CRC-32C (Castagnoli), polynomial 0x1EDC6F41, 4 bytes. */
  CRC32C,
  /** CRC-64/XZ with the polynomial of ECMA-182, 0x42F0E1EBA9EA3693, 8 bytes: that of OSS. */
  CRC64_ECMA,
  /** CRC-64/NVME, polynomial 0xAD93D23594C93659, 8 bytes: that of S3. */
  CRC64_NVME
}
