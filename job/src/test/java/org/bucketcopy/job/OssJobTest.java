package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssObject;
import org.bucketcopy.job.servers.oss.OssServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole job on Alibaba OSS. */
final class OssJobTest
    implements CopiedBucketContract, UploadedFilesContract, UploadedStreamContract {
  private static final OssLogin LOGIN = new OssLogin("LTAI-job", "its-secret", Optional.empty());

  private final OssServer server = started();

  private static OssServer started() {
    try {
      OssServer server = new OssServer(1000);
      server.accept(LOGIN);
      server.create(FROM, OssServer.REGION);
      server.create(TO, OssServer.REGION);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  public String scheme() {
    return "oss";
  }

  @Override
  public String checksum() {
    return "crc";
  }

  @Override
  public Map<String, String> settings() {
    return server.settings(LOGIN);
  }

  @Override
  public void put(String key, byte[] content) {
    Map<String, String> headers = new HashMap<>(HEADERS);
    USER.forEach((name, value) -> headers.put("x-oss-meta-" + name, value));
    server.put(FROM, key, content, headers, "Standard");
    server.tag(FROM, key, TAGS);
  }

  @Override
  public Held held(String key) {
    OssObject object = server.object(TO, key);
    return Held.of(
        server.read(TO, key), object.contentHeaders(), object.userMetadata(), object.tags());
  }

  @Override
  public List<String> keys() {
    return server.keys(TO);
  }

  @Test
  void aCallbackIsSentWhenAnUploadIsCompleted() throws IOException {
    put("x/big", CopiedBucketContract.bytes(3 << 20));

    CopyRun run =
        copyInParts(
            "--oss-callback-url",
            "http://callback.example/done",
            "--oss-callback-body",
            "{\"key\":${object}}",
            "--oss-callback-host",
            "callback.example",
            "--oss-callback-content-type",
            "application/json");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    List<String> callbacks =
        server.requests().stream().flatMap(r -> r.header("x-oss-callback").stream()).toList();
    assertThat(callbacks).hasSize(1);
    JsonNode callback = new JsonMapper().readTree(Base64.getDecoder().decode(callbacks.get(0)));
    assertThat(callback.path("callbackUrl").asText()).isEqualTo("http://callback.example/done");
    assertThat(callback.path("callbackBody").asText()).isEqualTo("{\"key\":${object}}");
    assertThat(callback.path("callbackHost").asText()).isEqualTo("callback.example");
    assertThat(callback.path("callbackBodyType").asText()).isEqualTo("application/json");
  }

  @Test
  void aCallbackThatCannotBeMadeIsRefused() {
    CopyRun elsewhere =
        CopyRun.of(
            Map.of(),
            "copy",
            "--source",
            "s3://a/",
            "--destination",
            "s3://b/",
            "--oss-callback-url",
            "http://callback.example",
            "--oss-callback-body",
            "x");
    CopyRun bodyless = copy("--oss-callback-url", "http://callback.example");

    assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(elsewhere.err()).contains("--oss-callback-* needs a destination on oss://");
    assertThat(bodyless.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(bodyless.err()).contains("--oss-callback-body");
  }

  /** The store says it has copied a range, and has copied another one. */
  @Test
  void aCopyOfOtherBytesIsMadeAgain() {
    byte[] content = CopiedBucketContract.bytes(3 << 20);
    put("x/big", content);
    for (int part = 1; part <= 3; part++) {
      server.next(OssCallKind.UPLOAD_PART_COPY, OssFault.MISCOPIED);
    }

    CopyRun run = copyInParts();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("copied")).isEqualTo(1);
    assertThat(server.read(TO, "y/big")).isEqualTo(content);
  }

  @Test
  void aCopyOfOtherBytesDoesNotStay() {
    put("x/big", CopiedBucketContract.bytes(3 << 20));
    // Two of them are those of the probe.
    for (int part = 1; part <= 2 + 6; part++) {
      server.next(OssCallKind.UPLOAD_PART_COPY, OssFault.MISCOPIED);
    }

    CopyRun run = copyInParts();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.count("failed")).isEqualTo(1);
    assertThat(keys()).isEmpty();
  }

  @Test
  void partsThatTheStoreDeniesForEverFailTheirObject() {
    put("x/big", CopiedBucketContract.bytes(3 << 20));
    for (int complete = 1; complete <= 30; complete++) {
      server.next(OssCallKind.COMPLETE, OssFault.error(400, "InvalidPart"));
    }

    CopyRun run = copyInParts();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.count("failed")).isEqualTo(1);
    assertThat(run.count("uploadsLeftOpen")).isZero();
    assertThat(keys()).isEmpty();
  }

  @Test
  void aVersionedBucketThatIgnoresTheConditionIsWarnedOf() {
    put("x/a", new byte[10]);
    CopyRun plain = copy("--if-exists", "fail", "--dry-run");
    server.create(TO, OssServer.REGION).keepVersions();

    CopyRun versioned = copy("--if-exists", "fail", "--dry-run");
    CopyRun unconditional = copy("--dry-run");

    assertThat(versioned.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(versioned.err()).contains("warning: oss://" + TO + " keeps versions");
    assertThat(plain.err()).doesNotContain("warning: oss://");
    assertThat(unconditional.err()).doesNotContain("warning: oss://");
  }

  @Test
  void aCopyToAnotherRegionIsRefusedBeforeAnythingIsTouched() {
    server.create(TO, "cn-beijing");
    put("x/a", new byte[10]);

    CopyRun run = copy();

    assertThat(run.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(run.err()).contains("cn-hangzhou", "cn-beijing");
    assertThat(keys()).isEmpty();
  }
}
