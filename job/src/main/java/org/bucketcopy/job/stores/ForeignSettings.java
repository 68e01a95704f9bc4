package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of Hadoop's own store that this job does not follow. One that says who a request is
 * made by, who pays for it, which way it takes or who may read a copy is refused rather than left
 * out.
 *
 * @param family the store's name in Hadoop's settings
 * @param refused why, by name
 * @param unused those that do no harm
 */
public record ForeignSettings(String family, Map<String, String> refused, List<String> unused) {
  private static final String PROVIDER = "credentials.provider";

  public ForeignSettings {
    refused = ImmutableMap.copyOf(refused);
    unused = ImmutableList.copyOf(unused);
  }

  /**
   * Checks that none is set that must be followed.
   *
   * @throws IllegalArgumentException if one is; names it
   */
  public void check(StoreSettings settings) {
    refused.forEach(
        (name, why) -> {
          if (isSet(settings, name)) {
            throw refusal(settings, name, why);
          }
        });
  }

  /**
   * Checks that no class provides credentials but the one that reads them from settings, as this
   * job does.
   *
   * @param followed the end of that one's name
   * @throws IllegalArgumentException if another is set; names it
   */
  public void checkProvider(StoreSettings settings, String followed) {
    settings
        .text(PROVIDER)
        .filter(name -> !name.endsWith(followed))
        .ifPresent(
            name -> {
              throw refusal(
                  settings,
                  PROVIDER,
                  "this job takes credentials from settings and environment only, not from "
                      + name);
            });
  }

  /** A sentence that names a setting, in the form for all buckets. */
  public IllegalArgumentException refusal(StoreSettings settings, String name, String why) {
    return new IllegalArgumentException(
        String.format(
            "fs.%s.%s (or its form for the bucket, %s) is set, and %s",
            family, name, settings, why));
  }

  /** The full names of those that are set and do no harm. */
  public List<String> unused(StoreSettings settings) {
    return unused.stream()
        .filter(name -> isSet(settings, name))
        .map(name -> "fs." + family + "." + name)
        .toList();
  }

  /** A flag that is off is as good as none. */
  private static boolean isSet(StoreSettings settings, String name) {
    Optional<String> text = settings.text(name);
    return text.filter(value -> !value.equalsIgnoreCase("false")).isPresent();
  }
}
