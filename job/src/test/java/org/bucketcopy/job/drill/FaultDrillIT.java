package org.bucketcopy.job.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.ScriptProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault drill, smaller than by its defaults. */
final class FaultDrillIT {
  private static final Path SCRIPT = Path.of("..", "submit-scripts", "fault-drill");

  @Test
  void everyObjectIsRight(@TempDir Path directory) throws Exception {
    List<String> command =
        List.of(
            SCRIPT.toAbsolutePath().toString(),
            "--small",
            "300",
            "--large",
            "12",
            "--silence",
            "3000");
    ScriptProcess drill = ScriptProcess.start(directory, "drill", command);

    assertThat(drill.exitCode(8, TimeUnit.MINUTES)).as(drill.errors()).isZero();
    assertThat(drill.lastLine())
        .matches(
            "objects right 312, objects wrong 0, uploads left open 0, parts copied again [0-9]+");
  }
}
