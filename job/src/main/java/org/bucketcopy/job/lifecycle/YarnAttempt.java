package org.bucketcopy.job.lifecycle;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * One attempt of YARN at an application whose driver is in the ApplicationMaster (cluster mode).
 * YARN makes another one when an attempt is lost or has failed, as often as {@code
 * spark.yarn.maxAppAttempts} and its own setting say.
 *
 * @param application YARN's id of the application, the same in each attempt: {@code
 *     application_1700000000000_0001}
 * @param number counts from 1
 */
public record YarnAttempt(String application, int number) {
  /**
   * {@code container_e17_1700000000000_0001_02_000001}; the epoch is only there after a restart of
   * YARN.
   */
  private static final Pattern CONTAINER =
      Pattern.compile("container_(?:e\\d+_)?(\\d+_\\d+)_(\\d+)_\\d+");

  public YarnAttempt {
    checkArgument(number >= 1, "attempts count from 1, not %s", number);
  }

  /**
   * That of this driver; empty where it is not the ApplicationMaster.
   *
   * @param conf as the driver finds it
   * @param environment of the process; YARN names the container there
   */
  public static Optional<YarnAttempt> of(SparkConf conf, Map<String, String> environment) {
    if (!conf.get("spark.master", "").equals("yarn")
        || !conf.get("spark.submit.deployMode", "").equals("cluster")) {
      return Optional.empty();
    }
    Matcher container = CONTAINER.matcher(environment.getOrDefault("CONTAINER_ID", ""));
    return container.matches()
        ? Optional.of(
            new YarnAttempt(
                "application_" + container.group(1), Integer.parseInt(container.group(2))))
        : Optional.empty();
  }

  /** Whether an earlier attempt may have done something. */
  public boolean again() {
    return number > 1;
  }
}
