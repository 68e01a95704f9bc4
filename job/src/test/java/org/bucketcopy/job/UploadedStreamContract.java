package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ObjectArrays;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.CopiedBucketContract.Held;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job from standard input into a bucket of a store. */
interface UploadedStreamContract {
  /** The scheme of the store's addresses. */
  String scheme();

  /** What Hadoop needs to reach the server, by its names. */
  Map<String, String> settings();

  /** An object of {@link CopiedBucketContract#TO}. */
  Held held(String key);

  /** All keys of {@link CopiedBucketContract#TO}. */
  List<String> keys();

  /** Uploads {@code in} as an object of the bucket. */
  default CopyRun stream(InputStream in, String key, String... options) {
    ImmutableMap.Builder<String, String> spark = ImmutableMap.builder();
    // No Spark is started.
    spark.put("spark.master", "no-such-master");
    settings().forEach((name, value) -> spark.put("spark.hadoop." + name, value));
    InputStream standard = System.in;
    System.setIn(in);
    try {
      return CopyRun.of(
          spark.buildKeepingLast(),
          ObjectArrays.concat(
              new String[] {
                "upload",
                "--source",
                "-",
                "--destination",
                scheme() + "://" + CopiedBucketContract.TO + "/" + key,
                "--part-size",
                "5MiB"
              },
              options,
              String.class));
    } finally {
      System.setIn(standard);
    }
  }

  @Test
  default void aStreamIsSentNoFasterThanItMay() {
    byte[] content = CopiedBucketContract.bytes(11 << 20);

    CopyRun run =
        stream(new ByteArrayInputStream(content), "y/dump", "--max-bytes-per-second", "5632KiB");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("parts")).isEqualTo(3);
    // It takes two seconds, but for bursts.
    assertThat(run.count("millis")).isGreaterThan(1_800);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1000, 0", "17825799, 4"})
  default void standardInputBecomesAnObject(int size, int parts) {
    byte[] content = CopiedBucketContract.bytes(size);

    CopyRun run = stream(new ByteArrayInputStream(content), "y/dump.txt", "--metadata", "owner=me");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.summary().path("command").asText()).isEqualTo("upload");
    assertThat(run.summary().path("source").asText()).isEqualTo("-");
    assertThat(run.summary().has("problem")).isFalse();
    assertThat(run.count("copied")).isEqualTo(1);
    assertThat(run.count("degraded")).as(run.err()).isZero();
    assertThat(run.count("copiedBytes")).isEqualTo(size);
    assertThat(run.count("plannedBytes")).isEqualTo(size);
    assertThat(run.count("parts")).isEqualTo(parts);
    assertThat(run.count("uploadsLeftOpen")).isZero();
    assertThat(keys()).containsExactly("y/dump.txt");
    Held held = held("y/dump.txt");
    assertThat(held.headers()).containsEntry("content-type", "text/plain");
    assertThat(held.user()).isEqualTo(Map.of("owner", "me"));
    assertThat(held)
        .isEqualTo(Held.of(content, held.headers(), Map.of("owner", "me"), held.tags()));
  }

  @Test
  default void whatIsThereIsReplacedUnlessItMustNotBe() {
    stream(new ByteArrayInputStream("one".getBytes(UTF_8)), "y/a");

    CopyRun refused =
        stream(
            new InputStream() {
              @Override
              public int read() {
                throw new IllegalStateException("nothing is to be read");
              }

              @Override
              public int read(byte[] bytes, int offset, int most) {
                return read();
              }
            },
            "y/a",
            "--if-exists",
            "fail");

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(refused.summary().path("problem").asText()).contains("exists already");
    assertThat(refused.count("failed")).isEqualTo(1);
    assertThat(held("y/a").sha256()).isEqualTo(sha256("one"));

    CopyRun replaced = stream(new ByteArrayInputStream("two".getBytes(UTF_8)), "y/a");

    assertThat(replaced.exitCode()).as(replaced.err()).isEqualTo(ExitCode.OK);
    assertThat(held("y/a").sha256()).isEqualTo(sha256("two"));
  }

  @Test
  default void aStreamThatBreaksOffIsNoObject() {
    InputStream gone =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the other end is gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int most) throws IOException {
            return read();
          }
        };
    InputStream begun =
        new SequenceInputStream(
            new ByteArrayInputStream(CopiedBucketContract.bytes(6 << 20)), gone);

    CopyRun run = stream(begun, "y/a");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.summary().path("problem").asText()).contains("the other end is gone");
    assertThat(run.count("failed")).isEqualTo(1);
    assertThat(run.count("uploadsLeftOpen")).isZero();
    assertThat(run.summary().path("requests").path("initiate").asLong()).isEqualTo(1);
    assertThat(run.summary().path("requests").path("abort").asLong()).isEqualTo(1);
    assertThat(keys()).isEmpty();
  }

  @Test
  default void anEmptyStreamCanBeAFailure() {
    CopyRun run = stream(InputStream.nullInputStream(), "y/a", "--fail-if-empty");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(run.summary().path("problem").asText()).contains("--fail-if-empty");
    assertThat(keys()).isEmpty();
  }

  private static String sha256(String text) {
    return Held.of(text.getBytes(UTF_8), Map.of(), Map.of(), Map.of()).sha256();
  }
}
