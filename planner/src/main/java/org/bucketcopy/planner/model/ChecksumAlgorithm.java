package org.bucketcopy.planner.model;

/** How a checksum is made of bytes. All CRCs are reflected, with ~0 as start and as final XOR. */
public enum ChecksumAlgorithm {
  /** MD5 (RFC 1321), 16 bytes. */
  MD5("MD5", 16),
  /** SHA-1 (FIPS 180-4), 20 bytes. */
  SHA1("SHA-1", 20),
  /** SHA-256 (FIPS 180-4), 32 bytes. */
  SHA256("SHA-256", 32),
  /** CRC-32 (ISO-HDLC, zlib), polynomial 0x04C11DB7, 4 bytes. */
  CRC32("CRC-32", 4),
  /** CRC-32C (Castagnoli), polynomial 0x1EDC6F41, 4 bytes. */
  CRC32C("CRC-32C", 4),
  /** CRC-64/XZ with the polynomial of ECMA-182, 0x42F0E1EBA9EA3693, 8 bytes: that of OSS. */
  CRC64_ECMA("CRC-64/ECMA", 8),
  /** CRC-64/NVME, polynomial 0xAD93D23594C93659, 8 bytes: that of S3. */
  CRC64_NVME("CRC-64/NVME", 8);

  private final String label;
  private final int length;

  ChecksumAlgorithm(String label, int length) {
    this.label = label;
    this.length = length;
  }

  /** The name that people read. */
  public String label() {
    return label;
  }

  /** Length of a value in bytes. */
  public int length() {
    return length;
  }

  /** Whether the checksum of bytes that follow each other can be made of those of the pieces. */
  public boolean isCrc() {
    return switch (this) {
      case MD5, SHA1, SHA256 -> false;
      case CRC32, CRC32C, CRC64_ECMA, CRC64_NVME -> true;
    };
  }
}
