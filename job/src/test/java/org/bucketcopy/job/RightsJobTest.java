package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.util.HashMap;
import java.util.Map;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.AnyServer;
import org.bucketcopy.job.servers.AnyServer.Call;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a login must be allowed for a copy, and what it need not be. A dry run starts no Spark. */
final class RightsJobTest {
  /** Only what is under {@code x/} and {@code y/}, and nothing of the buckets themselves. */
  @ParameterizedTest
  @EnumSource
  void rightsForAPrefixDo(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.rights().confine(AnyServer.SOURCE, "x/");
      server.rights().confine(AnyServer.DESTINATION, "y/");

      CopyRun run = copy(kind, server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.copied()).containsExactly("y/a", "y/b", "y/c");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatCannotBeReadIsOneFailedObject(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.HEAD), AnyServer.SOURCE, "x/a");

      CopyRun run = copy(kind, server);
      CopyRun without = copy(kind, server, "--exclude", "a", "--dry-run");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(run.count("failed")).isEqualTo(1);
      assertThat(run.count("copied")).isEqualTo(2);
      assertThat(run.err())
          .contains("warning: the destination's credentials make the copy and may not read")
          .contains("/x/a: AccessDenied (HTTP 403)");
      assertThat(without.exitCode()).as(without.err()).isEqualTo(ExitCode.OK);
      assertThat(without.err()).doesNotContain("may not read");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRightToListIsNeededOfBothSides(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      Enum<?> list = server.call(Call.LIST);
      server.rights().deny(list, AnyServer.SOURCE);
      assertRefused(
          copy(kind, server, "--dry-run"),
          "the run needs the right to list " + kind.scheme() + "://source/x/: list ");

      server.rights().clear();
      server.rights().deny(list, AnyServer.DESTINATION);
      server.rights().deny(server.call(Call.LOOK_AT_BUCKET), AnyServer.DESTINATION);
      assertRefused(
          copy(kind, server, "--dry-run"),
          "the run needs the right to list " + kind.scheme() + "://destination/y/: list ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBucketThatIsNotThereIsRefused(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      String from = kind.scheme() + "://no-such-bucket/";
      String to = kind.scheme() + "://destination/";

      CopyRun run =
          CopyRun.of(settings(server), "copy", "--source", from, "--destination", to, "--dry-run");

      assertRefused(run, "NoSuchBucket (HTTP 404)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OSS, fs.oss.accessKeySecret, SignatureDoesNotMatch",
    "OSS, fs.oss.accessKeyId, InvalidAccessKeyId",
    "BOS, fs.bos.secret.access.key, SignatureDoesNotMatch"
  })
  void aWrongLoginIsRefusedAsSuch(AnyServer.Kind kind, String key, String code) {
    try (AnyServer server = filled(kind)) {
      Map<String, String> settings = settings(server);
      settings.put("spark.hadoop." + key, "wrong");

      CopyRun run = copy(kind, settings, "--dry-run");

      assertRefused(run, code);
      assertThat(run.summary().path("problem").asText()).startsWith("list ");
    }
  }

  /** OSS copies within a region only, and who may not ask is not told which it is. */
  @ParameterizedTest
  @CsvSource({"S3, false", "OSS, true", "BOS, false"})
  void regionsThatAreNotToldAreNotOther(AnyServer.Kind kind, boolean warned) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.LOOK_AT_BUCKET), AnyServer.SOURCE);

      CopyRun run = copy(kind, server, "--dry-run");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.err().contains("does not tell in which regions")).isEqualTo(warned);
    }
  }

  /** Every request is refused so: what to set is said after one try of each kind of listing. */
  @ParameterizedTest
  @CsvSource({
    "WRONG_REGION, AuthorizationHeaderMalformed, fs.s3a.endpoint.region",
    "REDIRECT, PermanentRedirect, fs.s3a.endpoint.region",
    "PATH_STYLE, SecondLevelDomainForbidden, set fs.s3a.path.style.access to false",
    "WRONG_CLOCK, RequestTimeTooSkewed, set the clock"
  })
  void whatIsSetWrongIsTold(Fault fault, String code, String advice) {
    try (AnyServer.OfS3 server = (AnyServer.OfS3) filled(AnyServer.Kind.S3)) {
      server.server().behave(Behaviour.prompt().withFault(fault, 1));

      CopyRun run = copy(AnyServer.Kind.S3, server, "--dry-run", "--retries", retries(fault));

      assertRefused(run, code);
      assertThat(run.summary().path("problem").asText()).contains(advice);
      assertThat(server.server().ledger().requests()).isLessThanOrEqualTo(3);
    }
  }

  /** Requests that waited for long are refused for the clock too, so these are repeated. */
  private static String retries(Fault fault) {
    return fault == Fault.WRONG_CLOCK ? "0" : "10";
  }

  /** With retries this would take half a minute for a 500. */
  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "EXPIRED_TOKEN", "ACCESS_DENIED", "INTERNAL_ERROR"})
  void whetherABucketKeepsVersionsNeedNotBeTold(Fault fault) {
    try (AnyServer.OfS3 server = (AnyServer.OfS3) filled(AnyServer.Kind.S3)) {
      server.server().behave(Behaviour.prompt().withFault(Operation.READ_VERSIONING, fault, 1));
      Map<String, String> settings = settings(server);
      settings.put(
          "spark.hadoop.fs.s3a.bucketcopy.abilities", "+complete-if-absent,+copy-object-if-absent");

      CopyRun run = copy(AnyServer.Kind.S3, settings, "--if-exists", "fail", "--dry-run");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.err()).contains("s3://destination may keep versions, and this store may");
      assertThat(server.server().ledger().requests(Operation.READ_VERSIONING)).isEqualTo(2);
    }
  }

  private static AnyServer filled(AnyServer.Kind kind) {
    AnyServer server = kind.start();
    for (String key : new String[] {"x/a", "x/b", "x/c", "other"}) {
      server.put(key, 100);
    }
    return server;
  }

  private static Map<String, String> settings(AnyServer server) {
    Map<String, String> settings = new HashMap<>();
    server.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    return settings;
  }

  private static CopyRun copy(AnyServer.Kind kind, AnyServer server, String... options) {
    return copy(kind, settings(server), options);
  }

  private static CopyRun copy(
      AnyServer.Kind kind, Map<String, String> settings, String... options) {
    String[] command = {
      "copy",
      "--source",
      kind.scheme() + "://source/x/",
      "--destination",
      kind.scheme() + "://destination/y/"
    };
    return CopyRun.of(settings, ObjectArrays.concat(command, options, String.class));
  }

  private static void assertRefused(CopyRun run, String problem) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(run.summary().path("problem").asText()).contains(problem);
  }
}
