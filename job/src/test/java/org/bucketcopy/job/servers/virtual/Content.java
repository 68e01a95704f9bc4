package org.bucketcopy.job.servers.virtual;

import java.util.Optional;

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

  /** The ETag of a part that holds {@code first} to {@code last}, both inclusive. */
  String partEtag(long first, long last) {
    return Md5.hex(Bytes.ascii(identity + ' ' + first + '-' + last));
  }
}
