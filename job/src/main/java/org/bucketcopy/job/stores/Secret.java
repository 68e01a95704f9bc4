package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A value that must never be seen: part of a login.
 *
 * @param value the secret itself, never empty
 */
public record Secret(String value) {
  public Secret {
    checkArgument(!value.isEmpty(), "a secret cannot be empty");
  }

  /** Shows nothing of the secret, not even its length. */
  @Override
  public String toString() {
    return "(secret)";
  }
}
