package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a store encrypts the objects that a run makes.
 *
 * @param algorithm which one
 * @param keyId the key of the store's key service; empty for its own choice
 * @param bucketKey whether one key of the bucket stands between the objects and that key
 */
public record Encryption(Algorithm algorithm, Optional<String> keyId, boolean bucketKey) {
  /** As users write them. */
  public enum Algorithm {
    /** AES with 256 bits, with keys that the store has. */
    AES256,
    /** With keys of the store's key service. */
    KMS,
    /** The Chinese standard cipher, with keys that the store has. */
    SM4;

    /** The one of that name. */
    public static Optional<Algorithm> named(String name) {
      return Arrays.stream(values()).filter(known -> known.name().equals(name)).findFirst();
    }
  }

  public Encryption {
    checkArgument(
        keyId.isEmpty() || algorithm == Algorithm.KMS, "--sse-kms-key-id needs --sse KMS");
    checkArgument(!bucketKey || algorithm == Algorithm.KMS, "--bucket-key needs --sse KMS");
  }
}
