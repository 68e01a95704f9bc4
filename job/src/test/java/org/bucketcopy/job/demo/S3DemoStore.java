package org.bucketcopy.job.demo;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bucketcopy.job.servers.EmbeddedS3;
import org.bucketcopy.job.servers.S3Access;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3: an S3Proxy in this process that keeps its objects as files, and Amazon's SDK. */
final class S3DemoStore implements DemoStore {
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final EmbeddedS3 server;
  private final S3AsyncClient client;

  private S3DemoStore(EmbeddedS3 server) {
    this.server = server;
    this.client = client(server.access());
  }

  /** Starts the server on a free port; its objects are files in {@code directory}. */
  static S3DemoStore start(Path directory) throws IOException {
    return new S3DemoStore(EmbeddedS3.onDisk(Files.createDirectory(directory.resolve("buckets"))));
  }

  /** Unlike that of the tests, it signs a body while it is sent, which needs it only once. */
  private static S3AsyncClient client(S3Access access) {
    return S3AsyncClient.builder()
        .endpointOverride(access.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  @Override
  public String description() {
    return "S3 server S3Proxy at " + server.access().endpoint();
  }

  @Override
  public Map<String, String> settings() {
    return server.access().hadoopSettings();
  }

  @Override
  public void createBucket(String bucket) {
    client.createBucket(request -> request.bucket(bucket)).join();
  }

  @Override
  public void put(String bucket, DemoObject object) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(object.key())
            .contentType(object.headers().get("Content-Type"))
            .contentLanguage(object.headers().get("Content-Language"))
            .contentDisposition(object.headers().get("Content-Disposition"))
            .contentEncoding(object.headers().get("Content-Encoding"))
            .cacheControl(object.headers().get("Cache-Control"))
            .metadata(object.metadata())
            .build();
    try (InputStream in = object.content()) {
      client.putObject(request, body(in, object.bytes())).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AsyncRequestBody body(InputStream in, long bytes) {
    return AsyncRequestBody.fromInputStream(in, bytes, senders);
  }

  @Override
  public List<String> keys(String bucket, String prefix) {
    List<String> keys = Collections.synchronizedList(new ArrayList<>());
    client
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .map(S3Object::key)
        .subscribe(keys::add)
        .join();
    return keys;
  }

  @Override
  public StoredObject read(String bucket, String key) {
    try (ResponseInputStream<GetObjectResponse> in =
        client
            .getObject(
                request -> request.bucket(bucket).key(key),
                AsyncResponseTransformer.toBlockingInputStream())
            .join()) {
      DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      long bytes = digested.transferTo(OutputStream.nullOutputStream());
      return new StoredObject(
          bytes,
          BaseEncoding.base16().lowerCase().encode(digested.getMessageDigest().digest()),
          headers(in.response()),
          in.response().metadata());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> headers(GetObjectResponse response) {
    ImmutableMap.Builder<String, String> headers = ImmutableMap.builder();
    Optional.ofNullable(response.contentType()).ifPresent(v -> headers.put("Content-Type", v));
    Optional.ofNullable(response.contentLanguage())
        .ifPresent(v -> headers.put("Content-Language", v));
    Optional.ofNullable(response.contentDisposition())
        .ifPresent(v -> headers.put("Content-Disposition", v));
    Optional.ofNullable(response.contentEncoding())
        .ifPresent(v -> headers.put("Content-Encoding", v));
    Optional.ofNullable(response.cacheControl()).ifPresent(v -> headers.put("Cache-Control", v));
    return headers.buildOrThrow();
  }

  @Override
  public void close() {
    client.close();
    senders.shutdownNow();
    server.close();
  }
}
