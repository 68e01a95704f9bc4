package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.SparkContext;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.UploadHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that end where nothing foresaw it: they do end, and their last line says how. */
@Timeout(120)
final class UnexpectedEndJobTest {
  private static final int LARGE = 4;
  private static final Bucket DESTINATION = new Bucket("s3", VirtualS3.DESTINATION);

  /** Longer than any of these tests. */
  private static final long NEVER_MILLIS = 600_000;

  private final VirtualS3 server =
      VirtualS3.start(
          Holdings.of(
              SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(LARGE, 64 * (128L << 20)))),
          Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 100),
          0,
          1);

  @TempDir Path directory;

  /** A disk on which, for a while, no summary can be written. */
  public static final class NoRoomForSummaries extends RawLocalFileSystem {
    private static final AtomicBoolean FULL = new AtomicBoolean();

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        FsPermission mode,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      if (FULL.get() && file.getName().equals("summary.json")) {
        throw new IOException("No space left on device");
      }
      return super.create(file, mode, overwrite, bufferSize, replication, blockSize, progress);
    }
  }

  @AfterEach
  void stop() {
    NoRoomForSummaries.FULL.set(false);
    server.close();
  }

  @Test
  void anErrorOfOurOwnEndsTheRunAndItsUploadsAreAborted() {
    throwAt(Operation.COPY_PART, 20);

    CopyRun run = copy();

    assertUnexpected(run);
    // With the upload by which the run probes the destination.
    assertThat(server.ledger().answers(Operation.INITIATE, 200)).isEqualTo(LARGE + 1);
    assertThat(server.uploadsOpen()).isZero();
    assertThat(run.count("uploadsLeftOpen")).isZero();
    assertThat(run.count("planned")).isEqualTo(LARGE);
  }

  @Test
  void whatARunThatIsGoneOnWithLeavesOpenIsCounted() throws IOException {
    throwAt(Operation.COPY_PART, 20);

    CopyRun run = copy("--run-dir", "" + directory);

    assertUnexpected(run);
    assertThat(server.uploadsOpen()).isPositive();
    assertThat(run.count("uploadsLeftOpen")).isEqualTo(server.uploadsOpen());
    assertThat(Journals.read(directory)).hasSize(server.uploadsOpen());
    assertThat(run.err()).contains("the same command again resumes them");
  }

  @Test
  void anErrorBeforeAnythingIsCopiedEndsCopyDryRunAndSweep() throws Exception {
    server.behave(Behaviour.prompt().withLatencyMillis(NEVER_MILLIS));
    throwAt(Operation.LIST_OBJECTS, 1);
    assertUnexpected(copy());

    server.behave(Behaviour.prompt().withLatencyMillis(Operation.HEAD_BUCKET, NEVER_MILLIS));
    throwAt(Operation.HEAD_BUCKET, 1);
    CopyRun dry = copy("--dry-run");
    assertUnexpected(dry);
    assertThat(dry.summary().path("dryRun").asBoolean()).isTrue();

    Path run = journal();
    server.behave(Behaviour.prompt().withLatencyMillis(NEVER_MILLIS));
    throwAt(Operation.LIST_UPLOADS, 1);
    CopyRun sweep = sweep("--run-dir", "" + run);
    assertUnexpected(sweep);
    assertThat(sweep.count("failed")).as("may still be open").isEqualTo(1);
  }

  @Test
  void aSparkThatEndsInTheMiddleEndsTheRun() {
    server.cues().at(Operation.COPY_PART, 20, () -> stopOnItsOwn());

    CopyRun run = copy();

    assertCouldNotRun(run, "Spark has ended");
    assertThat(server.uploadsOpen()).isZero();
  }

  private static void stopOnItsOwn() {
    Thread stopping = new Thread(() -> SparkContext.getOrCreate().stop());
    stopping.setDaemon(true);
    stopping.start();
  }

  @Test
  void aSparkThatDoesNotStartIsTold() {
    CopyRun run =
        CopyRun.of(server, Map.of("spark.master", "no-such-master"), "--run-dir", "" + directory);

    assertCouldNotRun(run, "Spark could not be started on no-such-master");
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(directory.resolve("journal")).as("nothing was begun").doesNotExist();
    // The destination is probed while Spark starts.
    assertThat(server.ledger().requests(Operation.INITIATE)).isEqualTo(1);
    assertThat(server.uploadsOpen()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"HEAD_BUCKET", "LIST_OBJECTS", "HEAD_OBJECT"})
  void anInterruptionEndsThePreflightWhileTheServerIsSilent(Operation silent) {
    server.behave(Behaviour.prompt().withLatencyMillis(silent, NEVER_MILLIS));
    server.cues().at(silent, 1, Thread.currentThread()::interrupt);

    CopyRun run = copy();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.summary().path("status").asText()).isEqualTo("interrupted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--retries=10", "--dry-run"})
  void theTimeOfARunIsOverWhileTheServerIsSilent(String option) {
    for (Operation silent : new Operation[] {Operation.HEAD_BUCKET, Operation.LIST_OBJECTS}) {
      server.behave(Behaviour.prompt().withLatencyMillis(silent, NEVER_MILLIS));

      CopyRun run = copy("--max-duration", "1s", option);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.MAX_DURATION);
      assertThat(run.summary().path("problem").asText()).contains("--max-duration");
    }
  }

  @Test
  void anInterruptionEndsASweepWhileTheServerIsSilent() throws Exception {
    Path run = journal();
    server.behave(Behaviour.prompt().withLatencyMillis(NEVER_MILLIS));
    server.cues().at(Operation.LIST_UPLOADS, 1, Thread.currentThread()::interrupt);
    CopyRun ofRun = sweep("--run-dir", "" + run);
    assertThat(ofRun.exitCode()).as(ofRun.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(ofRun.count("failed")).as("may still be open").isEqualTo(1);

    server.cues().at(Operation.LIST_UPLOADS, 2, Thread.currentThread()::interrupt);
    CopyRun ofPrefix = sweep("--destination", DESTINATION + "/", "--older-than", "0s");
    assertThat(ofPrefix.exitCode()).as(ofPrefix.err()).isEqualTo(ExitCode.INTERRUPTED);
  }

  @Test
  void aSummaryOrRunDirectoryThatCannotBeWrittenIsFoundOutFirst() throws IOException {
    Path file = Files.createFile(directory.resolve("a-file"));

    CopyRun noSummary = copy("--summary", file.resolve("summary").toString());
    assertCouldNotRun(noSummary, "a-file");
    assertThat(server.ledger().answers(Operation.HEAD_BUCKET, 200)).isZero();

    CopyRun sweep = sweep("--run-dir", "" + directory, "--summary", "" + file.resolve("summary"));
    assertCouldNotRun(sweep, "a-file");

    Path summary = directory.resolve("summary.json");
    CopyRun noDirectory = copy("--run-dir", "" + file.resolve("run"), "--summary", "" + summary);
    assertCouldNotRun(noDirectory, "a-file");
    assertThat(Files.readString(summary)).isEqualTo(noDirectory.out());
    assertThat(server.ledger().requests(Operation.INITIATE)).isZero();

    assertThat(sweep("--run-dir", "" + file).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aSummaryThatCannotBeWrittenAtTheEndIsNoSuccess() {
    Map<String, String> disk =
        Map.of(
            "spark.hadoop.fs.file.impl",
            NoRoomForSummaries.class.getName(),
            "spark.hadoop.fs.file.impl.disable.cache",
            "true");
    server.behave(Behaviour.prompt());
    server.cues().at(Operation.COMPLETE, LARGE, () -> NoRoomForSummaries.FULL.set(true));

    CopyRun run = CopyRun.of(server, disk, "--summary", "" + directory.resolve("summary.json"));

    assertCouldNotRun(run, "the summary could not be written to");
    assertThat(run.count("copied")).isEqualTo(LARGE);
    assertThat(run.err()).contains("No space left on device");
  }

  /** Where the thread is when it throws decides whether the run or its request ends so. */
  private static void assertUnexpected(CopyRun run) {
    assertCouldNotRun(run, "ThreadDeath");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private static void assertCouldNotRun(CopyRun run, String problem) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.summary().path("status").asText()).isEqualTo("could_not_run");
    assertThat(run.summary().path("exitCode").asInt()).isEqualTo(3);
    assertThat(run.summary().path("problem").asText()).contains(problem);
  }

  /** Whatever the thread of the run does then, it throws an error that nobody expects there. */
  private void throwAt(Operation operation, int nth) {
    Thread runner = Thread.currentThread();
    server
        .cues()
        .at(
            operation,
            nth,
            () -> {
              // The SDK would make an interruption of an error in the middle of its sending.
              while (runner.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
              }
              try {
                Thread.class.getMethod("stop").invoke(runner);
              } catch (ReflectiveOperationException e) {
                throw new LinkageError("" + e.getMessage(), e);
              }
            });
  }

  private Path journal() throws Exception {
    Path run = directory.resolve("dead");
    Journals.write(
        run,
        server.endpoint().getAuthority(),
        new UploadHandle(DESTINATION.object("k"), "an-upload"));
    return run;
  }

  private CopyRun copy(String... options) {
    return CopyRun.of(
        server, ObjectArrays.concat(new String[] {"--in-flight", "8"}, options, String.class));
  }

  private CopyRun sweep(String... options) {
    return CopyRun.of(
        Map.of(
            "spark.hadoop.fs.s3a.endpoint", server.endpoint().toString(),
            "spark.hadoop.fs.s3a.access.key", "user",
            "spark.hadoop.fs.s3a.secret.key", "unchecked"),
        ObjectArrays.concat("sweep", options));
  }
}
