package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application without keys, in the environment that EKS gives a pod whose service
 * account has a role: it asks STS for keys.
 */
final class WorkloadIdentityIT {
  private static final Path SCRIPT =
      Path.of("..", "submit-scripts", "bucket-copy").toAbsolutePath();
  private static final String ROLE = "arn:aws:iam::111122223333:role/bucket-copy";
  private static final int OBJECTS = 7;

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final VirtualS3 store =
      VirtualS3.start(
          Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(OBJECTS, 10))));
  private HttpServer sts;

  @TempDir Path directory;

  @BeforeEach
  void startSts() throws IOException {
    sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sts.createContext("/", this::answer);
    sts.start();
  }

  @AfterEach
  void stop() {
    sts.stop(0);
    store.close();
  }

  @Test
  void theTokenOfAServiceAccountIsEnough() throws Exception {
    Path settings =
        SettingsFile.write(directory, Map.of("fs.s3a.endpoint", store.endpoint().toString()));
    ScriptProcess run =
        ScriptProcess.start(
            directory,
            "run",
            List.of(
                SCRIPT.toString(),
                "--master",
                "local[1]",
                "--properties-file",
                settings.toString(),
                "copy",
                "--source",
                "s3://source/",
                "--destination",
                "s3://destination/"),
            environment());

    assertThat(run.exitCode(5, TimeUnit.MINUTES)).as(run.errors()).isZero();
    assertThat(run.summary().path("copied").asInt()).isEqualTo(OBJECTS);
    assertThat(asked)
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(request)
                    .contains(
                        "Action=AssumeRoleWithWebIdentity",
                        "RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fbucket-copy",
                        "WebIdentityToken=made-up-token"));
    assertThat(run.errors() + run.lastLine()).doesNotContain("made-up");
  }

  private Map<String, String> environment() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "made-up-token");
    return Map.of(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        token.toString(),
        "AWS_ROLE_ARN",
        ROLE,
        "AWS_REGION",
        "eu-central-1",
        "AWS_EC2_METADATA_DISABLED",
        "true",
        "AWS_ENDPOINT_URL_STS",
        "http://127.0.0.1:" + sts.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      byte[] body =
          """
          <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <AssumeRoleWithWebIdentityResult>
              <Credentials>
                <AccessKeyId>made-up-id</AccessKeyId>
                <SecretAccessKey>made-up-secret</SecretAccessKey>
                <SessionToken>made-up-session</SessionToken>
                <Expiration>%s</Expiration>
              </Credentials>
            </AssumeRoleWithWebIdentityResult>
          </AssumeRoleWithWebIdentityResponse>
          """
              .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3600))
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
