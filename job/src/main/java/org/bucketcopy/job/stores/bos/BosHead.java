package org.bucketcopy.job.stores.bos;

import com.baidubce.http.BceHttpResponse;
import com.baidubce.services.bos.model.ObjectMetadata;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.http.Header;

/**
 * The headers of a HEAD as they came. The SDK's own reading of them leaves some out and decodes
 * user metadata as if every client had percent-encoded it.
 */
final class BosHead extends ObjectMetadata {
  private final Map<String, String> headers;

  private BosHead(Map<String, String> headers) {
    this.headers = ImmutableMap.copyOf(headers);
  }

  static BosHead of(BceHttpResponse answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : answer.getHttpResponse().getAllHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    return new BosHead(headers);
  }

  /** All headers; names are in lower case. */
  Map<String, String> headers() {
    return headers;
  }

  /** The header {@code name}, if it came and is not blank. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
        .filter(value -> !value.isBlank());
  }
}
