package org.bucketcopy.job.stores.oss;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.bucketcopy.job.stores.StoreSettings;

/**
 * The request that OSS shall make to a server of the user when an upload is completed
 * (alibabacloud.com/help/en/oss/developer-reference/callback). An object that is copied by one
 * CopyObject makes none: OSS has no callback there.
 *
 * @param url where to; up to five, separated by semicolons
 * @param body what to send, with variables such as <code>${object}</code>; never empty
 * @param host the Host header; empty for the host in the url
 * @param contentType {@code application/x-www-form-urlencoded} or {@code application/json}; empty
 *     for the former
 */
record OssCallback(String url, String body, Optional<String> host, Optional<String> contentType) {
  private static final String PREFIX = "bucketcopy.callback.";

  /**
   * The callback in the settings; empty if there is none.
   *
   * @throws IllegalArgumentException if only a part of it is set
   */
  static Optional<OssCallback> of(StoreSettings settings) {
    Optional<String> url = settings.text(PREFIX + "url");
    Optional<String> body = settings.text(PREFIX + "body");
    Optional<String> host = settings.text(PREFIX + "host");
    Optional<String> contentType = settings.text(PREFIX + "content-type");
    boolean any =
        url.isPresent() || body.isPresent() || host.isPresent() || contentType.isPresent();
    if (any && (url.isEmpty() || body.isEmpty())) {
      throw new IllegalArgumentException("an OSS callback needs both a url and a body");
    }
    return url.map(to -> new OssCallback(to, body.orElseThrow(), host, contentType));
  }

  /** The value of {@code x-oss-callback}. */
  String header() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("callbackUrl", url);
    host.ifPresent(value -> json.put("callbackHost", value));
    json.put("callbackBody", body);
    contentType.ifPresent(value -> json.put("callbackBodyType", value));
    return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
