package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs of commands that have two sides, as {@code verify}, one after the other. */
public final class Verifications {
  private final Runner runner;

  public Verifications(Runner runner) {
    this.runner = runner;
  }

  /** The two sides of a verification, as URIs. */
  public record Between(String source, String destination) {}

  /** Compares, as {@link #run} does. */
  public CopyStage.Told verify(Map<String, String> settings, Between sides, String... options) {
    return run("verify", settings, sides, options);
  }

  /**
   * Runs a command.
   *
   * @param settings of the stores, by Hadoop's names
   * @return what became of it; its report are the findings of the run directory, if there is one
   *     among the options
   */
  public CopyStage.Told run(
      String command, Map<String, String> settings, Between sides, String... options) {
    List<String> arguments =
        ImmutableList.<String>builder()
            .add(command, "--source", sides.source(), "--destination", sides.destination())
            .add(options)
            .build();
    int place = arguments.indexOf("--run-dir");
    try {
      FlowRun run = runner.run(settings, Optional.empty(), arguments);
      List<String> findings =
          place < 0 ? List.of() : lines(Path.of(arguments.get(place + 1)), "findings-");
      return new CopyStage.Told(run.exitCode(), run.err(), run.summary(), findings);
    } catch (Runner.EndlessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks the run that is under way to stop, as a signal does. */
  public void interrupt() {
    runner.interrupt();
  }

  /** All lines of the files of a run directory whose names begin so, the oldest file first. */
  public static List<String> lines(Path runDirectory, String beginning) {
    if (!Files.isDirectory(runDirectory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(runDirectory)) {
      List<String> lines = new ArrayList<>();
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith(beginning)).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
