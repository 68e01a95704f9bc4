package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.AnyServer;
import org.bucketcopy.job.servers.SentRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may read what a run makes, how it is encrypted, and who pays: what servers are asked for. */
final class AccessJobTest {
  private static final Set<String> MAKE = Set.of("PUT_OBJECT", "COPY_OBJECT", "INITIATE");
  private static final Set<String> MAKE_AT_LAST = Set.of("PUT_OBJECT", "COPY_OBJECT", "COMPLETE");

  @TempDir Path directory;

  /**
   * What options ask of a store.
   *
   * @param calls those that carry the header
   */
  private record Header(String name, String value, Set<String> calls) {}

  static Stream<Arguments> followed() {
    return Stream.of(
        Arguments.of(
            AnyServer.Kind.S3,
            "--acl bucket-owner-full-control --sse KMS --sse-kms-key-id key/1 --bucket-key",
            List.of(
                new Header("x-amz-acl", "bucket-owner-full-control", MAKE),
                new Header("x-amz-server-side-encryption", "aws:kms", MAKE),
                new Header("x-amz-server-side-encryption-aws-kms-key-id", "key/1", MAKE),
                new Header("x-amz-server-side-encryption-bucket-key-enabled", "true", MAKE))),
        Arguments.of(
            AnyServer.Kind.S3,
            "--sse AES256",
            List.of(
                new Header("x-amz-server-side-encryption", "AES256", MAKE),
                new Header("x-amz-acl", "", Set.of()),
                new Header("x-amz-server-side-encryption-bucket-key-enabled", "", Set.of()))),
        Arguments.of(
            AnyServer.Kind.OSS,
            "--acl public-read --sse KMS --sse-kms-key-id key-1",
            List.of(
                new Header("x-oss-object-acl", "public-read", MAKE_AT_LAST),
                new Header("x-oss-server-side-encryption", "KMS", MAKE),
                new Header("x-oss-server-side-encryption-key-id", "key-1", MAKE))),
        Arguments.of(
            AnyServer.Kind.OSS,
            "--sse SM4",
            List.of(
                new Header("x-oss-server-side-encryption", "SM4", MAKE),
                new Header("x-oss-object-acl", "", Set.of()))),
        Arguments.of(
            AnyServer.Kind.BOS,
            "--acl private --sse AES256",
            List.of(
                new Header("x-bce-acl", "private", MAKE),
                new Header("x-bce-server-side-encryption", "AES256", MAKE))));
  }

  @ParameterizedTest
  @MethodSource("followed")
  void everyRequestThatMakesAnObjectAsksForIt(
      AnyServer.Kind kind, String options, List<Header> headers) throws IOException {
    try (AnyServer server = filled(kind)) {
      assertAllRight(copy(kind, server, Map.of(), options.split(" ")));
      assertAllRight(upload(kind, server, options.split(" ")));

      List<SentRequest> sent = server.sent();
      assertThat(sent)
          .extracting(SentRequest::call)
          .contains("PUT_OBJECT", "COPY_OBJECT", "INITIATE", "UPLOAD_PART", "COMPLETE");
      for (Header header : headers) {
        assertThat(sent)
            .as(header.name())
            .allSatisfy(
                request ->
                    assertThat(request.header(header.name()))
                        .as(request.call())
                        .isEqualTo(
                            Optional.of(header.value())
                                .filter(value -> header.calls().contains(request.call()))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S3, x-amz-request-payer",
    "OSS, x-oss-request-payer",
    "BOS, x-bce-request-payer",
  })
  void everyRequestSaysWhoPays(AnyServer.Kind kind, String header) throws IOException {
    try (AnyServer server = filled(kind)) {
      assertAllRight(copy(kind, server, Map.of(), "--request-payer"));
      assertAllRight(upload(kind, server, "--request-payer", "--tag", "a=b"));

      assertThat(server.sent())
          .extracting(SentRequest::call)
          .contains("LIST_OBJECTS", "HEAD_OBJECT", "READ_TAGS", "PUT_OBJECT", "COPY_OBJECT");
      assertThat(server.sent())
          .allSatisfy(
              request ->
                  assertThat(request.header(header)).as(request.call()).contains("requester"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S3, --acl default, '--acl default: objects on S3 have no such canned ACL; give one of'",
    "S3, --sse SM4, '--sse SM4: S3 does not encrypt so by request; give one of [AES256, KMS]'",
    "OSS, --acl authenticated-read, '--acl authenticated-read: objects on OSS have no such'",
    "OSS, --sse KMS --bucket-key, '--bucket-key: OSS has no bucket keys; leave it out'",
    "BOS, --acl public-read-write, '--acl public-read-write: objects on BOS have no such'",
    "BOS, --sse KMS, '--sse KMS: BOS does not encrypt so by request; give one of [AES256]'",
    "BOS, --sse-kms-key-id k, --sse-kms-key-id needs --sse KMS",
    "S3, --sse AES256 --sse-kms-key-id k, --sse-kms-key-id needs --sse KMS",
    "S3, --bucket-key, --bucket-key needs --sse KMS",
    "S3, --sse DES, 'expected one of [AES256, KMS, SM4]'",
  })
  void whatAStoreCannotFollowIsRefusedBeforeAnythingIsSent(
      AnyServer.Kind kind, String options, String told) throws IOException {
    try (AnyServer server = filled(kind)) {
      for (CopyRun run :
          List.of(
              copy(kind, server, Map.of(), options.split(" ")),
              upload(kind, server, options.split(" ")))) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.summary().path("problem").asText()).contains(told);
      }
      assertThat(server.sent()).isEmpty();
    }
  }

  @Test
  void optionsCountMoreThanSettings() {
    try (AnyServer server = filled(AnyServer.Kind.S3)) {
      Map<String, String> settings =
          Map.of(
              "fs.s3a.bucket.destination.encryption.algorithm", "SSE-KMS",
              "fs.s3a.encryption.key", "arn:aws:kms:k",
              "fs.s3a.acl.default", "PublicRead");

      assertAllRight(
          copy(AnyServer.Kind.S3, server, settings, "--sse", "AES256", "--acl", "private"));

      assertThat(server.sent())
          .filteredOn(request -> MAKE.contains(request.call()))
          // One of them is the upload by which the run probes the destination.
          .hasSize(3)
          .allSatisfy(
              request -> {
                assertThat(request.header("x-amz-acl")).contains("private");
                assertThat(request.header("x-amz-server-side-encryption")).contains("AES256");
                assertThat(request.header("x-amz-server-side-encryption-aws-kms-key-id")).isEmpty();
              });
    }
  }

  private static void assertAllRight(CopyRun run) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("copied")).isEqualTo(2);
    assertThat(run.count("parts")).isEqualTo(2);
  }

  private static AnyServer filled(AnyServer.Kind kind) {
    AnyServer server = kind.start();
    server.put("x/small", 100);
    server.put("x/large", 10 << 20);
    return server;
  }

  private CopyRun upload(AnyServer.Kind kind, AnyServer server, String... options)
      throws IOException {
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Files.write(tree.resolve("small"), new byte[100]);
    Files.write(tree.resolve("large"), new byte[10 << 20]);
    return run(
        server, Map.of(), new String[] {"upload", "--source", "file:" + tree}, kind, "z/", options);
  }

  private static CopyRun copy(
      AnyServer.Kind kind, AnyServer server, Map<String, String> more, String... options) {
    return run(
        server,
        more,
        new String[] {"copy", "--source", kind.scheme() + "://source/x/"},
        kind,
        "y/",
        options);
  }

  private static CopyRun run(
      AnyServer server,
      Map<String, String> more,
      String[] command,
      AnyServer.Kind kind,
      String prefix,
      String... options) {
    Map<String, String> settings = new HashMap<>();
    server.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    more.forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    String[] common = {
      "--destination",
      kind.scheme() + "://destination/" + prefix,
      "--part-size",
      "5MiB",
      "--multipart-threshold",
      "6MiB"
    };
    return CopyRun.of(
        settings,
        ObjectArrays.concat(
            ObjectArrays.concat(command, common, String.class), options, String.class));
  }
}
