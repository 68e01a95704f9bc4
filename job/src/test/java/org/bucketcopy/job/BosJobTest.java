package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.servers.bos.Fault;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole job on Baidu BOS, from one region to another. */
final class BosJobTest
    implements CopiedBucketContract, UploadedFilesContract, UploadedStreamContract {
  private final BosServer server = BosServer.start();

  BosJobTest() {
    server.create(FROM, "su");
    server.create(TO, "bj");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  public String scheme() {
    return "bos";
  }

  @Override
  public String checksum() {
    return "md5";
  }

  @Override
  public Map<String, String> settings() {
    return server.settings();
  }

  @Override
  public void put(String key, byte[] content) {
    ImmutableMap.Builder<ContentHeader, String> headers = ImmutableMap.builder();
    for (ContentHeader header : ContentHeader.values()) {
      Optional.ofNullable(HEADERS.get(name(header))).ifPresent(v -> headers.put(header, v));
    }
    server.put(
        new Bucket("bos", FROM).object(key),
        content,
        new ObjectMetadata(headers.buildOrThrow(), USER, TAGS, Optional.empty()));
  }

  @Override
  public Held held(String key) {
    ObjectLocation object = new Bucket("bos", TO).object(key);
    ObjectMetadata carried = server.carried(object);
    Map<String, String> headers = new HashMap<>();
    carried.headers().forEach((header, value) -> headers.put(name(header), value));
    return Held.of(server.read(object), headers, carried.user(), carried.tags());
  }

  @Override
  public List<String> keys() {
    return server.keys(TO);
  }

  @Test
  void partsThatTheStoreDeniesForEverFailTheirObject() {
    put("x/big", CopiedBucketContract.bytes(3 << 20));
    for (int refusal = 1; refusal <= 30; refusal++) {
      server.next(BosCall.COMPLETE, Fault.error(400, "InvalidPart", "It is another part."));
      server.next(BosCall.LIST_PARTS, Fault.OTHER_SIZES);
    }

    CopyRun run = copyInParts();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.count("failed")).isEqualTo(1);
    assertThat(run.count("uploadsLeftOpen")).isZero();
    assertThat(keys()).isEmpty();
  }

  /** BOS takes no condition on the destination of a CopyObject. */
  @Test
  void failReplacesNothingAndWarnsThatTheStoreDoesNotDecide() {
    put("x/there", CopiedBucketContract.bytes(100));
    put("x/new", CopiedBucketContract.bytes(200));
    copy("--include", "there");
    put("x/there", CopiedBucketContract.bytes(300));

    CopyRun run = copy("--if-exists", "fail");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.err()).contains("warning: the store of bos://" + TO, "looked at directly");
    assertThat(run.count("copied")).isEqualTo(1);
    assertThat(server.read(new Bucket("bos", TO).object("y/there"))).hasSize(100);
  }

  private static String name(ContentHeader header) {
    return Ascii.toLowerCase(header.headerName());
  }
}
