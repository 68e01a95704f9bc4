package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.AnyServer;
import org.bucketcopy.job.servers.AnyServer.Call;
import org.bucketcopy.job.servers.ConnectProxy;
import org.bucketcopy.job.stores.registry.StoreRegistry;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that Hadoop users have: none is left out in silence. */
final class SettingsJobTest {
  private static final String LARGE = "x/large";

  @ParameterizedTest
  @CsvSource({
    "S3, fs.s3a.aws.credentials.provider,"
        + " org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider",
    "S3, fs.s3a.bucket.source.aws.credentials.provider, com.example.OurOwnProvider",
    "S3, fs.s3a.encryption.algorithm, SSE-C",
    "S3, fs.s3a.bucket.source.server-side-encryption-algorithm, SSE-C",
    "S3, fs.s3a.bucket.destination.encryption.algorithm, CSE-KMS",
    "S3, fs.s3a.encryption.context, project=x",
    "S3, fs.s3a.acl.default, Everybody",
    "S3, fs.s3a.requester.pays.enabled, perhaps",
    "S3, fs.s3a.delegation.token.binding, com.example.Tokens",
    "S3, fs.s3a.accesspoint.required, true",
    "S3, fs.s3a.bucket.source.accesspoint.arn, arn:aws:s3:eu-west-1:1:accesspoint/a",
    "S3, fs.s3a.proxy.port, 8080",
    "S3, fs.s3a.proxy.username, me",
    "S3, fs.s3a.proxy.domain, CORP",
    "OSS, fs.oss.proxy.host, proxy.example",
    "OSS, fs.oss.bucket.source.proxy.host, proxy.example",
    "OSS, fs.oss.acl.default, Private",
    "OSS, fs.oss.credentials.provider, com.example.OurOwnProvider",
    "OSS, fs.oss.server-side-encryption-algorithm, ROT13",
    "BOS, fs.bos.proxy.host, proxy.example",
    "BOS, fs.bos.credentials.provider, com.example.OurOwnProvider"
  })
  void whatWouldChangeLoginCostOrSecrecyIsRefused(AnyServer.Kind kind, String name, String value) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.LIST), AnyServer.SOURCE);

      CopyRun run = copy(kind, server, Map.of(name, value), "--dry-run");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
      String plain =
          name.replaceAll("bucket\\.(source|destination)\\.", "")
              .replace("server-side-encryption-algorithm", "encryption.algorithm")
              .replace("fs.oss.encryption.algorithm", "fs.oss.server-side-encryption-algorithm");
      assertThat(run.summary().path("problem").asText()).contains(plain);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S3, fs.s3a.multipart.size, 8M",
    "S3, fs.s3a.bucket.destination.assumed.role.arn, arn:aws:iam::1:role/r",
    "S3, fs.s3a.aws.credentials.provider,"
        + " com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
    "OSS, fs.oss.multipart.upload.size, 8388608",
    "BOS, fs.bos.crc32c.checksum.enable, true"
  })
  void whatDoesNoHarmIsWarnedOf(AnyServer.Kind kind, String name, String value) {
    try (AnyServer server = filled(kind)) {
      CopyRun run = copy(kind, server, Map.of(name, value), "--dry-run");
      CopyRun plain = copy(kind, server, Map.of(), "--dry-run");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.err())
          .contains(
              "warning: these settings are not used: "
                  + name.replace("bucket.destination.", "")
                  + "\n");
      assertThat(plain.err()).doesNotContain("not used");
    }
  }

  /** By both ways of copying, and nobody calls it lost. */
  @Test
  void copiesAreInTheClassOfTheSettings() {
    try (AnyServer.OfS3 server = (AnyServer.OfS3) filled(AnyServer.Kind.S3)) {
      server.put(LARGE, 10 << 20);

      CopyRun run =
          copy(
              AnyServer.Kind.S3,
              server,
              Map.of("fs.s3a.bucket.destination.create.storage.class", "standard_ia"),
              "--part-size",
              "5MiB",
              "--multipart-threshold",
              "6MiB");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.count("degraded")).isZero();
      assertThat(run.count("parts")).isEqualTo(2);
      for (String key : new String[] {"y/a", "y/large"}) {
        assertThat(classOf(server, key)).as(key).contains("STANDARD_IA");
      }
    }
  }

  private static Optional<String> classOf(AnyServer server, String key) {
    Configuration configuration = new Configuration(false);
    server.settings().forEach(configuration::set);
    Bucket bucket = new Bucket("s3", AnyServer.DESTINATION);
    try (ObjectStore store =
        new StoreRegistry(configuration, 1, RealMachine.MACHINE).open(bucket)) {
      return Calls.done(store.head(bucket.object(key), Optional.empty())).metadata().storageClass();
    }
  }

  @Test
  void requestsGoThroughTheProxyOfTheSettings() {
    try (ConnectProxy proxy = new ConnectProxy();
        AnyServer server = filled(AnyServer.Kind.S3)) {
      Map<String, String> settings =
          Map.of(
              "fs.s3a.proxy.host", "127.0.0.1",
              "fs.s3a.proxy.port", "" + proxy.port(),
              "fs.s3a.proxy.username", "me",
              "fs.s3a.proxy.password", "hush");

      CopyRun run = copy(AnyServer.Kind.S3, server, settings);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.copied()).hasSize(1);
      String at = ((AnyServer.OfS3) server).server().endpoint().getAuthority();
      assertThat(proxy.requests())
          .isNotEmpty()
          .allSatisfy(
              request -> assertThat(request).startsWith("CONNECT " + at + " ").contains("Basic "));
    }
  }

  @Test
  void anEncryptionOfOssIsAskedForByBothWaysOfCopying() {
    try (AnyServer.OfOss server = (AnyServer.OfOss) filled(AnyServer.Kind.OSS)) {
      server.put(LARGE, 3 << 20);

      CopyRun run =
          copy(
              AnyServer.Kind.OSS,
              server,
              Map.of("fs.oss.server-side-encryption-algorithm", "KMS"),
              "--part-size",
              "1MiB",
              "--multipart-threshold",
              "2MiB");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(
              server.server().requests().stream()
                  .filter(
                      sent ->
                          sent.header("x-oss-server-side-encryption")
                              .filter("KMS"::equals)
                              .isPresent())
                  .map(sent -> sent.method() + " " + sent.key()))
          .filteredOn(sent -> !sent.startsWith("POST y/.bucket-copy-check-"))
          .containsExactlyInAnyOrder("PUT y/a", "POST y/large");
    }
  }

  /** As far as the first object tells. */
  @ParameterizedTest
  @CsvSource({
    "S3, x-amz-server-side-encryption, aws:kms, true",
    "S3, x-amz-server-side-encryption, AES256, false",
    "OSS, x-oss-server-side-encryption, KMS, true",
    "OSS, x-oss-server-side-encryption, AES256, false"
  })
  void aKeyOfTheSourceThatCopiesDoNotHaveIsWarnedOf(
      AnyServer.Kind kind, String header, String encryption, boolean warned) {
    try (AnyServer server = kind.start()) {
      server.put("x/a", 10, Map.of(header, encryption));

      CopyRun run = copy(kind, server, Map.of(), "--dry-run");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.err().contains("source/x/a is encrypted with a key of a key service"))
          .isEqualTo(warned);
    }
  }

  private static AnyServer filled(AnyServer.Kind kind) {
    AnyServer server = kind.start();
    server.put("x/a", 100);
    return server;
  }

  private static CopyRun copy(
      AnyServer.Kind kind, AnyServer server, Map<String, String> more, String... options) {
    Map<String, String> settings = new HashMap<>();
    server.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    more.forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    String[] command = {
      "copy",
      "--source",
      kind.scheme() + "://source/x/",
      "--destination",
      kind.scheme() + "://destination/y/"
    };
    return CopyRun.of(settings, ObjectArrays.concat(command, options, String.class));
  }
}
