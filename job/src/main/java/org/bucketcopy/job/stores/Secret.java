package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * A value that must never be seen: part of credentials.
 *
 * @param value the secret itself, never empty
 */
public record Secret(String value) {
  public Secret {
    checkArgument(!value.isEmpty(), "a secret cannot be empty");
    // HTTP clients show the header that they refuse.
    checkArgument(
        value.chars().noneMatch(Character::isISOControl), "a secret cannot hold a line end");
  }

  /**
   * The secret that {@code text} holds, without surrounding white space; empty if it is blank.
   *
   * @param name where it was found, for messages
   * @throws IllegalArgumentException if it holds a line end or another control character, which no
   *     header can carry; does not show it
   */
  public static Optional<Secret> read(String name, String text) {
    String value = text.strip();
    checkArgument(
        value.chars().noneMatch(Character::isISOControl),
        "%s holds a line end or another control character, which no credentials have",
        name);
    return value.isEmpty() ? Optional.empty() : Optional.of(new Secret(value));
  }

  /** Shows nothing of the secret, not even its length. */
  @Override
  public String toString() {
    return "(secret)";
  }
}
