package org.bucketcopy.job;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bucketcopy.job.CopiedBucketContract.Held;
import org.bucketcopy.job.servers.EmbeddedS3;
import org.bucketcopy.job.servers.S3Access;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Files that become objects of S3. */
final class S3UploadJobTest implements UploadedFilesContract {
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
}
