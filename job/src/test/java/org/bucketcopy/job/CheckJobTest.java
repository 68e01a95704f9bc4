package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Lists;
import com.google.common.collect.ObjectArrays;
import com.google.common.collect.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.AnyServer;
import org.bucketcopy.job.servers.AnyServer.Call;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.planner.store.Right;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole command, without a Spark that could be reached. */
final class CheckJobTest {
  private static final int LARGE = 6 << 20;

  @ParameterizedTest
  @EnumSource
  void allIsThereAndNothingIsLeft(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      CopyRun run = check(kind, server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.out().lines()).hasSize(1);
      assertThat(run.summary().path("command").asText()).isEqualTo("check");
      assertThat(run.summary().path("status").asText()).isEqualTo("ok");
      assertThat(run.summary().path("sample").asText()).endsWith("/x/b");
      assertThat(outcomes(run))
          .containsEntry("list-source", "ok")
          .containsEntry("head-by-copier", "ok")
          .containsEntry("head-destination", "ok")
          .containsEntry("tags-of-destination", "ok")
          .containsEntry("write-tags", "ok")
          .containsEntry("copy-part", "ok")
          .containsEntry("condition", "ok")
          .containsEntry("list-parts", "ok")
          .containsEntry("abort", "ok")
          .containsEntry("list-uploads", "ok")
          .containsEntry("delete", "not-known")
          .doesNotContainKey("write-acl");
      assertThat(run.summary().path("condition").asText()).isEqualTo("honoured");
      assertThat(run.summary().path("statements")).isEmpty();
      assertThat(run.summary().path("problem").isMissingNode()).isTrue();
      assertThat(run.err()).contains("  ok           copy a part into it");
      nothingIsLeft(server);
    }
  }

  /** Where nothing is missing; OSS is asked for both regions too. */
  @ParameterizedTest
  @CsvSource({"S3, 15", "OSS, 17", "BOS, 15"})
  void itTakesFewRequests(AnyServer.Kind kind, int most) {
    try (AnyServer server = filled(kind)) {
      CopyRun run = check(kind, server);

      assertThat(Streams.stream(run.summary().path("requests")).mapToInt(JsonNode::asInt).sum())
          .as(run.out())
          .isEqualTo(most);
    }
  }

  /** Ctrl-C is an interruption of the main thread. */
  @ParameterizedTest
  @EnumSource(names = {"INITIATE", "COPY_PART", "LIST_PARTS", "LIST_OBJECTS"})
  void aCheckThatIsInterruptedLeavesNothing(Operation operation) {
    try (AnyServer.OfS3 server = (AnyServer.OfS3) filled(AnyServer.Kind.S3)) {
      server.server().behave(Behaviour.prompt().withLatencyMillis(operation, 500));
      server.server().cues().at(operation, 1, Thread.currentThread()::interrupt);

      CopyRun run = check(AnyServer.Kind.S3, server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(run.out().lines()).hasSize(1);
      assertThat(run.count("uploadsLeftOpen")).isEqualTo(server.uploadsOpen()).isZero();
    }
  }

  /** Each right by itself: named, with a statement that grants it, and no other. */
  @ParameterizedTest
  @CsvSource({
    "LIST, source, list-source, list, 3",
    "LIST, destination, list-destination, list, 3",
    "HEAD, source, head-source head-by-copier copy-part, read, 3",
    "READ_TAGS, source, tags-of-source tags-by-copier, read-tags, 0",
    "INITIATE, destination, initiate, write, 3",
    "WRITE_TAGS, destination, write-tags, write-tags, 0",
    "LIST_PARTS, destination, list-parts, list-parts, 0",
    "LIST_UPLOADS, destination, list-uploads, list-uploads, 0",
    "ABORT, destination, abort, abort, 3"
  })
  void theRightThatIsDeniedIsNamed(
      Call call, String bucket, String checks, String right, int exitCode) {
    for (AnyServer.Kind kind : AnyServer.Kind.values()) {
      try (AnyServer server = filled(kind)) {
        server.rights().deny(server.call(call), bucket);

        CopyRun run = check(kind, server);

        String told = kind + " " + run.out() + run.err();
        assertThat(run.exitCode().number()).as(told).isEqualTo(exitCode);
        assertThat(denied(run)).as(told).containsExactly(checks.split(" "));
        assertThat(rights(run)).as(told).containsExactly(right);
        assertThat(run.summary().path("statements").size()).as(told).isEqualTo(1);
        granting(kind, run.summary().path("statements").get(0), bucket, right);
        int left = call == Call.ABORT ? 1 : 0;
        assertThat(server.uploadsOpen()).as(told).isEqualTo(left);
        assertThat(run.count("uploadsLeftOpen")).as(told).isEqualTo(left);
        assertThat(server.copied()).as(told).isEmpty();
      }
    }
  }

  /** To see whether a copy is right takes an object that is there; otherwise it is not known. */
  @ParameterizedTest
  @CsvSource({"HEAD, head-destination, read, 3", "READ_TAGS, tags-of-destination, read-tags, 0"})
  void theRightToReadTheDestinationIsNamedWhereThereIsAnObject(
      Call call, String check, String right, int exitCode) {
    for (AnyServer.Kind kind : AnyServer.Kind.values()) {
      try (AnyServer server = filled(kind)) {
        server.rights().deny(server.call(call), AnyServer.DESTINATION);
        CopyRun empty = check(kind, server);
        server.rights().clear();
        Map<String, String> local = settings(server);
        local.remove("spark.master");
        String[] copy = command(kind, "copy");
        CopyRun copied = CopyRun.of(local, ObjectArrays.concat(copy, "--exclude=b"));
        server.rights().deny(server.call(call), AnyServer.DESTINATION);

        CopyRun run = check(kind, server);

        assertThat(copied.exitCode()).as(copied.err()).isEqualTo(ExitCode.OK);
        assertThat(empty.exitCode()).as(empty.err()).isEqualTo(ExitCode.OK);
        assertThat(outcomes(empty)).containsEntry(check, "not-known");
        assertThat(run.exitCode().number()).as(run.err()).isEqualTo(exitCode);
        assertThat(denied(run)).as(run.err()).containsExactly(check);
        assertThat(rights(run)).containsExactly(right);
        granting(kind, run.summary().path("statements").get(0), "destination", right);
        assertThat(server.uploadsOpen()).isZero();
      }
    }
  }

  private static void granting(
      AnyServer.Kind kind, JsonNode statement, String bucket, String right) {
    JsonNode add = statement.path("add");
    String prefix = bucket.equals("source") ? "x/*" : "y/*";
    boolean listing = right.equals("list") || right.equals("list-uploads");
    assertThat(statement.path("policy").asText()).contains(kind.scheme() + "://" + bucket);
    switch (kind) {
      case S3 -> {
        JsonNode only = add.path("Statement").get(0);
        assertThat(add.path("Statement")).hasSize(1);
        assertThat(only.path("Effect").asText()).isEqualTo("Allow");
        assertThat(only.path("Principal").path("AWS").asText()).startsWith("arn:aws:iam::");
        assertThat(only.path("Resource").asText())
            .isEqualTo("arn:aws:s3:::" + bucket + (listing ? "" : "/" + prefix));
        assertThat(texts(only.path("Action"))).allMatch(action -> action.startsWith("s3:"));
        assertThat(only.path("Condition").path("StringLike").path("s3:prefix").asText())
            .isEqualTo(right.equals("list") ? prefix : "");
      }
      case OSS -> {
        JsonNode only = add.path("Statement").get(0);
        assertThat(add.path("Statement")).hasSize(1);
        assertThat(texts(only.path("Resource")))
            .containsExactly("acs:oss:*:*:" + bucket + (listing ? "" : "/" + prefix));
        assertThat(texts(only.path("Action"))).allMatch(action -> action.startsWith("oss:"));
      }
      case BOS -> {
        JsonNode only = add.path("accessControlList").get(0);
        assertThat(texts(only.path("resource"))).containsExactly(bucket + "/" + prefix);
        assertThat(texts(only.path("permission"))).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"S3, s3:PutObjectTagging", "OSS, oss:PutObjectTagging"})
  void anObjectMustHaveItsTagsIfTheUserSaysSo(AnyServer.Kind kind, String action) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.WRITE_TAGS), AnyServer.DESTINATION);

      CopyRun required = check(kind, server, "--tags", "required");
      CopyRun none = check(kind, server, "--tags", "none");

      assertThat(required.exitCode()).as(required.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(required.summary().path("problem").asText()).contains("cannot give it tags");
      assertThat(required.err()).contains(action);
      assertThat(none.exitCode()).as(none.err()).isEqualTo(ExitCode.OK);
      assertThat(outcomes(none)).doesNotContainKeys("write-tags", "tags-of-source");
      assertThat(lost(none)).contains("tags");
      nothingIsLeft(server);
    }
  }

  /** What is asked for by options, one thing of two: the other is found to be allowed. */
  @ParameterizedTest
  @CsvSource({
    "S3, WRITE_ACL, write-acl, s3:PutObjectAcl",
    "S3, USE_KEY, use-key, kms:GenerateDataKey",
    "OSS, USE_KEY, use-key, kms:GenerateDataKey",
    "BOS, WRITE_ACL, write-acl, WRITE"
  })
  void whatOptionsNeedIsFoundByLeavingItOut(
      AnyServer.Kind kind, Right right, String check, String action) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(right, AnyServer.DESTINATION);

      CopyRun run =
          kind == AnyServer.Kind.BOS
              ? check(kind, server, "--acl", "private")
              : check(
                  kind,
                  server,
                  "--acl",
                  "private",
                  "--sse",
                  "KMS",
                  "--sse-kms-key-id",
                  "arn:aws:kms:us-east-1:1:key/k");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(denied(run)).containsExactly(check);
      assertThat(rights(run)).containsExactly(right.word());
      assertThat(outcomes(run)).containsEntry("write-tags", "ok").containsEntry("initiate", "ok");
      assertThat(run.summary().path("statements").toString()).contains(action);
      nothingIsLeft(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalRightsAreNamedTogether(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.WRITE_TAGS), AnyServer.DESTINATION);
      server.rights().deny(Right.WRITE_ACL, AnyServer.DESTINATION);
      server.rights().deny(server.call(Call.LIST_UPLOADS), AnyServer.DESTINATION);

      CopyRun run = check(kind, server, "--acl", "private");

      if (kind == AnyServer.Kind.OSS) {
        assertThat(outcomes(run)).containsEntry("write-acl", "not-known");
        assertThat(denied(run)).containsExactly("write-tags", "list-uploads");
      } else {
        assertThat(denied(run)).containsExactly("write-tags", "write-acl", "list-uploads");
      }
      assertThat(run.summary().path("statements")).hasSize(1);
      nothingIsLeft(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIgnoresTheConditionIsFoundOut(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.ignoreIfMatch();

      CopyRun run = check(kind, server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.summary().path("condition").asText()).isEqualTo("ignored");
      assertThat(outcomes(run)).containsEntry("condition", "not-supported");
      assertThat(run.err()).contains("each source is looked at again before its copy is completed");
      nothingIsLeft(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutALargeObjectTheConditionIsNotKnown(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      CopyRun run = check(kind, server, "--exclude", "b");
      CopyRun none = check(kind, server, "--older-than", "2000-01-01T00:00:00Z");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(outcomes(run))
          .containsEntry("head-source", "ok")
          .containsEntry("initiate", "ok")
          .containsEntry("copy-part", "not-known")
          .containsEntry("condition", "not-known");
      assertThat(none.exitCode()).as(none.err()).isEqualTo(ExitCode.OK);
      assertThat(outcomes(none)).containsEntry("head-source", "not-known");
      nothingIsLeft(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKeptAndWhatIsNotIsSaid(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      CopyRun run = check(kind, server, "--cache-control", "no-store", "--metadata", "a=b");

      assertThat(texts(run.summary().path("kept")))
          .contains("Content-Type", "user metadata", "tags", "storage class")
          .doesNotContain("Cache-Control");
      assertThat(lost(run))
          .contains("Cache-Control", "user metadata \"a\"", "encryption", "ACL", "locked")
          .contains("website redirect", "last modified")
          .doesNotContain("tags");
      assertThat(run.summary().path("lost").toString())
          .contains("retention and legal hold are not copied");
      assertThat(lost(run).contains("versions")).isEqualTo(kind != AnyServer.Kind.BOS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBucketThatIsNotThereFailsTheCheck(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      CopyRun run =
          CopyRun.of(
              settings(server),
              "check",
              "--source",
              kind.scheme() + "://no-such-bucket/x/",
              "--destination",
              kind.scheme() + "://destination/y/");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(outcomes(run)).containsEntry("list-source", "failed");
      assertThat(run.summary().path("problem").asText()).contains("cannot list the source");
      nothingIsLeft(server);
    }
  }

  /**
   * However a server answers, there is a summary, and nothing is left that is not counted. What
   * takes long is left out.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SILENCE", "SLOW_DOWN"})
  void everyFaultEndsWithASummary(Fault fault) {
    try (AnyServer.OfS3 server = (AnyServer.OfS3) filled(AnyServer.Kind.S3)) {
      long left = 0;
      for (Operation operation :
          List.of(
              Operation.LIST_OBJECTS,
              Operation.HEAD_OBJECT,
              Operation.INITIATE,
              Operation.COPY_PART,
              Operation.LIST_PARTS)) {
        server.server().behave(Behaviour.prompt().withFault(operation, fault, 1));

        CopyRun run = check(AnyServer.Kind.S3, server, "--retries", "0");

        String told = operation + " " + run.err();
        assertThat(run.out().lines()).as(told).hasSize(1);
        assertThat(run.summary().path("command").asText()).as(told).isEqualTo("check");
        assertThat(run.exitCode()).as(told).isIn(ExitCode.OK, ExitCode.COULD_NOT_RUN);
        left += run.count("uploadsLeftOpen");
        assertThat((long) server.uploadsOpen()).as(told).isLessThanOrEqualTo(left);
        assertThat(run.err()).as(told).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(server.copied()).as(told).isEmpty();
      }
    }
  }

  private static void nothingIsLeft(AnyServer server) {
    assertThat(server.uploadsOpen()).isZero();
    assertThat(server.copied()).isEmpty();
  }

  private static Map<String, String> outcomes(CopyRun run) {
    Map<String, String> outcomes = new HashMap<>();
    run.summary()
        .path("checks")
        .forEach(
            check -> outcomes.put(check.path("name").asText(), check.path("outcome").asText()));
    return outcomes;
  }

  private static List<String> denied(CopyRun run) {
    return Streams.stream(run.summary().path("checks"))
        .filter(check -> check.path("outcome").asText().equals("denied"))
        .map(check -> check.path("name").asText())
        .toList();
  }

  private static List<String> rights(CopyRun run) {
    return Streams.stream(run.summary().path("checks"))
        .filter(check -> check.has("right"))
        .map(check -> check.path("right").asText())
        .distinct()
        .toList();
  }

  private static List<String> lost(CopyRun run) {
    return Streams.stream(run.summary().path("lost"))
        .map(loss -> loss.path("what").asText())
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return Lists.transform(List.copyOf(Streams.stream(array).toList()), JsonNode::asText);
  }

  private static AnyServer filled(AnyServer.Kind kind) {
    AnyServer server = kind.start();
    server.put("x/a", 100);
    server.put("x/b", LARGE);
    server.put("other", 100);
    return server;
  }

  private static Map<String, String> settings(AnyServer server) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spark.master", "no-such-master");
    server.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    return settings;
  }

  private static CopyRun check(AnyServer.Kind kind, AnyServer server, String... options) {
    return CopyRun.of(
        settings(server), ObjectArrays.concat(command(kind, "check"), options, String.class));
  }

  private static String[] command(AnyServer.Kind kind, String name) {
    return new String[] {
      name,
      "--source",
      kind.scheme() + "://source/x/",
      "--destination",
      kind.scheme() + "://destination/y/"
    };
  }
}
