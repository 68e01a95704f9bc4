package org.bucketcopy.job.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault drill, smaller than by its defaults. */
final class FaultDrillIT {
  private static final Path SCRIPT = Path.of("..", "submit-scripts", "fault-drill");

  @Test
  void everyObjectIsRight(@TempDir Path directory) throws Exception {
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    Process drill =
        new ProcessBuilder(
                SCRIPT.toAbsolutePath().toString(),
                "--small",
                "300",
                "--large",
                "12",
                "--silence",
                "3000")
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out)
            .redirectError(err)
            .start();

    assertThat(drill.waitFor(8, TimeUnit.MINUTES)).as("the drill ends").isTrue();

    assertThat(drill.exitValue()).as(Files.readString(err.toPath())).isZero();
    List<String> lines = Files.readAllLines(out.toPath());
    assertThat(lines.get(lines.size() - 1))
        .matches(
            "objects right 312, objects wrong 0, uploads left open 0, parts copied again [0-9]+");
  }
}
