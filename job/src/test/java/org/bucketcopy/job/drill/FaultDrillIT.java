package org.bucketcopy.job.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.ScriptProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault drill, smaller than by its defaults. */
final class FaultDrillIT {
  private static final Path SCRIPT = Path.of("..", "submit-scripts", "fault-drill");

  @Test
  void everyObjectIsRight(@TempDir Path directory) throws Exception {
    assertThat(lastLine(directory, 300))
        .matches(
            "objects right 312, objects wrong 0, uploads left open 0, parts copied again [0-9]+");
  }

  @Test
  void everyUploadedFileIsRight(@TempDir Path directory) throws Exception {
    assertThat(lastLine(directory, 300, "--upload"))
        .matches(
            "objects right 312, objects wrong 0, uploads left open 0, parts sent again [0-9]+");
  }

  @Test
  void everyRelayedObjectIsRight(@TempDir Path directory) throws Exception {
    assertThat(lastLine(directory, 60, "--relay"))
        .matches("objects right 72, objects wrong 0, uploads left open 0, parts sent again [0-9]+");
  }

  private static String lastLine(Path directory, int small, String... options) throws Exception {
    List<String> command =
        ImmutableList.<String>builder()
            .add(SCRIPT.toAbsolutePath().toString())
            .add("--small", "" + small, "--large", "12", "--silence", "3000")
            .add(options)
            .build();
    ScriptProcess drill =
        ScriptProcess.start(
            directory, "drill", command, Map.of("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1"));

    assertThat(drill.exitCode(8, TimeUnit.MINUTES)).as(drill.errors()).isZero();
    return drill.lastLine();
  }
}
