package org.bucketcopy.job.stores;

import java.util.Set;

/**
 * What a user can set right where a store refuses every request for the same reason.
 *
 * @param place the settings that say where a bucket is
 * @param addressing the setting that says how a request names its bucket
 */
public record Advice(String place, String addressing) {
  /** docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "IncorrectEndpoint",
          "PermanentRedirect",
          "Redirect",
          "TemporaryRedirect");

  /** Of Alibaba OSS, Tencent COS and Huawei OBS, which take no bucket in the path. */
  private static final Set<String> NO_PATH_STYLE =
      Set.of("SecondLevelDomainForbidden", "PathStyleDomainForbidden", "VirtualHostDomainRequired");

  private static final String CLOCK = "RequestTimeTooSkewed";

  /** What OSS says with codes that mean other things, too. */
  private static final Set<String> ELSEWHERE_ON_OSS =
      Set.of("must be addressed using the specified endpoint", "Invalid signing region");

  /**
   * What the store has said, and what to do about it if that is known.
   *
   * @param code the store's own
   * @param status of HTTP
   * @param message the store's
   */
  public String added(String code, int status, String message) {
    if (ELSEWHERE.contains(code)
        || (status / 100 == 3 && status != 304)
        || ELSEWHERE_ON_OSS.stream().anyMatch(message::contains)) {
      return message + " (the bucket is elsewhere: set " + place + ")";
    }
    if (NO_PATH_STYLE.contains(code)) {
      return message + " (set " + addressing + ")";
    }
    return code.equals(CLOCK)
        ? message + " (this machine's clock and the store's differ: set the clock)"
        : message;
  }
}
