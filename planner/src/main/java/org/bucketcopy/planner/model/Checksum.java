package org.bucketcopy.planner.model;

import com.google.common.hash.HashCode;

/**
 * A checksum of some bytes.
 *
 * @param algorithm how it was made
 * @param value its bytes, the most significant first
 */
public record Checksum(ChecksumAlgorithm algorithm, HashCode value) {
  /** The algorithm and the value in hexadecimal digits. */
  @Override
  public String toString() {
    return algorithm + " " + value;
  }
}
