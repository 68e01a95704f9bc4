package org.bucketcopy.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkUserAppException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a driver does otherwise when it is YARN that starts it, and starts it again. */
final class YarnAttemptTest {
  private static final String APPLICATION = "application_1700000000000_0042";

  @TempDir Path directory;

  /** A success. */
  private record Done(ExitCode exitCode) implements Summary {
    @Override
    public Optional<String> problem() {
      return Optional.empty();
    }

    @Override
    public String toJson() {
      return "{\"exitCode\":" + exitCode.number() + ",\"copied\":7}";
    }

    @Override
    public Summary andAlso(String problem) {
      return new Done(ExitCode.COULD_NOT_RUN);
    }
  }

  private static Optional<YarnAttempt> attempt(String master, String mode, String container) {
    SparkConf conf =
        new SparkConf(false).set("spark.master", master).set("spark.submit.deployMode", mode);
    return YarnAttempt.of(conf, Map.of("CONTAINER_ID", container));
  }

  @ParameterizedTest
  @CsvSource({
    "container_1700000000000_0042_01_000001, 1",
    "container_e17_1700000000000_0042_02_000001, 2"
  })
  void isFoundByTheContainer(String container, int number) {
    assertThat(attempt("yarn", "cluster", container))
        .contains(new YarnAttempt(APPLICATION, number));
  }

  @ParameterizedTest
  @CsvSource({"yarn, client", "local[2], cluster", "spark://h:7077, cluster", "k8s://h, cluster"})
  void isNoneWhereTheDriverIsNotTheApplicationMaster(String master, String mode) {
    assertThat(attempt(master, mode, "container_1700000000000_0042_01_000001")).isEmpty();
  }

  @Test
  void isHandedTheExitCodeAsSparkWantsIt() {
    Optional<YarnAttempt> attempt = Optional.of(new YarnAttempt(APPLICATION, 1));

    assertThatCode(() -> DriverEnd.leave(ExitCode.OK, attempt)).doesNotThrowAnyException();
    assertThatThrownBy(() -> DriverEnd.leave(ExitCode.COULD_NOT_RUN, attempt))
        .isInstanceOfSatisfying(
            SparkUserAppException.class, thrown -> assertThat(thrown.exitCode()).isEqualTo(3));
  }

  /** What a later attempt finds of an earlier one that ended so. */
  private Optional<String> found(YarnAttempt earlier, ExitCode ended, YarnAttempt later)
      throws Exception {
    open(earlier).write(new Done(ended));
    return open(later).earlier();
  }

  private SummaryFile open(YarnAttempt attempt) throws Exception {
    return SummaryFile.open(
        Optional.of(file().toString()), new Configuration(), Optional.of(attempt));
  }

  private Path file() {
    return directory.resolve("summary.json");
  }

  @Test
  void anotherOneLeavesTheSummaryOfASuccess() throws Exception {
    YarnAttempt second = new YarnAttempt(APPLICATION, 2);

    Optional<String> found = found(new YarnAttempt(APPLICATION, 1), ExitCode.OK, second);

    assertThat(found)
        .contains("{\"exitCode\":0,\"copied\":7,\"applicationId\":\"" + APPLICATION + "\"}")
        .contains(Files.readString(file()).strip());
  }

  @Test
  void anotherOneReplacesAllOtherSummaries() throws Exception {
    YarnAttempt first = new YarnAttempt(APPLICATION, 1);
    YarnAttempt second = new YarnAttempt(APPLICATION, 2);
    assertThat(found(first, ExitCode.OBJECTS_FAILED, second)).isEmpty();
    assertThat(file()).isEmptyFile();
    assertThat(found(new YarnAttempt("application_1700000000000_0041", 1), ExitCode.OK, second))
        .as("that of another application")
        .isEmpty();
    assertThat(found(first, ExitCode.OK, first)).as("no earlier attempt").isEmpty();
    Files.writeString(file(), "no summary");
    Files.delete(directory.resolve(".summary.json.crc"));
    assertThat(open(second).earlier()).isEmpty();
    assertThat(file()).isEmptyFile();
  }
}
