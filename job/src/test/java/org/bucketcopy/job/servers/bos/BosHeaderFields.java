package org.bucketcopy.job.servers.bos;

import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bucketcopy.job.servers.HeaderBytes;
import org.bucketcopy.planner.model.ObjectMetadata;

/** What the headers of a request say that an object shall carry. */
final class BosHeaderFields {
  private static final String USER = "x-bce-meta-";
  private static final int MAX_USER_BYTES = 2048;
  private static final List<String> CONTENT =
      List.of(
          "Content-Type",
          "Cache-Control",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Language",
          "Expires");

  private BosHeaderFields() {}

  static BosObject.Carried carried(HttpRequest request) {
    Map<String, String> content = new LinkedHashMap<>();
    for (String name : CONTENT) {
      request.header(name.toLowerCase(Locale.ROOT)).ifPresent(v -> content.put(name, v));
    }
    return new BosObject.Carried(
        content,
        user(request),
        tags(request.header("x-bce-tagging").orElse("")),
        request.header("x-bce-storage-class").orElse("STANDARD"));
  }

  /** What an object carries that is put by no request. */
  static BosObject.Carried carried(ObjectMetadata metadata) {
    Map<String, String> content = new LinkedHashMap<>();
    metadata
        .headers()
        .forEach((header, value) -> content.put(header.headerName(), HeaderBytes.octets(value)));
    return new BosObject.Carried(
        content,
        Maps.transformValues(metadata.user(), HeaderBytes::octets),
        metadata.tags(),
        metadata.storageClass().orElse("STANDARD"));
  }

  /** User metadata: 2 KB at most in all, names in lower case. */
  static Map<String, String> user(HttpRequest request) {
    Map<String, String> user = new LinkedHashMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith(USER)) {
                user.put(name.substring(USER.length()), value);
              }
            });
    int bytes =
        user.entrySet().stream().mapToInt(e -> e.getKey().length() + e.getValue().length()).sum();
    if (bytes > MAX_USER_BYTES) {
      throw new BosError(400, "MetadataTooLarge", "More than 2 KB of user metadata.");
    }
    return user;
  }

  static Map<String, String> tags(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : text.split("&", -1)) {
      if (!tag.isEmpty()) {
        String[] sides = tag.split("=", 2);
        tags.put(HttpText.decoded(sides[0]), HttpText.decoded(sides[1]));
      }
    }
    return tags;
  }
}
