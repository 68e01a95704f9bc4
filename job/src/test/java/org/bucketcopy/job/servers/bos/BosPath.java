package org.bucketcopy.job.servers.bos;

/**
 * The path of a request: {@code /v1/bucket/key}, where the key is what follows, slashes and all.
 *
 * @param bucket the bucket's name
 * @param key the object's key; empty if the request is for the bucket
 */
record BosPath(String bucket, String key) {
  private static final String VERSION = "/v1/";

  static BosPath of(String rawPath) {
    if (!rawPath.startsWith(VERSION)) {
      throw new BosError(400, "InvalidURI", "The path is not one of version 1.");
    }
    String rest = rawPath.substring(VERSION.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? new BosPath(HttpText.decoded(rest), "")
        : new BosPath(
            HttpText.decoded(rest.substring(0, slash)),
            HttpText.decoded(rest.substring(slash + 1)));
  }
}
