package org.bucketcopy.job.servers.virtual;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digest that S3's ETags are made of. */
final class Md5 {
  private static final HexFormat HEX = HexFormat.of();

  private Md5() {}

  static String hex(byte[] octets) {
    return HEX.formatHex(digest().digest(octets));
  }

  /** What {@link #digest} was made of so far. */
  static String hex(MessageDigest digest) {
    return HEX.formatHex(digest.digest());
  }

  /** The ETag of an object from the ETags of its parts, as AWS makes it. */
  static String composite(List<String> partEtags) {
    MessageDigest digest = digest();
    partEtags.forEach(etag -> digest.update(HEX.parseHex(etag)));
    return HEX.formatHex(digest.digest()) + "-" + partEtags.size();
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
