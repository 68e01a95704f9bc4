package org.bucketcopy.job.servers.virtual;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.verify.CrcCombination;
import org.bucketcopy.planner.verify.RunningChecksum;

/**
 * What an object holds, by an identity that a copy carries on: two objects hold the same bytes just
 * if their identities are equal.
 *
 * @param identity 32 hex digits, the ETag that one plain PUT of the content has
 * @param size in bytes
 * @param bytes the content itself, of a small object that was put
 */
record Content(String identity, long size, Optional<Body> bytes) {

  /** Bytes that nobody changes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Body(byte[] octets) {}

  static Content virtual(String identity, long size) {
    return new Content(identity, size, Optional.empty());
  }

  static Content of(byte[] octets) {
    return new Content(Md5.hex(octets), octets.length, Optional.of(new Body(octets)));
  }

  /** Other content of the same size. */
  Content broken() {
    return virtual(Md5.hex(Bytes.ascii(identity + " broken")), size);
  }

  /**
   * The CRC-64/NVME of the bytes from {@code first} to {@code last}, both inclusive, in base64.
   * That of pieces makes that of all, though there are no bytes: each follows from a made-up CRC of
   * all bytes before a place.
   */
  String checksum(long first, long last) {
    Optional<Checksum> known =
        bytes.map(
            body -> {
              RunningChecksum sum = RunningChecksum.of(ChecksumAlgorithm.CRC64_NVME);
              sum.update(ByteBuffer.wrap(body.octets(), (int) first, (int) (last - first + 1)));
              return sum.value();
            });
    return known
        .orElseGet(() -> CrcCombination.combine(before(first), before(last + 1), last - first + 1))
        .base64();
  }

  private Checksum before(long place) {
    String digest = Md5.hex(Bytes.ascii(identity + " before " + place)).substring(0, 16);
    return Checksum.crc(
        ChecksumAlgorithm.CRC64_NVME, place == 0 ? 0 : Long.parseUnsignedLong(digest, 16));
  }

  /** The ETag of a part that holds {@code first} to {@code last}, both inclusive. */
  String partEtag(long first, long last) {
    return Md5.hex(Bytes.ascii(identity + ' ' + first + '-' + last));
  }
}
