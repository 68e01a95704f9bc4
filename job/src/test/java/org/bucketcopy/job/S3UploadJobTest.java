package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.CopiedBucketContract.Held;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.EmbeddedS3;
import org.bucketcopy.job.servers.S3Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Files that become objects of S3. */
final class S3UploadJobTest implements UploadedFilesContract, UploadedStreamContract {
  private final EmbeddedS3 server = EmbeddedS3.inMemory();
  private final S3Access access = server.access();
  private final S3AsyncClient client = access.client();

  S3UploadJobTest() {
    client.createBucket(request -> request.bucket(CopiedBucketContract.TO)).join();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public Map<String, String> settings() {
    ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
    access.settings().forEach((name, value) -> settings.put("fs.s3a." + name, value));
    return settings.buildOrThrow();
  }

  @Override
  public boolean tagged() {
    return false;
  }

  @Override
  public int smallestPart() {
    return 5 << 20;
  }

  @Override
  public Held held(String key) {
    ResponseBytes<GetObjectResponse> object =
        client
            .getObject(
                request -> request.bucket(CopiedBucketContract.TO).key(key),
                AsyncResponseTransformer.toBytes())
            .join();
    GetObjectResponse answer = object.response();
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", String.valueOf(answer.contentType()));
    if (answer.cacheControl() != null) {
      headers.put("cache-control", answer.cacheControl());
    }
    return Held.of(object.asByteArray(), headers, answer.metadata(), Map.of());
  }

  @Override
  public List<String> keys() {
    return client
        .listObjectsV2(request -> request.bucket(CopiedBucketContract.TO))
        .join()
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** Runs while standard input has more than two parts, and then nothing for as long as it runs. */
  private CopyRun whileNothingComes(Runnable then, String... options) throws IOException {
    try (PipedOutputStream feed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(feed, 12 << 20)) {
      feed.write(new byte[11 << 20]);
      feed.flush();
      CompletableFuture<Void> done =
          CompletableFuture.runAsync(
              () -> {
                while (client
                    .listMultipartUploads(list -> list.bucket(CopiedBucketContract.TO))
                    .join()
                    .uploads()
                    .isEmpty()) {
                  Thread.onSpinWait();
                }
                then.run();
              });
      CopyRun run = stream(in, "y/a", options);
      done.join();
      return run;
    }
  }

  private void assertNothingLeft(CopyRun run) {
    assertThat(run.count("uploadsLeftOpen")).isZero();
    assertThat(run.summary().path("requests").path("initiate").asLong()).isEqualTo(1);
    assertThat(run.summary().path("source").asText()).isEqualTo("-");
    assertThat(
            client
                .listMultipartUploads(list -> list.bucket(CopiedBucketContract.TO))
                .join()
                .uploads())
        .isEmpty();
    assertThat(keys()).isEmpty();
  }

  @Test
  void aSignalEndsTheWaitForStandardInputAndLeavesNothing() throws IOException {
    CopyRun run = whileNothingComes(Thread.currentThread()::interrupt);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertNothingLeft(run);
  }

  @Test
  void theEndOfTheTimeEndsTheWaitForStandardInputAndLeavesNothing() throws IOException {
    CopyRun run = whileNothingComes(() -> {}, "--max-duration", "5s");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.MAX_DURATION);
    assertNothingLeft(run);
  }
}
