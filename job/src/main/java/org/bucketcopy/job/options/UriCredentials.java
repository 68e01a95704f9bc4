package org.bucketcopy.job.options;

import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * Credentials in an address, which messages, summaries and other users of the machine would show.
 */
final class UriCredentials {
  private static final Pattern ANY = Pattern.compile("[^/]*//[^/]*@");
  private static final Pattern WITH_PASSWORD = Pattern.compile("[^/]*//[^/@]*:[^/@]*@");

  private UriCredentials() {}

  /**
   * Refuses anything before an {@code @}.
   *
   * @throws TypeConversionException does not show it
   */
  static void refuse(String address) {
    refuse(ANY, address);
  }

  /**
   * Refuses a password before an {@code @}, where a name there is none of a user's ({@code
   * abfs://container@account}).
   *
   * @throws TypeConversionException does not show it
   */
  static void refusePassword(String address) {
    refuse(WITH_PASSWORD, address);
  }

  private static void refuse(Pattern credentials, String address) {
    if (credentials.matcher(address).lookingAt()) {
      throw new TypeConversionException(
          "an address cannot hold credentials, which others can read: set them in the file of"
              + " --properties-file");
    }
  }
}
