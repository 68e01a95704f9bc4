package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.benchmark.Scenario.Work;

/** Other tools that copy on the store's side, and upload, each at its best settings. */
enum Peer implements Tool {
  S5CMD("s5cmd") {
    @Override
    List<String> command(Work work, Place place) {
      ImmutableList.Builder<String> command =
          ImmutableList.<String>builder()
              .add("s5cmd", "--log", "error", "--endpoint-url", place.endpoint().toString())
              .add("--numworkers", String.valueOf(work.inFlight()));
      return switch (work.task()) {
        case UPDATE -> command.add("sync", "s3://source/*", "s3://destination/").build();
        case UPLOAD ->
            command
                .add("cp", "--concurrency", String.valueOf(work.inFlight()))
                .add("--part-size", String.valueOf(Scenario.UPLOADED_PART >> 20))
                .add(place.files() + "/", "s3://destination/")
                .build();
        case UPLOAD_UPDATE -> command.add("sync", place.files() + "/", "s3://destination/").build();
        default -> command.add("cp", "s3://source/*", "s3://destination/").build();
      };
    }

    @Override
    Map<String, String> environment(Work work, Place place) {
      return Map.of();
    }
  },

  RCLONE("rclone") {
    @Override
    List<String> command(Work work, Place place) {
      String inFlight = String.valueOf(work.inFlight());
      String source =
          work.task().uploads()
              ? place.files().toString()
              : place.source().map(other -> "other:source").orElse("store:source");
      ImmutableList.Builder<String> command =
          ImmutableList.<String>builder()
              .add("rclone", "copy", source, "store:destination", "--log-level", "ERROR")
              // Our server lists whole prefixes alone.
              .add("--transfers", inFlight, "--checkers", inFlight, "--fast-list");
      return switch (work.task()) {
        // It then makes no MD5, which it keeps as metadata and compares with nothing.
        case UPLOAD ->
            command
                .add("--s3-disable-checksum", "--ignore-checksum", "--s3-no-head")
                .add("--s3-upload-concurrency", inFlight, "--multi-thread-streams", inFlight)
                .add("--s3-chunk-size", (Scenario.UPLOADED_PART >> 20) + "Mi")
                .build();
        case UPLOAD_UPDATE -> command.add("--update", "--use-server-modtime").build();
        case RELAY ->
            command
                .add("--no-check-dest", "--s3-upload-concurrency", "8")
                .add("--s3-chunk-size", (Scenario.RELAYED_PART >> 20) + "Mi")
                .build();
        default -> command.build();
      };
    }

    @Override
    Map<String, String> environment(Work work, Place place) {
      return ImmutableMap.<String, String>builder()
          .putAll(remote("STORE", place.endpoint()))
          .putAll(place.source().map(source -> remote("OTHER", source)).orElse(Map.of()))
          .put("RCLONE_CONFIG", "/dev/null")
          // With any, it refuses to start.
          .put("AWS_CA_BUNDLE", "")
          // Our server answers no other listing.
          .put("RCLONE_S3_LIST_VERSION", "2")
          .put("RCLONE_S3_NO_CHECK_BUCKET", "true")
          .put("RCLONE_S3_COPY_CUTOFF", "128Mi")
          .put("RCLONE_S3_UPLOAD_CONCURRENCY", "64")
          .buildOrThrow();
    }

    private static Map<String, String> remote(String name, URI endpoint) {
      String prefix = "RCLONE_CONFIG_" + name + "_";
      return Map.of(
          prefix + "TYPE", "s3",
          prefix + "PROVIDER", "Other",
          prefix + "ENV_AUTH", "true",
          prefix + "ENDPOINT", endpoint.toString(),
          prefix + "FORCE_PATH_STYLE", "true");
    }
  },

  AWS("aws") {
    @Override
    List<String> command(Work work, Place place) {
      boolean update =
          work.task() == Scenario.Task.UPDATE || work.task() == Scenario.Task.UPLOAD_UPDATE;
      ImmutableList.Builder<String> command =
          ImmutableList.<String>builder()
              .add("aws", "--endpoint-url", place.endpoint().toString())
              .add("s3")
              .add(update ? new String[] {"sync"} : new String[] {"cp", "--recursive"});
      String source = work.task().uploads() ? place.files().toString() : "s3://source/";
      return command.add(source, "s3://destination/").add("--only-show-errors").build();
    }

    @Override
    Map<String, String> environment(Work work, Place place) {
      return Map.of("AWS_CONFIG_FILE", config(work, place).toString());
    }

    private Path config(Work work, Place place) {
      try {
        return Files.writeString(
            place.directory().resolve("aws.config"),
            String.join(
                "\n",
                "[default]",
                "s3 =",
                "  max_concurrent_requests = " + work.inFlight(),
                "  max_queue_size = 10000",
                "  multipart_threshold = 192MB",
                work.task().uploads()
                    ? "  multipart_chunksize = 64MB"
                    : "  multipart_chunksize = 128MB",
                "  addressing_style = path",
                ""));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  };

  private final String program;

  Peer(String program) {
    this.program = program;
  }

  /** Its command. */
  abstract List<String> command(Work work, Place place);

  /** Its settings beyond those that all have. */
  abstract Map<String, String> environment(Work work, Place place);

  @Override
  public Optional<Invocation> invocation(Work work, Place place) {
    if (work.task() == Scenario.Task.PLAN
        || work.task() == Scenario.Task.VERIFY
        || work.task() == Scenario.Task.SATURATE
        // The others know one server at a time.
        || (work.task() == Scenario.Task.RELAY && this != RCLONE)) {
      return Optional.empty();
    }
    Map<String, String> environment =
        ImmutableMap.<String, String>builder()
            .put("AWS_ACCESS_KEY_ID", "user")
            .put("AWS_SECRET_ACCESS_KEY", "unchecked")
            .put("AWS_REGION", "us-east-1")
            .putAll(environment(work, place))
            .buildOrThrow();
    return Optional.of(new Invocation(command(work, place), environment));
  }

  /** Whether it is on the {@code PATH}. */
  boolean installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Override
  public String label() {
    return program;
  }
}
