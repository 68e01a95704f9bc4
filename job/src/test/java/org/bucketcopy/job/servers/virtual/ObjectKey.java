package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * The key of an object, ordered as S3 orders keys: by the bytes of its UTF-8 form.
 *
 * @param octets one character in 0..255 for each byte, so that the order of strings is the order of
 *     bytes
 */
record ObjectKey(String octets) implements Comparable<ObjectKey> {
  static final ObjectKey EMPTY = new ObjectKey("");

  /** The key that a human writes as {@code text}. */
  static ObjectKey of(String text) {
    return ofUtf8(text.getBytes(UTF_8), text.getBytes(UTF_8).length);
  }

  static ObjectKey ofUtf8(byte[] bytes, int length) {
    return new ObjectKey(new String(bytes, 0, length, ISO_8859_1));
  }

  /**
   * The key that is percent-encoded in a path or a header. A plus sign stands for itself.
   *
   * @throws Refusal if an escape is malformed
   */
  static ObjectKey decoded(String text) {
    return new ObjectKey(Percent.decode(text));
  }

  byte[] utf8() {
    return octets.getBytes(ISO_8859_1);
  }

  boolean startsWith(ObjectKey prefix) {
    return octets.startsWith(prefix.octets);
  }

  /** This key with {@code from} at its beginning replaced; empty if it does not begin so. */
  Optional<ObjectKey> moved(ObjectKey from, ObjectKey to) {
    return startsWith(from)
        ? Optional.of(new ObjectKey(to.octets + octets.substring(from.octets.length())))
        : Optional.empty();
  }

  @Override
  public int compareTo(ObjectKey other) {
    return octets.compareTo(other.octets);
  }

  @Override
  public String toString() {
    return new String(utf8(), UTF_8);
  }
}
