package org.bucketcopy.job.stores.oss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OssCallbackTest {
  private static final String URL = "bucketcopy.callback.url";
  private static final String BODY = "bucketcopy.callback.body";

  @Test
  void noneIsSetByDefault() {
    assertThat(OssCallback.of(new MapSettings(Map.of()))).isEmpty();
  }

  @Test
  void headerIsJsonInBase64() throws JsonProcessingException {
    Map<String, String> settings =
        Map.of(
            URL,
            "http://callback.example/done",
            BODY,
            "{\"key\":${object},\"etag\":${etag}}",
            "bucketcopy.callback.host",
            "callback.example",
            "bucketcopy.callback.content-type",
            "application/json");
    String header = OssCallback.of(new MapSettings(settings)).orElseThrow().header();
    JsonNode json =
        new ObjectMapper().readTree(new String(Base64.getDecoder().decode(header), UTF_8));
    assertThat(json.properties())
        .extracting(entry -> entry.getKey() + "=" + entry.getValue().asText())
        .containsExactlyInAnyOrder(
            "callbackUrl=http://callback.example/done",
            "callbackHost=callback.example",
            "callbackBody={\"key\":${object},\"etag\":${etag}}",
            "callbackBodyType=application/json");
  }

  @Test
  void aPartOfItIsRefused() {
    for (Map<String, String> part :
        java.util.List.of(
            Map.of(URL, "http://callback.example"),
            Map.of(BODY, "etag=${etag}"),
            Map.of("bucketcopy.callback.host", "callback.example"))) {
      assertThatThrownBy(() -> OssCallback.of(new MapSettings(part)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("callback");
    }
  }
}
