package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.RgwServer;
import org.bucketcopy.job.servers.S3Access;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * On Ceph RGW, of which version 16 does not tell the parts of an object, but gives a copy by one
 * request the ETag of its source.
 */
final class KeptEtagOnRgwTest {
  private static final String FROM = "etag-source";
  private static final int MIB = 1 << 20;

  private static S3AsyncClient owner;

  @BeforeAll
  static void start() {
    owner = RgwServer.shared().access().client();
    for (String bucket : List.of(FROM, "etag-required", "etag-possible")) {
      owner.createBucket(request -> request.bucket(bucket)).join();
    }
    owner
        .putObject(
            request -> request.bucket(FROM).key("whole"), AsyncRequestBody.fromBytes(new byte[9]))
        .join();
    putParts("even", 5 * MIB, 5 * MIB, 3);
    putParts("uneven", 5 * MIB, 6 * MIB, 5 * MIB, 3);
    putParts("one", 3);
  }

  @AfterAll
  static void stop() {
    owner.close();
  }

  private static void putParts(String key, int... sizes) {
    String id =
        owner.createMultipartUpload(request -> request.bucket(FROM).key(key)).join().uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int size : sizes) {
      int number = parts.size() + 1;
      String etag =
          owner
              .uploadPart(
                  request -> request.bucket(FROM).key(key).uploadId(id).partNumber(number),
                  AsyncRequestBody.fromBytes(new byte[size]))
              .join()
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    owner
        .completeMultipartUpload(
            request ->
                request
                    .bucket(FROM)
                    .key(key)
                    .uploadId(id)
                    .multipartUpload(upload -> upload.parts(parts)))
        .join();
  }

  private static Map<String, String> etags(String bucket) {
    Map<String, String> etags = new TreeMap<>();
    owner
        .listObjectsV2(request -> request.bucket(bucket))
        .join()
        .contents()
        .forEach(object -> etags.put(object.key(), object.eTag()));
    return etags;
  }

  private static CopyRun copy(String to, String rule) {
    Map<String, String> settings =
        new HashMap<>(Map.of("spark.hadoop.fs.s3a.bucketcopy.abilities", "+COMPOSITE_ETAG"));
    S3Access access = RgwServer.shared().access();
    access.hadoopSettings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    return CopyRun.of(
        settings,
        "copy",
        "--source",
        "s3://" + FROM + "/",
        "--destination",
        "s3://" + to + "/",
        "--keep-etag",
        rule);
  }

  @Test
  void copiesHaveTheETagsOfTheirSources() {
    CopyRun required = copy("etag-required", "required");
    CopyRun possible = copy("etag-possible", "if-possible");
    assertThat(required.count("copied") + required.count("failed")).isEqualTo(4);
    assertThat(etags("etag-required").entrySet())
        .isNotEmpty()
        .allMatch(etags(FROM).entrySet()::contains);
    assertThat(possible.exitCode()).as(possible.err()).isEqualTo(ExitCode.OK);
    assertThat(etags("etag-possible")).isEqualTo(etags(FROM));
  }
}
