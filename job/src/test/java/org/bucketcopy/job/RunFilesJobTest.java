package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in its directory is for the user who made it. */
final class RunFilesJobTest {
  @TempDir Path directory;

  @Test
  void nobodyElseMayReadWhatARunLeaves() throws IOException {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(3, 4096));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys))) {
      server.behave(Behaviour.prompt().withFault(Operation.COPY_OBJECT, Fault.ACCESS_DENIED, 1));

      CopyRun run =
          CopyRun.of(
              server,
              "--run-dir",
              directory.resolve("runs/one").toString(),
              "--summary",
              directory.resolve("summary.json").toString());

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(modes("runs/one"))
          .containsEntry("", "rwx------")
          .containsEntry("journal", "rwx------")
          .containsEntry("status.json", "rw-------")
          .containsEntry("report.html", "rw-------")
          .containsEntry("report.json", "rw-------")
          .containsEntry("journal/segment-00000001.jsonl", "rw-------")
          .hasKeySatisfying(new Condition<>(name -> name.startsWith("report-"), "that of a report"))
          .values()
          .containsOnly("rwx------", "rw-------");
      assertThat(modes("summary.json")).containsOnly(Map.entry("", "rw-------"));
    }
  }

  private Map<String, String> modes(String name) throws IOException {
    Path root = directory.resolve(name);
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        modes.put(
            root.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return modes;
  }
}
