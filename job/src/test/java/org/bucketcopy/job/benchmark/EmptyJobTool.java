package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.bucketcopy.job.benchmark.Scenario.Work;

/**
 * {@link EmptyJob} under the same Spark with the same defaults: what any job takes to start.
 *
 * @param sparkSubmit the command that the job's script ends up with
 * @param defaults the project's {@code conf/spark-defaults.conf}
 */
record EmptyJobTool(List<String> sparkSubmit, Path defaults) implements Tool {
  static final String LABEL = "empty Spark job";

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public Optional<Invocation> invocation(Work work, Place place) {
    ImmutableList<String> command =
        ImmutableList.<String>builder()
            .addAll(sparkSubmit)
            .add("--master", place.master(), "--properties-file", defaults.toString())
            .add("--class", EmptyJob.class.getName(), jar(place).toString())
            .build();
    Map<String, String> environment =
        Map.of(
            "SPARK_LOCAL_IP",
            "127.0.0.1",
            "LOG4J_CONFIGURATION_FILE",
            defaults.resolveSibling("log4j2.properties").toString());
    return Optional.of(new Invocation(command, environment));
  }

  /** A jar of that one class. */
  private static Path jar(Place place) {
    Path file = place.directory().resolve("empty-job.jar");
    String entry = EmptyJob.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(Resources.toByteArray(Resources.getResource(entry)));
      jar.closeEntry();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
