package org.bucketcopy.job.servers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

class ControlTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aServerIsDescribedByOptionsAndSteeredByRequests() throws Exception {
    try (VirtualS3 server =
            VirtualS3Main.start(
                "--sizes", "10x4KiB,1x1TiB",
                "--prefix", "a/",
                "--destination-prefix", "b/",
                "--shape", "deep",
                "--memory", "forgotten",
                "--latency.copy-object", "5");
        S3AsyncClient client = Sdk.of(server)) {
      client
          .copyObject(
              request ->
                  request
                      .sourceBucket(VirtualS3.SOURCE)
                      .sourceKey("a/000000/000/003")
                      .destinationBucket(VirtualS3.DESTINATION)
                      .destinationKey("b/000000/000/003"))
          .join();
      JsonNode ledger = new ObjectMapper().readTree(send(server, "GET", "ledger").body());
      JsonNode copies = ledger.at("/operations/copy-object");
      assertThat(copies.at("/requests").asInt()).isEqualTo(1);
      assertThat(copies.at("/answers/200").asInt()).isEqualTo(1);
      assertThat(copies.at("/delayMicros").asInt()).isEqualTo(5_000);
      assertThat(ledger.at("/bytesCopied").asInt()).isEqualTo(4_096);
      assertThat(ledger.at("/verdict/right").asInt()).isEqualTo(1);
      assertThat(ledger.at("/verdict/missing").asInt()).isEqualTo(10);
      assertThat(ledger.at("/uploadsOpen").isInt()).isTrue();

      assertThat(send(server, "POST", "behave?latency=7&fault.slow-down.complete=0.5").body())
          .isEqualTo("ok");
      assertThat(server.behaviour().manner(Operation.COPY_OBJECT).latencyMillis()).isEqualTo(7);
      String etag = send(server, "POST", "overwrite?key=a%2F000000/000/003").body();
      assertThat(etag).matches("[0-9a-f]{32}");
      assertThat(server.verdict().stale()).isEqualTo(1);
      send(server, "POST", "delete?key=a%2F000000/000/003");
      assertThat(server.verdict()).isEqualTo(new Verdict(0, 0, 0, 10, 1));
      send(server, "POST", "reset");
      assertThat(server.verdict()).isEqualTo(new Verdict(0, 0, 0, 10, 0));
    }
  }

  @Test
  void whatItDoesNotKnowItRefuses() throws Exception {
    try (VirtualS3 server = VirtualS3Main.start()) {
      assertThat(send(server, "POST", "behave?speed=1").statusCode()).isEqualTo(400);
      assertThat(send(server, "POST", "overwrite?key=absent").statusCode()).isEqualTo(400);
      assertThat(send(server, "POST", "overwrite").statusCode()).isEqualTo(400);
      assertThat(send(server, "GET", "secrets").statusCode()).isEqualTo(404);
      assertThat(server.ledger().requests()).isZero();
    }
    assertThatThrownBy(() -> VirtualS3Main.start("--speed", "1")).hasMessageContaining("--speed");
    assertThatThrownBy(() -> VirtualS3Main.start("port")).hasMessageContaining("--name value");
  }

  private HttpResponse<String> send(VirtualS3 server, String method, String target)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.endpoint().resolve("/-/" + target))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
