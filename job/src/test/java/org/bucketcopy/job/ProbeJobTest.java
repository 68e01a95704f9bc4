package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.probe.UploadProbe;
import org.bucketcopy.job.servers.AnyServer;
import org.bucketcopy.job.servers.AnyServer.Call;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a copy by parts finds out before it begins, and what it makes of that. */
final class ProbeJobTest {
  private static final int LARGE = 12 << 20;

  @TempDir Path directory;

  /** Four requests, and no look at the source that is not needed. */
  @ParameterizedTest
  @EnumSource
  void aStoreThatHonoursTheConditionIsTakenAtItsWord(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      CopyRun run = copy(kind, server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.err()).doesNotContain("warning");
      assertThat(requests(run, "initiate")).isEqualTo(1 + 1);
      assertThat(requests(run, "copy_part")).isEqualTo(2 + run.count("parts"));
      assertThat(requests(run, "abort")).isEqualTo(1);
      assertThat(requests(run, "list_parts")).isZero();
      // That of the preflight, that of the source and that of the copy.
      assertThat(requests(run, "head_object")).isEqualTo(3);
      assertThat(server.copied()).containsExactly("y/a", "y/b");
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereTheConditionIsIgnoredTheSourceIsLookedAtAgain(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.ignoreIfMatch();

      CopyRun run = copy(kind, server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.err()).contains("ignores which ETag the source of a part must have");
      assertThat(requests(run, "head_object")).isEqualTo(3 + 1);
      assertThat(server.copied()).containsExactly("y/a", "y/b");
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatMayInitiateNothingIsRefusedWithTheStatementToAdd(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.INITIATE), AnyServer.DESTINATION);

      CopyRun run = copy(kind, server, "--metadata", "a=b", "--run-dir", directory.toString());

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(run.summary().path("problem").asText())
          .startsWith("the run needs the right to initiate uploads under " + kind.scheme() + "://")
          .contains(kind == AnyServer.Kind.BOS ? "accessControlList" : ":PutObject\"");
      assertThat(run.count("uploadsLeftOpen")).isZero();
      assertThat(server.copied()).isEmpty();
      assertThat(directory.resolve("journal")).doesNotExist();
    }
  }

  /** As of a policy that allows some names only, which the probe's own is not. */
  @ParameterizedTest
  @EnumSource
  void aRunThatMayInitiateWhatItCopiesIsMade(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server
          .rights()
          .deny(server.call(Call.INITIATE), AnyServer.DESTINATION, "y/" + UploadProbe.NAME);

      CopyRun run = copy(kind, server, "--metadata", "a=b", "--run-dir", directory.toString());

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.copied()).containsExactly("y/a", "y/b");
      assertThat(server.uploadsOpen()).isZero();
      assertThat(directory.resolve("journal")).doesNotExist();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRightThatIsMissingForOneObjectIsAWarning(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.HEAD), AnyServer.SOURCE, "x/b");

      CopyRun run = copy(kind, server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(run.err())
          .contains(
              "warning: the right to read the source or to write the destination seems to be"
                  + " missing");
      assertThat(run.count("copied")).isEqualTo(1);
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  /** Whoever sweeps the run finds it, since it is in the journal. */
  @ParameterizedTest
  @EnumSource
  void whatCannotBeAbortedIsCountedAndSwept(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      server.rights().deny(server.call(Call.ABORT), AnyServer.DESTINATION);
      CopyRun run = copy(kind, server, "--run-dir", directory.toString());

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UPLOADS_LEFT_OPEN);
      assertThat(run.count("copied")).isEqualTo(2);
      assertThat(run.count("uploadsLeftOpen")).isEqualTo(1);
      assertThat(server.uploadsOpen()).isEqualTo(1);
      assertThat(run.err()).contains("the right abort seems to be missing");
      assertThat(run.err()).contains("sweep --run-dir " + directory);

      server.rights().clear();
      CopyRun sweep = CopyRun.of(settings(server), "sweep", "--run-dir", directory.toString());

      assertThat(sweep.exitCode()).as(sweep.err()).isEqualTo(ExitCode.OK);
      assertThat(sweep.count("aborted")).isEqualTo(1);
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void thereIsNoProbeWhereNothingIsCopiedByParts(AnyServer.Kind kind) {
    try (AnyServer server = filled(kind)) {
      CopyRun small = copy(kind, server, "--exclude", "b");
      CopyRun dry = copy(kind, server, "--dry-run");
      CopyRun first = copy(kind, server);
      CopyRun again = copy(kind, server);

      assertThat(requests(small, "initiate")).isZero();
      assertThat(requests(dry, "initiate")).isEqualTo(1);
      assertThat(server.sent().stream().filter(sent -> sent.call().equals("INITIATE")))
          .hasSize((int) (requests(first, "initiate") + requests(again, "initiate")));
      assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
      // What was copied within the second of its source is copied again.
      assertThat(requests(again, "initiate")).isEqualTo(2 * again.count("planned"));
    }
  }

  private static long requests(CopyRun run, String operation) {
    return run.summary().path("requests").path(operation).asLong();
  }

  private static AnyServer filled(AnyServer.Kind kind) {
    AnyServer server = kind.start();
    server.put("x/a", 100);
    server.put("x/b", LARGE);
    return server;
  }

  private static Map<String, String> settings(AnyServer server) {
    Map<String, String> settings = new HashMap<>();
    server.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    settings.put("spark.hadoop.fs.s3a.bucketcopy.abilities", "+part-copy-if-match");
    return settings;
  }

  private static CopyRun copy(AnyServer.Kind kind, AnyServer server, String... options) {
    String[] command = {
      "copy",
      "--source",
      kind.scheme() + "://source/x/",
      "--destination",
      kind.scheme() + "://destination/y/",
      "--part-size",
      "5MiB",
      "--multipart-threshold",
      "6MiB",
      "--tags",
      "none"
    };
    return CopyRun.of(settings(server), ObjectArrays.concat(command, options, String.class));
  }
}
