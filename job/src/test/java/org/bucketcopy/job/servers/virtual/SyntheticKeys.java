package org.bucketcopy.job.servers.virtual;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A bucket's content as a function: from an index to a key, a size and an ETag. Keys ascend with
 * the index in the order of S3. Holds nothing per key, so there may be a hundred million.
 */
public final class SyntheticKeys {
  private static final long SEED = 20_261_121L;

  private final ObjectKey prefix;
  private final KeyShape shape;
  private final SizeRule sizes;
  private final byte[] prefixOctets;
  private final long count;
  private final Optional<Filling> filling;

  private SyntheticKeys(
      ObjectKey prefix, KeyShape shape, SizeRule sizes, Optional<Filling> filling) {
    this.filling = filling;
    this.prefix = prefix;
    this.shape = shape;
    this.sizes = sizes;
    this.prefixOctets = prefix.utf8();
    this.count = sizes.count();
    checkArgument(count < Integer.MAX_VALUE * 32L, "%s keys are too many", count);
    checkArgument(prefixOctets.length + KeyShape.LONGEST <= 1024, "%s is too long", prefix);
  }

  /** Keys that begin with {@code prefix}, of which there are as many as there are sizes. */
  public static SyntheticKeys of(String prefix, KeyShape shape, SizeRule sizes) {
    return new SyntheticKeys(ObjectKey.of(prefix), shape, sizes, Optional.empty());
  }

  /** No keys at all. */
  public static SyntheticKeys none() {
    return of("", KeyShape.NUMBERED, SizeRule.parse(""));
  }

  /** The same keys, sizes and ETags under another prefix. */
  public SyntheticKeys under(String otherPrefix) {
    return new SyntheticKeys(ObjectKey.of(otherPrefix), shape, sizes, filling);
  }

  /** The same keys and sizes of objects that have bytes, with the ETags of these. */
  public SyntheticKeys filled() {
    return new SyntheticKeys(prefix, shape, sizes, Optional.of(new Filling()));
  }

  /** What the objects hold; empty if they have no bytes. */
  Optional<Filling> filling() {
    return filling;
  }

  public long count() {
    return count;
  }

  /** The key with this index, from 0. */
  public String key(long index) {
    return objectKey(index).toString();
  }

  /** Bytes of the object with this index. */
  public long size(long index) {
    return sizes.size(index);
  }

  /** The ETag, without quotes, of the object with this index. */
  public String etag(long index) {
    return new String(
        etag(index, new Bytes(32)).toArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  Bytes etag(long index, Bytes into) {
    if (filling.isPresent()) {
      return into.text(filling.orElseThrow().etag(size(index)));
    }
    SplittableRandom digits = new SplittableRandom(SEED * (index + 1));
    return into.hex(digits.nextLong()).hex(digits.nextLong());
  }

  ObjectKey prefix() {
    return prefix;
  }

  ObjectKey objectKey(long index) {
    byte[] key = room();
    return ObjectKey.ofUtf8(key, write(index, key));
  }

  /** An array that holds any of the keys. */
  byte[] room() {
    return Arrays.copyOf(prefixOctets, prefixOctets.length + KeyShape.LONGEST);
  }

  /**
   * Writes a key into {@link #room}.
   *
   * @return the key's length in bytes
   */
  int write(long index, byte[] room) {
    return shape.write(index, count, room, prefixOctets.length);
  }

  OptionalLong indexOf(ObjectKey key) {
    if (!key.startsWith(prefix)) {
      return OptionalLong.empty();
    }
    long index = ceiling(key);
    return index < count && objectKey(index).equals(key)
        ? OptionalLong.of(index)
        : OptionalLong.empty();
  }

  /** The index of the first key that is not before {@code key}; {@link #count} if there is none. */
  long ceiling(ObjectKey key) {
    byte[] wanted = key.utf8();
    byte[] room = room();
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      int length = write(middle, room);
      if (Arrays.compareUnsigned(room, 0, length, wanted, 0, wanted.length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
