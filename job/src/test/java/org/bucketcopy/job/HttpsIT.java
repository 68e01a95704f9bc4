package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.TlsIdentity;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application by HTTPS. */
final class HttpsIT {
  private static final Path SCRIPT =
      Path.of("..", "submit-scripts", "bucket-copy").toAbsolutePath();
  private static final String FROM = "source";
  private static final String TO = "destination";
  private static final OssLogin LOGIN = new OssLogin("LTAI-https", "secret", Optional.empty());

  /** Sizes by key; the last is copied in parts of 5 MiB. */
  private static final Map<String, Integer> OBJECTS =
      Map.of("a", 1, "b c", 4096, "d+e", 4097, "f%20g", 4098, "large", 11 << 20);

  private static final int PARTS = 3;

  /** So many that a run which repeats what cannot succeed does not end in a test's time. */
  private static final String RETRIES = "1000";

  @TempDir static Path identityDirectory;
  private static TlsIdentity identity;

  @TempDir Path directory;

  @BeforeAll
  static void makeIdentity() throws Exception {
    identity = TlsIdentity.make(identityDirectory);
  }

  @Test
  void s3() throws Exception {
    try (VirtualS3 server = s3Server()) {
      ScriptProcess copy = copy("s3", s3(server), identity.javaOptions());

      assertCopiedByParts(copy);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    }
  }

  @Test
  void s3ThatIsNotTrusted() throws Exception {
    try (VirtualS3 server = s3Server()) {
      assertRefused(copy("s3", s3(server), List.of()));
    }
  }

  @Test
  void oss() throws Exception {
    try (OssServer server = ossServer()) {
      ScriptProcess copy = copy("oss", server.settings(LOGIN), identity.javaOptions());

      assertCopiedByParts(copy);
      assertThat(server.keys(TO)).isEqualTo(server.keys(FROM)).hasSameSizeAs(OBJECTS.keySet());
      OBJECTS.forEach((key, bytes) -> assertThat(server.read(TO, key)).isEqualTo(content(bytes)));
    }
  }

  @Test
  void ossThatIsNotTrusted() throws Exception {
    try (OssServer server = ossServer()) {
      assertRefused(copy("oss", server.settings(LOGIN), List.of()));
    }
  }

  @Test
  void bos() throws Exception {
    try (BosServer server = bosServer()) {
      ScriptProcess copy = copy("bos", server.settings(), identity.javaOptions());

      assertCopiedByParts(copy);
      assertThat(server.keys(TO)).isEqualTo(server.keys(FROM)).hasSameSizeAs(OBJECTS.keySet());
      OBJECTS.forEach(
          (key, bytes) ->
              assertThat(server.read(new Bucket("bos", TO).object(key))).isEqualTo(content(bytes)));
    }
  }

  @Test
  void bosThatIsNotTrusted() throws Exception {
    try (BosServer server = bosServer()) {
      assertRefused(copy("bos", server.settings(), List.of()));
    }
  }

  private static VirtualS3 s3Server() {
    VirtualS3 server =
        VirtualS3.start(
            Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(0, 0))),
            Behaviour.prompt(),
            0,
            1,
            Optional.of(TlsIdentity.nettyServer(identity.keys())));
    OBJECTS.forEach(server::addSource);
    return server;
  }

  private static Map<String, String> s3(VirtualS3 server) {
    return S3Access.unchecked(server.tlsEndpoint().orElseThrow()).hadoopSettings();
  }

  private static OssServer ossServer() throws IOException {
    OssServer server = new OssServer(TlsIdentity.jdkServer(identity.keys()));
    server.accept(LOGIN);
    server.create(FROM, OssServer.REGION);
    server.create(TO, OssServer.REGION);
    OBJECTS.forEach((key, bytes) -> server.put(FROM, key, content(bytes), Map.of(), "Standard"));
    return server;
  }

  private static BosServer bosServer() {
    BosServer server = BosServer.start(TlsIdentity.jdkServer(identity.keys()));
    server.create(FROM, "bj");
    server.create(TO, "bj");
    OBJECTS.forEach(
        (key, bytes) ->
            server.put(new Bucket("bos", FROM).object(key), content(bytes), ObjectMetadata.NONE));
    return server;
  }

  private static byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private ScriptProcess copy(String scheme, Map<String, String> settings, List<String> javaOptions)
      throws Exception {
    CopyScript script = new CopyScript(SCRIPT, SettingsFile.write(directory, settings), scheme);
    ScriptProcess copy =
        ScriptProcess.start(
            directory,
            scheme,
            script.command(
                List.of("--master", "local[2]"),
                List.of(
                    "--multipart-threshold", "6MiB", "--part-size", "5MiB", "--retries", RETRIES)),
            Map.of("SPARK_SUBMIT_OPTS", String.join(" ", javaOptions)));
    copy.exitCode(5, TimeUnit.MINUTES);
    return copy;
  }

  private static void assertCopiedByParts(ScriptProcess copy) throws IOException {
    assertThat(copy.process().exitValue()).as(copy.errors()).isZero();
    assertThat(copy.summary().path("parts").asInt()).as("" + copy.summary()).isEqualTo(PARTS);
  }

  private static void assertRefused(ScriptProcess copy) throws IOException {
    assertThat(copy.process().exitValue())
        .as(copy.errors())
        .isEqualTo(ExitCode.COULD_NOT_RUN.number());
    assertThat(copy.errors()).contains("the server's certificate is not trusted");
  }
}
