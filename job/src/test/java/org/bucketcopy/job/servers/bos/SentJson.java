package org.bucketcopy.job.servers.bos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What a request says in its body. */
final class SentJson {
  private SentJson() {}

  static JsonNode of(HttpRequest request) {
    try {
      return new ObjectMapper().readTree(request.body());
    } catch (JsonProcessingException e) {
      throw new BosError(400, "MalformedJSON", "The body is not JSON.");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
