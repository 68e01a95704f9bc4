package org.bucketcopy.job.servers.oss;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Bytes of an object or a part. A part of a copy shares them with its source. */
record Content(List<ByteBuffer> pieces) {
  Content {
    pieces = ImmutableList.copyOf(pieces);
  }

  static Content of(byte[] bytes) {
    return new Content(List.of(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer()));
  }

  static Content joined(List<Content> contents) {
    return new Content(contents.stream().flatMap(content -> content.pieces.stream()).toList());
  }

  long size() {
    return pieces.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** The bytes from {@code first} to {@code last}, inclusive. */
  Content range(long first, long last) {
    ImmutableList.Builder<ByteBuffer> found = ImmutableList.builder();
    long start = 0;
    for (ByteBuffer piece : pieces) {
      long from = Math.max(first - start, 0);
      long to = Math.min(last + 1 - start, piece.remaining());
      if (from < to) {
        found.add(piece.slice((int) from, (int) (to - from)));
      }
      start += piece.remaining();
    }
    return new Content(found.build());
  }

  byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size()));
    pieces.forEach(piece -> all.put(piece.duplicate()));
    return all.array();
  }

  /** As OSS writes it: in upper case. */
  String md5() {
    MessageDigest digest = md5Digest();
    pieces.forEach(piece -> digest.update(piece.duplicate()));
    return Ascii.toUpperCase(BaseEncoding.base16().encode(digest.digest()));
  }

  /** As OSS writes it: CRC-64/ECMA-182, reflected, as an unsigned decimal number. */
  String crc64() {
    return Crc64.of(pieces);
  }

  static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
