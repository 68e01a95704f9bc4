package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bucketcopy.job.fuzz.CopyStage.Told;
import org.bucketcopy.job.fuzz.Runner;
import org.bucketcopy.job.fuzz.SharedSpark;
import org.bucketcopy.job.fuzz.Verifications;
import org.bucketcopy.job.fuzz.Verifications.Between;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One byte of one object among many is another one, and the size is the same. */
final class FlippedByteTest {
  private static final int OBJECTS = 10_000;

  /** Of a server to which each object is sent by a request, and where all bytes are read. */
  private static final int FEW = 1_000;

  private static final SharedSpark SPARK = new SharedSpark();
  private static final Verifications RUNS = new Verifications(new Runner(BucketCopy::run, SPARK));

  @TempDir Path directory;

  @AfterAll
  static void stopSpark() {
    SPARK.close();
  }

  private static void put(VerifiedSides server, int objects) {
    for (int i = 0; i < objects; i++) {
      String key = String.format("%05d", i);
      server.put(VerifiedSides.FROM, key, bytes(i, false));
      server.put(VerifiedSides.TO, key, bytes(i, i == 333));
    }
  }

  private static byte[] bytes(int number, boolean flipped) {
    byte[] bytes = ("the object of number " + number).getBytes(UTF_8);
    bytes[4] ^= (byte) (flipped ? 1 : 0);
    return bytes;
  }

  private Told verify(VerifiedSides server, Map<String, String> settings, String... options) {
    Map<String, String> all = new HashMap<>(server.settings());
    all.putAll(settings);
    String scheme = server.scheme() + "://";
    return RUNS.verify(
        all,
        new Between(scheme + VerifiedSides.FROM + "/", scheme + VerifiedSides.TO + "/"),
        options);
  }

  private static void found(Told told, int objects) {
    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(told.count("differs")).isEqualTo(1);
    assertThat(told.count("equal")).isEqualTo(objects - 1);
    assertThat(told.report()).singleElement().asString().contains("/00333\"");
  }

  @Test
  void isFoundByTheChecksumsOfAStoreThatHasThem() {
    try (VerifiedSides server = VerifiedSides.Kind.OSS.start()) {
      put(server, OBJECTS);

      found(verify(server, Map.of(), "--run-dir", directory.toString()), OBJECTS);
      found(
          verify(
              server,
              Map.of(),
              "--run-dir",
              directory + "/all",
              "--level",
              "bytes",
              "--all",
              "--include",
              "00*"),
          FEW);
    }
  }

  @Test
  void isFoundByBytesWhereItIsUnverifiedByChecksums() {
    try (VerifiedSides server = VerifiedSides.Kind.S3.start()) {
      put(server, FEW);

      Told told = verify(server, Map.of());
      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.UNVERIFIED);
      assertThat(told.count("unverified")).isEqualTo(1);
      found(verify(server, Map.of(), "--run-dir", directory.toString(), "--level", "bytes"), FEW);
      found(
          verify(
              server,
              Map.of("fs.s3a.bucketcopy.abilities", "+COMPOSITE_ETAG"),
              "--run-dir",
              directory + "/md5"),
          FEW);
    }
  }
}
