package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.StandaloneCluster;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application through spark-submit, on a real cluster of two workers. */
final class StandaloneClusterIT {
  private static final Path SCRIPTS = Path.of("..", "submit-scripts").toAbsolutePath();

  @TempDir static Path directory;

  @Test
  void thePartsOfOneObjectAreCopiedByBothWorkers() throws Exception {
    Behaviour slow = Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 400);
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, 1L << 40));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys), slow, 0, 1);
        StandaloneCluster cluster =
            StandaloneCluster.start(
                SCRIPTS.resolve("standalone-cluster"), 2, err("cluster").toFile())) {
      Path settings = directory.resolve("stores.conf");
      Files.writeString(
          settings,
          "spark.hadoop.fs.s3a.endpoint "
              + server.endpoint()
              + "\nspark.hadoop.fs.s3a.access.key user\nspark.hadoop.fs.s3a.secret.key unchecked\n");

      Process copy =
          run(
              "copy",
              "bucket-copy",
              "--master",
              cluster.master(),
              "--executor-memory",
              "512m",
              "--properties-file",
              settings.toString(),
              "copy",
              "--source",
              "s3://" + VirtualS3.SOURCE + "/",
              "--destination",
              "s3://" + VirtualS3.DESTINATION + "/",
              "--in-flight",
              "32");

      assertThat(copy.exitValue()).as(Files.readString(err("copy"))).isZero();
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      JsonNode summary = new JsonMapper().readTree(Files.readString(out("copy")));
      assertThat(summary.path("parts").asInt()).isEqualTo(8192);
      JsonNode byExecutor = summary.path("requestsByExecutor");
      assertThat(byExecutor.size()).as("" + summary).isEqualTo(2);
      byExecutor.forEach(requests -> assertThat(requests.asInt()).isGreaterThan(100));
    }
  }

  private static Process run(String name, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out(name).toFile())
            .redirectError(err(name).toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(name + " ends").isTrue();
    return process;
  }

  private static Path out(String name) {
    return directory.resolve(name + ".out");
  }

  private static Path err(String name) {
    return directory.resolve(name + ".err");
  }
}
