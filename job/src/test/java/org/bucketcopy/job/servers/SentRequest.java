package org.bucketcopy.job.servers;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came to a server.
 *
 * @param call what it asks for: {@code PUT_OBJECT}, {@code COPY_PART} and the like
 * @param headers by lower-case name
 */
public record SentRequest(String call, Map<String, String> headers) {
  public SentRequest {
    headers = ImmutableMap.copyOf(headers);
  }

  /** A header, by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
