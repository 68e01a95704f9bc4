package org.bucketcopy.job.transfer;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.stores.CarriedHeaders;
import org.bucketcopy.planner.model.ObjectMetadata;

/** What users give objects to carry. */
public final class GivenMetadata {
  /** Stores keep names in lower case, and other characters not at all. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");

  private GivenMetadata() {}

  /**
   * Checks that every store can carry it as it is.
   *
   * @throws IllegalArgumentException if not; names the option
   */
  public static void check(ObjectMetadata given) {
    given
        .user()
        .keySet()
        .forEach(
            name ->
                checkArgument(
                    NAME.matcher(name).matches(),
                    "--metadata \"%s\": a name has small letters, digits, \".\", \"_\" and \"-\"",
                    name));
    checkArgument(
        !given.user().containsKey(UploadToken.NAME),
        "--metadata %s: that name marks what bucket-copy uploads",
        UploadToken.NAME);
    given
        .headers()
        .forEach(
            (header, value) ->
                checkArgument(!value.isBlank(), "the %s given is empty", header.headerName()));
    CarriedHeaders.check(given);
  }
}
