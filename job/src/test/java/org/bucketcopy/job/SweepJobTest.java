package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.stores.registry.StoreRegistry;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, without a Spark that could be reached. */
final class SweepJobTest {
  private static final Bucket BUCKET = new Bucket("s3", VirtualS3.DESTINATION);
  private static final String PREFIX = BUCKET + "/";

  private final Path directory;
  private final Path run;
  private final VirtualS3 server =
      VirtualS3.start(Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, 1000))));
  private final String service = server.endpoint().getAuthority();
  private final Map<String, String> settings =
      Map.of(
          "fs.s3a.endpoint", server.endpoint().toString(),
          "fs.s3a.access.key", "user",
          "fs.s3a.secret.key", "unchecked");

  SweepJobTest(@TempDir Path directory) {
    this.directory = directory;
    this.run = directory.resolve("run");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDeadRunIsSweptAndItsJournalRemoved() throws Exception {
    List<UploadHandle> uploads = start(101);
    Journals.write(run, service, uploads.subList(0, 100).toArray(UploadHandle[]::new));
    Path summary = directory.resolve("summary.json");

    CopyRun swept = sweep("--run-dir", "" + run, "--summary", "" + summary);

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.OK);
    assertThat(server.uploadsOpen()).isEqualTo(1);
    assertThat(run).isEmptyDirectory();
    assertThat(swept.summary().path("command").asText()).isEqualTo("sweep");
    assertThat(swept.summary().path("dryRun").asBoolean(true)).isFalse();
    assertThat(swept.count("listed")).isEqualTo(100);
    assertThat(swept.count("aborted")).isEqualTo(100);
    assertThat(swept.count("gone")).isZero();
    assertThat(swept.summary().path("requests").path("abort").asLong()).isEqualTo(100);
    assertThat(swept.out().lines()).hasSize(1);
    assertThat(Files.readString(summary)).isEqualTo(swept.out());

    CopyRun again = sweep("--run-dir", "" + run);

    assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(again.err()).contains("there is no journal in").contains("nothing to sweep");
    assertThat(again.count("listed")).isZero();
  }

  @Test
  void aSweepThatTakesTimeShowsHowFarItIs() throws Exception {
    Journals.write(run, service, start(2).toArray(UploadHandle[]::new));
    server.behave(Behaviour.prompt().withLatencyMillis(Operation.ABORT, 1_500));

    CopyRun swept = sweep("--run-dir", "" + run, "--progress", "bar");

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.OK);
    assertThat(swept.err()).contains("  2 uploads  0 aborted  0 failed  0 gone");
    // Messages are whole lines: the bar makes room for them.
    assertThat(swept.err().lines())
        .last()
        .asString()
        .endsWith(run + ": 2 uploads aborted, 0 gone already, 0 failed");
    assertThat(swept.err()).containsPattern("\r\u001b\\[Kbucket-copy: ");
  }

  @Test
  void aJournalOfAnothersIsLeftAsItIs() throws Exception {
    Path file = run.resolve("journal/segment-00000001.jsonl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"mine\":1}\n");

    CopyRun swept = sweep("--run-dir", "" + run, "--break-lock");

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(swept.summary().path("problem").asText()).contains(file + " is not of bucket-copy");
    assertThat(file).hasContent("{\"mine\":1}\n");
    assertThat(run.toFile().list()).containsExactly("journal");
  }

  @Test
  void aRunOfTheVersionBeforeIsSwept() throws Exception {
    Journals.write(run, service, start(2).toArray(UploadHandle[]::new));
    Journals.nameNoFormat(run);

    CopyRun swept = sweep("--run-dir", "" + run);

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.OK);
    assertThat(swept.count("aborted")).isEqualTo(2);
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void runsThatCannotBeReadAreRefusedAndDoNotKeepOthersFromBeingSwept() throws Exception {
    List<UploadHandle> uploads = start(2);
    Journals.write(run, service, uploads.get(0));
    Journals.nameFormat(run, "4");
    Path foreign = directory.resolve("foreign");
    Files.createDirectories(foreign.resolve("journal"));
    Files.writeString(foreign.resolve("journal/segment-00000001.jsonl"), "{\"mine\":1}\n");
    Path dead = directory.resolve("dead");
    Journals.write(dead, service, uploads.get(1));

    try (Closeable alive = Journals.lockAsLaterVersion(run)) {
      Map<String, String> before = Journals.content(run);
      CopyRun swept =
          sweep("--run-dir=" + run, "--run-dir=" + foreign, "--run-dir=" + dead, "--break-lock");

      assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(swept.summary().path("problem").asText())
          .startsWith(run + "/journal/segment-")
          .contains(
              " is of journal format 4, and this version of bucket-copy knows formats up to 3")
          .contains("; file:" + foreign + "/journal/segment-00000001.jsonl is not of bucket-copy");
      assertThat(swept.count("aborted")).isEqualTo(1);
      assertThat(swept.count("listed")).isEqualTo(1);
      assertThat(server.uploadsOpen()).isEqualTo(1);
      assertThat(Journals.content(run)).isEqualTo(before);
      assertThat(dead).isEmptyDirectory();
      assertThat(alive).isNotNull();
    }
  }

  @Test
  void anUploadOfARunThatCannotBeReadIsNotAbortedAsUnknown() throws Exception {
    List<UploadHandle> uploads = start(3);
    Path runs = directory.resolve("runs");
    Journals.write(runs.resolve("dead"), service, uploads.get(0));
    Journals.write(runs.resolve("later"), service, uploads.get(1));
    Journals.nameFormat(runs.resolve("later"), "4");
    String[] options = {"--destination", PREFIX, "--older-than=0s", "--run-dir=" + runs, "--all"};

    CopyRun listed = sweep(options);

    assertThat(listed.exitCode()).as(listed.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(listed.count("listed")).isEqualTo(3);
    assertThat(listed.count("ours")).isEqualTo(1);
    assertThat(listed.count("unknown")).isEqualTo(2);
    assertThat(listed.err()).contains("--yes would abort 1 of the 3");
    assertThat(listed.summary().path("problem").asText()).contains("journal format 4");

    CopyRun swept =
        sweep(Stream.concat(Stream.of(options), Stream.of("--yes")).toArray(String[]::new));

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(swept.count("aborted")).isEqualTo(1);
    assertThat(swept.count("failed")).isEqualTo(2);
    assertThat(server.uploadsOpen()).isEqualTo(2);
    assertThat(swept.summary().path("problem").asText())
        .contains(runs + "/later/journal/segment-", "journal format 4");
    assertThat(runs.resolve("dead")).isEmptyDirectory();
  }

  @Test
  void whatCannotBeAbortedStaysInTheJournal() throws Exception {
    List<UploadHandle> uploads = start(3);
    Journals.write(run, service, uploads.toArray(UploadHandle[]::new));
    server.cues().next(Operation.ABORT, Fault.ACCESS_DENIED);

    CopyRun first = sweep("--run-dir", "" + run);

    assertThat(first.exitCode()).isEqualTo(ExitCode.UPLOADS_LEFT_OPEN);
    assertThat(first.count("aborted")).isEqualTo(2);
    assertThat(first.count("failed")).isEqualTo(1);
    assertThat(first.err()).contains("AccessDenied").contains("the journal stays");
    assertThat(Journals.read(run)).hasSize(1);

    CopyRun second = sweep("--run-dir", "" + run);

    assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(second.count("listed")).isEqualTo(1);
    assertThat(server.uploadsOpen()).isZero();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void faultsThatPassAreRepeated() throws Exception {
    Journals.write(run, service, start(5).toArray(UploadHandle[]::new));
    server.cues().next(Operation.ABORT, Fault.SLOW_DOWN);
    server.cues().next(Operation.LIST_UPLOADS, Fault.INTERNAL_ERROR);

    CopyRun swept = sweep("--run-dir", "" + run);

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.OK);
    assertThat(swept.count("aborted")).isEqualTo(5);
    // Of each upload the store says at last that it does not know it.
    assertThat(swept.count("failedRequests")).isEqualTo(2 + 5);
  }

  @Test
  void uploadsThatTheStoreDoesNotKnowAreGone() throws Exception {
    Journals.write(
        run, service, start(1).get(0), new UploadHandle(BUCKET.object("k"), "long-completed"));

    CopyRun swept = sweep("--run-dir", "" + run);

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.OK);
    assertThat(swept.count("aborted")).isEqualTo(1);
    assertThat(swept.count("gone")).isEqualTo(1);
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void anUploadWhoseIdWasNeverToldIsFoundByItsObject() throws Exception {
    List<UploadHandle> uploads = start(2);
    Journals.writeIntent(run, service, uploads.get(0).destination());
    server.cues().next(Operation.LIST_UPLOADS, Fault.ACCESS_DENIED);

    CopyRun first = sweep("--run-dir", "" + run);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.UPLOADS_LEFT_OPEN);
    assertThat(first.count("failed")).isEqualTo(1);
    assertThat(server.uploadsOpen()).isEqualTo(2);
    assertThat(run.resolve("journal")).isNotEmptyDirectory();

    CopyRun second = sweep("--run-dir", "" + run);

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(server.uploadsOpen()).isEqualTo(1);
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void aRunOnAnotherServiceIsLeftAlone() throws Exception {
    List<UploadHandle> uploads = start(2);
    Journals.write(run, "s3.elsewhere.example", uploads.get(0));
    Journals.writeIntent(run, "s3.elsewhere.example", uploads.get(1).destination());
    Path dead = directory.resolve("dead");
    Journals.write(dead, service, start(1).get(0));

    CopyRun swept = sweep("--run-dir", "" + run, "--run-dir", "" + dead);

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.UPLOADS_LEFT_OPEN);
    assertThat(swept.err())
        .contains("left alone: ", run + " is the run of s3.elsewhere.example")
        .contains("the settings lead to " + service);
    assertThat(swept.count("aborted")).isEqualTo(1);
    assertThat(swept.count("failed")).isEqualTo(2);
    assertThat(server.uploadsOpen()).isEqualTo(2);
    assertThat(Journals.read(run)).containsExactly(uploads.get(0));
  }

  @Test
  void aRunWhoseServiceIsNotKnownIsLeftAlone() throws Exception {
    Journals.write(run, service, start(1).get(0));
    try (Stream<Path> segments = Files.list(run.resolve("journal"))) {
      for (Path segment : segments.toList()) {
        Files.writeString(segment, Files.readString(segment).replace("run-1", "run-8"));
      }
    }

    CopyRun swept = sweep("--run-dir", "" + run);

    assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.UPLOADS_LEFT_OPEN);
    assertThat(swept.err()).contains("a service that its journal does not name");
    assertThat(server.uploadsOpen()).isEqualTo(1);
  }

  @Test
  void aPrefixSweepKeepsAJournalThatStillIntends() throws Exception {
    UploadHandle ours = start(1).get(0);
    Journals.write(run, service, ours);
    Journals.writeIntent(run, service, BUCKET.object("elsewhere"));

    CopyRun swept =
        sweep("--destination", PREFIX, "--older-than", "0s", "--run-dir", "" + run, "--yes");

    assertThat(swept.count("aborted")).isEqualTo(1);
    assertThat(Journals.read(run)).isEmpty();
    assertThat(run.resolve("journal")).isNotEmptyDirectory();
  }

  @Test
  void aRunThatIsAliveIsRefusedUnlessItsLockIsBroken() throws Exception {
    Journals.write(run, service, start(1).get(0));
    Path dead = directory.resolve("dead");
    Journals.write(dead, service, start(1).get(0));
    Closeable lock = Journals.lock(run);
    CopyRun refused = sweep("--run-dir", "" + run, "--run-dir", "" + dead);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(refused.err()).contains("run run-1").contains("--break-lock");
    assertThat(refused.summary().path("problem").asText()).contains("is held by");
    assertThat(refused.count("aborted")).isEqualTo(1);
    assertThat(server.uploadsOpen()).isEqualTo(1);

    CopyRun broken = sweep("--run-dir", "" + run, "--break-lock");

    assertThat(broken.exitCode()).as(broken.err()).isEqualTo(ExitCode.OK);
    assertThat(server.uploadsOpen()).isZero();
    lock.close();
  }

  @Test
  void aPrefixIsListedFirstAndSweptOnDemand() throws Exception {
    Journals.write(run, service, start(2).get(0));

    CopyRun listed = sweep("--destination", PREFIX, "--older-than", "0s", "--run-dir", "" + run);

    assertThat(listed.exitCode()).as(listed.err()).isEqualTo(ExitCode.OK);
    assertThat(listed.summary().path("dryRun").asBoolean()).isTrue();
    assertThat(listed.count("listed")).isEqualTo(2);
    assertThat(listed.count("ours")).isEqualTo(1);
    assertThat(listed.count("unknown")).isEqualTo(1);
    assertThat(listed.err()).contains("--yes would abort 1 of the 2");
    assertThat(server.uploadsOpen()).isEqualTo(2);
    assertThat(server.ledger().requests(Operation.ABORT)).isZero();

    CopyRun young = sweep("--destination", PREFIX, "--older-than", "7d", "--all", "--yes");
    assertThat(young.count("listed")).isZero();

    CopyRun ours =
        sweep("--destination", PREFIX, "--older-than", "0s", "--run-dir", "" + run, "--yes");
    assertThat(ours.count("aborted")).isEqualTo(1);
    assertThat(server.uploadsOpen()).isEqualTo(1);

    CopyRun all = sweep("--destination", PREFIX, "--older-than", "0s", "--all", "--yes");
    assertThat(all.count("aborted")).isEqualTo(1);
    assertThat(server.uploadsOpen()).isZero();
  }

  @Test
  void abortsAreInFlightTogether() throws Exception {
    Journals.write(run, service, start(200).toArray(UploadHandle[]::new));
    server.behave(Behaviour.prompt().withLatencyMillis(Operation.ABORT, 300));

    CopyRun swept = sweep("--run-dir", "" + run);

    assertThat(swept.count("aborted")).isEqualTo(200);
    assertThat(server.ledger().highestInFlight()).isBetween(20, 64);
  }

  @Test
  void whatCannotRunSaysWhy() {
    CopyRun missing = sweep("--run-dir", "" + directory.resolve("no-such-run"));
    assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).contains("there is no run directory").contains("no-such-run");

    CopyRun unknown = sweep("--destination", "gs://b/", "--older-than", "1d");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.summary().path("problem").asText()).contains("gs://b");

    server.cues().next(Operation.LIST_UPLOADS, Fault.ACCESS_DENIED);
    CopyRun denied = sweep("--destination", PREFIX, "--older-than", "1d");
    assertThat(denied.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(denied.err()).contains("AccessDenied");
  }

  private List<UploadHandle> start(int count) {
    Configuration configuration = new Configuration();
    settings.forEach(configuration::set);
    try (ObjectStore store =
        new StoreRegistry(configuration, 8, RealMachine.MACHINE).open(BUCKET)) {
      return IntStream.range(0, count)
          .mapToObj(
              i ->
                  new UploadRequest(
                      BUCKET.object("k" + i), ObjectMetadata.NONE, DestinationRule.REPLACE))
          .map(request -> store.initiate(request).toCompletableFuture().join())
          .toList();
    }
  }

  private CopyRun sweep(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "sweep";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Map<String, String> spark = new HashMap<>();
    spark.put("spark.master", "no-such-master");
    settings.forEach((name, value) -> spark.put("spark.hadoop." + name, value));
    return CopyRun.of(spark, arguments);
  }
}
