package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.fuzz.CopyStage.Told;
import org.bucketcopy.job.fuzz.Runner;
import org.bucketcopy.job.fuzz.SharedSpark;
import org.bucketcopy.job.fuzz.Verifications;
import org.bucketcopy.job.fuzz.Verifications.Between;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.EntryFlaw;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.HeldObject;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of the manual, of verifications. */
final class VerifyPromisesTest {
  private static final int OBJECTS = 20;
  private static final Between SIDES =
      new Between("s3://" + VirtualS3.SOURCE + "/x/", "s3://" + VirtualS3.DESTINATION + "/y/");
  private static final SharedSpark SPARK = new SharedSpark();
  private static final Verifications RUNS = new Verifications(new Runner(BucketCopy::run, SPARK));

  private final VirtualS3 server = VirtualS3.start(Holdings.of(SyntheticKeys.none()));

  @TempDir Path directory;

  @AfterAll
  static void stopSpark() {
    SPARK.close();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void put(String bucket, String key, String identity) {
    server.put(
        bucket,
        key,
        new HeldObject(identity.repeat(32), 100, Map.of("content-type", "a/b"), Map.of()),
        Instant.now(),
        List.of());
  }

  /** Objects that are equal, of which the listings do not say so to a run that wants headers. */
  private void objects(int count) {
    for (int i = 0; i < count; i++) {
      put(VirtualS3.SOURCE, String.format("x/%05d", i), "a");
      put(VirtualS3.DESTINATION, String.format("y/%05d", i), "a");
    }
  }

  private Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", server.endpoint().toString(),
        "fs.s3a.access.key", "user",
        "fs.s3a.secret.key", "unchecked");
  }

  private Told verify(String... options) {
    Told told = RUNS.run("verify", settings(), SIDES, options);
    assertThat(told.summary().path("exitCode").asInt()).isEqualTo(told.exitCode().number());
    assertThat(told.summary().path("status").asText())
        .isEqualTo(told.exitCode().name().toLowerCase(Locale.ROOT));
    assertThat(told.err()).doesNotContain("\n\tat ", "NullPointer", "DEFECT", "\u001b");
    return told;
  }

  private static String problem(Told told) {
    return told.summary().path("problem").asText();
  }

  private String[] looking(String... more) {
    return Stream.concat(
            Stream.of("--metadata", "headers", "--retries", "2", "--run-dir", "" + directory),
            Stream.of(more))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INTERNAL_ERROR",
        "DENIED_IN_HOSTILE_WORDS",
        "EXPIRED_TOKEN",
        "NOT_FOUND",
        "CUT_SHORT"
      })
  void whatCannotBeLookedAtIsUnverified(Fault fault) {
    objects(OBJECTS);
    server.behave(Behaviour.prompt().withFault(Operation.HEAD_OBJECT, fault, 1));

    Told told = verify(looking());

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.UNVERIFIED);
    assertThat(told.count("unverified")).isEqualTo(OBJECTS);
    assertThat(told.report()).hasSize(OBJECTS).allMatch(line -> line.contains("\"why\""));
  }

  @Test
  void answersThatNoStoreGivesEndNothing() {
    objects(OBJECTS);
    for (OddAnswer answer : OddAnswer.values()) {
      if (!answer.name().matches("SILENCE|DRIBBLED.*|PROVISIONAL.*")) {
        server.cues().next(Operation.HEAD_OBJECT, answer);
      }
    }

    Told told = verify(looking());

    assertThat(told.exitCode()).as(told.err()).isIn(ExitCode.OK, ExitCode.UNVERIFIED);
    assertThat(told.count("equal") + told.count("unverified")).isEqualTo(OBJECTS);
    assertThat(told.count("differs") + told.count("missing")).isZero();
  }

  @Test
  void whatCannotBeReadIsUnverified() {
    put(VirtualS3.SOURCE, "x/a", "a");
    put(VirtualS3.DESTINATION, "y/a", "a");

    Told told = verify("--level", "bytes", "--all", "--run-dir", "" + directory);

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.UNVERIFIED);
    assertThat(told.report()).singleElement().asString().contains("READ_RANGE", "\"status\":501");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_KEY", "NO_ETAG", "HUGE_SIZE", "KEY_NOT_UTF8", "KEY_REPLACED"})
  void anEntryThatCannotBeReadIsOneFinding(EntryFlaw flaw) {
    objects(OBJECTS);
    put(VirtualS3.SOURCE, "x/flawed", "a");
    put(VirtualS3.DESTINATION, "y/flawed", "a");
    server.quirks().listings().with(flaw);

    Told told = verify("--run-dir", "" + directory);

    assertThat(told.exitCode()).as(told.err()).isIn(ExitCode.UNVERIFIED, ExitCode.OK);
    assertThat(told.count("equal")).isGreaterThanOrEqualTo(OBJECTS);
    assertThat(told.count("listed")).isEqualTo(told.count("equal") + told.count("unverified"));
    assertThat(told.report()).hasSize((int) told.count("unverified"));
  }

  @Test
  void aListingThatBreaksOffKeepsWhatWasFound() {
    objects(OBJECTS);
    put(VirtualS3.SOURCE, "x/", "a");
    server.quirks().listings().withPageSize(2);
    server
        .cues()
        .at(
            Operation.LIST_OBJECTS,
            12,
            () ->
                server.behave(
                    Behaviour.prompt().withFault(Operation.LIST_OBJECTS, Fault.ACCESS_DENIED, 1)));

    Told told = verify(looking());

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(problem(told)).contains("the listing broke off");
    assertThat(told.count("missing")).isEqualTo(1);
    assertThat(told.report()).hasSize(1);

    server.behave(Behaviour.prompt());
    Told again = verify(looking());

    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(again.count("missing")).isEqualTo(1);
    assertThat(again.count("equal")).isEqualTo(OBJECTS);
  }

  @Test
  void theTimeIsOver() {
    objects(OBJECTS);
    server.behave(Behaviour.prompt().withLatencyMillis(Operation.HEAD_OBJECT, 600_000));

    Told told = verify(looking("--max-duration", "1s"));

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.MAX_DURATION);
    assertThat(problem(told)).contains("--max-duration");

    server.behave(Behaviour.prompt());
    Told again = verify(looking());
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
    assertThat(again.count("equal")).isEqualTo(OBJECTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dry-run"})
  void nothingIsProvedOfASourceThatIsEmpty(String mode) {
    put(VirtualS3.DESTINATION, "y/a", "a");
    String[] options = mode.isEmpty() ? looking() : new String[] {mode};

    Told told = verify(options);

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(problem(told))
        .isEqualTo(
            "there is no object under s3://source/x/, but 1 below s3://destination/y/: nothing is"
                + " proved");
    assertThat(told.count("extra")).isEqualTo(1);
    assertThat(verify("--extra", "ignore").exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);

    put(VirtualS3.SOURCE, "x/a", "a");
    Told mended = verify(options);
    assertThat(mended.exitCode()).as(mended.err()).isEqualTo(ExitCode.OK);
    assertThat(mended.count("extra")).isZero();
  }

  @Test
  void bothSidesMayBeEmpty() {
    Told told = verify();

    assertThat(told.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(told.err()).contains("warning: there is no object under s3://source/x/");
    Told failed = verify("--fail-if-empty");
    assertThat(failed.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(problem(failed))
        .isEqualTo("there is no object under s3://source/x/ (--fail-if-empty)");
  }

  @Test
  void filtersThatLeaveOrMatchNothingAreNamed() {
    objects(2);
    put(VirtualS3.DESTINATION, "y/b.extra", "a");

    Told some = verify("--exclude", "*.tmp");
    assertThat(some.err())
        .contains(
            "warning: --exclude \"*.tmp\" matches nothing under s3://source/x/ and"
                + " s3://destination/y/");
    Told none = verify("--include", "*.extra");
    assertThat(none.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(problem(none)).contains("the filters leave none of the 2 objects under s3://source");
  }

  @Test
  void theSummaryNamesTheFindingsAndTheExecutors() {
    objects(2);
    put(VirtualS3.SOURCE, "x/missing", "a");

    Told told = verify(looking());

    assertThat(told.exitCode()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(told.summary().path("findings")).hasSize(1);
    assertThat(Path.of(told.summary().path("findings").get(0).asText()))
        .isRegularFile()
        .hasParent(directory);
    assertThat(told.summary().path("requestsByExecutor").path("driver").asInt()).isEqualTo(4);
    assertThat(verify().summary().has("findings")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--all | --level bytes",
        "--level listing --metadata tags | listings do not show it",
        "--level deep | deep",
        "--metadata colour | colour",
        "--max-failures 3 | --max-failures",
        "--include [ | ["
      })
  void whatContradictsItselfIsUsage(String options, String named) {
    Told told = verify(options.split(" "));

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.USAGE);
    assertThat(told.err()).contains(named);
    assertThat(server.ledger().requests(Operation.LIST_OBJECTS)).isZero();
  }

  @Test
  void theRunDirectoryOfACopyIsRefused() {
    put(VirtualS3.SOURCE, "x/a", "a");
    server.behave(Behaviour.prompt().withFault(Operation.COPY_OBJECT, Fault.ACCESS_DENIED, 1));
    Told copy = RUNS.run("copy", settings(), SIDES, "--run-dir", "" + directory);
    assertThat(copy.exitCode()).as(copy.err()).isEqualTo(ExitCode.OBJECTS_FAILED);

    Told told = verify(looking());

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.USAGE);
    assertThat(problem(told)).contains("was command", "is verify");
  }
}
