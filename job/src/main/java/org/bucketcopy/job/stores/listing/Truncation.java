package org.bucketcopy.job.stores.listing;

import com.google.common.base.Ascii;
import java.util.Optional;

/** Whether more follows a page. */
public final class Truncation {
  private Truncation() {}

  /**
   * Reads what a page says of it.
   *
   * @throws IllegalArgumentException if it says neither {@code true} nor {@code false}: an empty or
   *     foreign answer would otherwise be an empty bucket
   */
  public static boolean of(Optional<String> written) {
    String text = written.orElse("");
    if (Ascii.equalsIgnoreCase(text, "true")) {
      return true;
    }
    if (Ascii.equalsIgnoreCase(text, "false")) {
      return false;
    }
    throw new IllegalArgumentException("the answer is no listing");
  }
}
