package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;

/** The whole job on objects that other tools have uploaded, which are to keep their ETags. */
final class KeptEtagJobTest {
  private static final long MIB = 1L << 20;
  private static final Map<String, String> LIKE_AWS =
      Map.of("spark.hadoop.fs.s3a.bucketcopy.abilities", "+COMPOSITE_ETAG,+COPY_CHECKSUMS");

  private static VirtualS3 server() {
    return VirtualS3.start(
        Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(0, 0))),
        Behaviour.prompt(),
        0,
        1);
  }

  private static Long[] parts(long size, int full, long last) {
    return LongStream.concat(LongStream.generate(() -> size).limit(full), LongStream.of(last))
        .boxed()
        .toArray(Long[]::new);
  }

  private static void fill(VirtualS3 server) {
    server.addSourceOfParts("aws cli", parts(8 * MIB, 12, 3));
    server.addSourceOfParts("rclone", parts(5 * MIB, 50, 5 * MIB));
    server.addSourceOfParts("s3a", parts(64 * MIB, 17, 12_345));
    server.addSourceOfParts("uneven", 5 * MIB, 7 * MIB, 6 * MIB, MIB);
    server.addSourceOfParts("sly", 6 * MIB, 7 * MIB, 5 * MIB, MIB);
    server.addSourceOfParts("one", 10L);
    server.addSource("whole", 300 * MIB);
  }

  private static CopyRun copy(VirtualS3 server, String... more) {
    return CopyRun.of(
        server, LIKE_AWS, ObjectArrays.concat(new String[] {"--keep-etag"}, more, String.class));
  }

  @Test
  void objectsOfEveryToolArriveWithTheirETags() {
    try (VirtualS3 server = server()) {
      fill(server);

      CopyRun run = copy(server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.etags(VirtualS3.DESTINATION))
          .hasSize(7)
          .isEqualTo(server.etags(VirtualS3.SOURCE));
      assertThat(run.summary().path("proved").path("etag").asLong()).isEqualTo(7);
      assertThat(server.uploadsOpen()).isZero();
      assertThat(copy(server).count("skipped")).isEqualTo(7);
    }
  }

  @Test
  void aDryRunCountsTheLooksAtParts() {
    try (VirtualS3 server = server()) {
      server.addSourceOfParts("three", parts(8 * MIB, 2, 3));
      server.addSourceOfParts("one", 10L);
      server.addSource("whole", 300 * MIB);

      CopyRun plain = CopyRun.of(server, LIKE_AWS, "--dry-run");
      CopyRun kept = copy(server, "--dry-run");

      assertThat(kept.count("parts")).isEqualTo(3 + 1);
      assertThat(kept.summary().path("requests").path("head_object").asLong(-1))
          .as("%s, without it %s", kept.out(), plain.out())
          .isEqualTo(2 * 3 + 2 + 1);
    }
  }

  @Test
  void checksumsOfTheServerProveCopiesByParts() {
    try (VirtualS3 server = server()) {
      server.addSource("big", 300 * MIB);
      server.addSource("small", 10);

      CopyRun run = CopyRun.of(server, LIKE_AWS);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.summary().path("proved").toString()).isEqualTo("{\"etag\":1,\"crc64nvme\":1}");
    }
  }

  @Test
  void aStoreWhoseETagsAreUnknownIsRefusedOrWarnedOf() {
    try (VirtualS3 server = server()) {
      fill(server);

      CopyRun refused = CopyRun.of(server, "--keep-etag");
      CopyRun warned = CopyRun.of(server, "--keep-etag", "if-possible");

      assertThat(refused.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(refused.err() + refused.out()).contains("COMPOSITE_ETAG");
      assertThat(warned.exitCode()).as(warned.err()).isEqualTo(ExitCode.OK);
      assertThat(warned.err()).contains("COMPOSITE_ETAG");
    }
  }

  @Test
  void aKeyServiceIsRefusedBeforehand() {
    try (VirtualS3 server = server()) {
      fill(server);

      CopyRun refused = copy(server, "--sse", "KMS");

      assertThat(refused.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(refused.out() + refused.err()).contains("key service");
    }
  }

  @Test
  void aPartSizeIsAnotherWish() {
    CopyRun run =
        CopyRun.of(
            Map.of(),
            "copy",
            "--source",
            "s3://a/",
            "--destination",
            "s3://b/",
            "--keep-etag",
            "--part-size",
            "8MiB");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--keep-etag and --part-size exclude each other");
  }
}
