package org.bucketcopy.planner.verify;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;

/** A checksum of bytes that come one after the other. For one thread at a time. */
public final class RunningChecksum {
  private final Consumer<ByteBuffer> sink;
  private final Supplier<Checksum> value;

  private RunningChecksum(Consumer<ByteBuffer> sink, Supplier<Checksum> value) {
    this.sink = sink;
    this.value = value;
  }

  /** The checksum of no bytes so far. */
  @SuppressWarnings("deprecation") // MD5 and SHA-1 are what stores have, and secure nothing here.
  public static RunningChecksum of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> hash(algorithm, Hashing.md5());
      case SHA1 -> hash(algorithm, Hashing.sha1());
      case SHA256 -> hash(algorithm, Hashing.sha256());
      case CRC32 -> crc(algorithm, new CRC32());
      case CRC32C -> crc(algorithm, new CRC32C());
      case CRC64_ECMA -> crc(algorithm, Crc64.ecma());
      case CRC64_NVME -> crc(algorithm, Crc64.nvme());
    };
  }

  private static RunningChecksum hash(ChecksumAlgorithm algorithm, HashFunction function) {
    Hasher hasher = function.newHasher();
    return new RunningChecksum(hasher::putBytes, () -> new Checksum(algorithm, hasher.hash()));
  }

  private static RunningChecksum crc(ChecksumAlgorithm algorithm, java.util.zip.Checksum sum) {
    return new RunningChecksum(sum::update, () -> Checksum.crc(algorithm, sum.getValue()));
  }

  /** Takes the remaining bytes of {@code bytes}. */
  public void update(ByteBuffer bytes) {
    sink.accept(bytes);
  }

  /** The checksum of all bytes; to be asked for once, at the end. */
  public Checksum value() {
    return value.get();
  }
}
