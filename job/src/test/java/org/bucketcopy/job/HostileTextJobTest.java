package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.HostileText;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssReply;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job where keys and a store's messages are made to deceive: nobody who reads of them
 * gets more than letters, and programs get them exactly.
 */
final class HostileTextJobTest {
  private static final String FROM = "from-bucket";
  private static final String TO = "to-bucket";

  /** Hidden characters that every store lists. */
  private static final Set<String> KEYS =
      Set.of(
          "line\n" + HostileText.FORGED_LINE,
          "return\r" + HostileText.FORGED_LINE,
          "escape\u001b[2Jb",
          "bell\u0007",
          "delete\u007f",
          "c1\u009b2J",
          "override\u202etxt.exe",
          "isolate\u2066x",
          "zero\u200bwidth",
          "separator\u2028x",
          "tag\udb40\udc41");

  @TempDir Path runDirectory;

  @Test
  void s3() throws Exception {
    try (VirtualS3 server =
        VirtualS3.start(Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(0, 0))))) {
      KEYS.forEach(key -> server.addSource(key, 10));
      server.behave(
          Behaviour.prompt().withFault(Operation.COPY_OBJECT, Fault.DENIED_IN_HOSTILE_WORDS, 1));

      assertAllIsPrintable(
          () -> CopyRun.of(server, "--run-dir", runDirectory.toString()),
          "s3://" + VirtualS3.SOURCE + "/");
    }
  }

  @Test
  void oss() throws Exception {
    OssLogin login = new OssLogin("LTAI-hostile", "its-secret", Optional.empty());
    try (OssServer server = new OssServer(1000)) {
      server.accept(login);
      server.create(FROM, OssServer.REGION);
      server.create(TO, OssServer.REGION);
      KEYS.forEach(key -> server.put(FROM, key, new byte[10], Map.of(), "Standard"));
      OssFault denial =
          (request, work) -> Optional.of(OssReply.error(403, "AccessDenied", HostileText.MESSAGE));
      server.watch(
          kind -> kind == OssCallKind.COPY_OBJECT ? Optional.of(denial) : Optional.empty());

      assertAllIsPrintable(() -> copy("oss", server.settings(login)), "oss://" + FROM + "/");
    }
  }

  @Test
  void bos() throws Exception {
    try (BosServer server = BosServer.start()) {
      server.create(FROM, "bj");
      server.create(TO, "bj");
      KEYS.forEach(
          key ->
              server.put(new Bucket("bos", FROM).object(key), new byte[10], ObjectMetadata.NONE));
      server.watch(
          call ->
              call == BosCall.COPY_OBJECT
                  ? Optional.of(
                      org.bucketcopy.job.servers.bos.Fault.error(
                          403, "AccessDenied", "\u001b[2J" + HostileText.MESSAGE))
                  : Optional.empty());

      assertAllIsPrintable(() -> copy("bos", server.settings()), "bos://" + FROM + "/");
    }
  }

  private CopyRun copy(String scheme, Map<String, String> settings) {
    Map<String, String> spark = new HashMap<>();
    settings.forEach((name, value) -> spark.put("spark.hadoop." + name, value));
    return CopyRun.of(
        ImmutableMap.copyOf(spark),
        "copy",
        "--source",
        scheme + "://" + FROM + "/",
        "--destination",
        scheme + "://" + TO + "/",
        "--run-dir",
        runDirectory.toString());
  }

  private interface Run {
    CopyRun make() throws Exception;
  }

  private void assertAllIsPrintable(Run made, String source) throws Exception {
    CopyRun run;
    List<String> logged;
    try (var events = LoggedEvents.printedBy(event -> event.getMessage().getFormattedMessage())) {
      run = made.make();
      logged = events.lines();
    }

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.count("failed")).isEqualTo(KEYS.size());
    assertPrintable(run.out());
    assertPrintable(run.err());
    assertThat(logged).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    logged.forEach(HostileTextJobTest::assertPrintable);
    assertThat(String.join("", logged)).contains("\\u202e");
    assertThat(logged).allSatisfy(line -> assertThat(line.length()).isLessThan(5_000));
    String report = report();
    assertPrintable(report);
    assertThat(sources(report))
        .isEqualTo(KEYS.stream().map(source::concat).collect(Collectors.toSet()));
  }

  private static void assertPrintable(String text) {
    assertThat(text.lines()).noneMatch(line -> line.startsWith(HostileText.FORGED_LINE));
    assertThat(text.codePoints().filter(c -> c != '\n').mapToObj(Character::getType))
        .as(text)
        .doesNotContain(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.LINE_SEPARATOR,
            (int) Character.SURROGATE);
  }

  private String report() throws IOException {
    try (Stream<Path> files = Files.list(runDirectory)) {
      return Files.readString(
          files
              .filter(file -> file.getFileName().toString().startsWith("report-"))
              .findFirst()
              .orElseThrow(),
          UTF_8);
    }
  }

  private static Set<String> sources(String report) throws IOException {
    Set<String> sources = new TreeSet<>();
    for (String line : report.lines().toList()) {
      sources.add(new JsonMapper().readTree(line).path("source").asText());
    }
    return sources;
  }
}
