package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.job.stores.s3.direct.DirectCalls;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.SentProof;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Headers that the settings ask for, on the calls past the SDK's client and on the client's. */
class WantedHeadersTest {
  private static final String PAYER = "x-amz-request-payer";
  private static final String ENCRYPTION = "x-amz-server-side-encryption";

  private final SentRequests sent =
      new SentRequests(request -> SentRequests.refusal(400, "EnoughIsSeen"));

  /** The second kind of bucket is not asked past the SDK's client. */
  @ParameterizedTest
  @ValueSource(strings = {"dst", "dst--x"})
  void theRequesterPaysForAllRequestsIfOneBucketWantsIt(String destination) {
    askAll(destination, Map.of("fs.s3a.bucket." + destination + ".requester.pays.enabled", "true"));

    assertThat(sent.all()).hasSizeGreaterThan(10).allSatisfy(WantedHeadersTest::assertPaid);
  }

  /** A copy is a request to the destination, for both of them. */
  @ParameterizedTest
  @ValueSource(strings = {"dst", "dst--x"})
  void theRequesterPaysForCopiesOfASourceThatWantsIt(String destination) {
    askAll(destination, Map.of("fs.s3a.bucket.src.requester.pays.enabled", "true"));

    List<SdkHttpRequest> copies = sent.all().stream().filter(WantedHeadersTest::copies).toList();
    assertThat(copies).hasSize(2).allSatisfy(WantedHeadersTest::assertPaid);
    assertThat(sent.all())
        .filteredOn(request -> !copies.contains(request))
        .allSatisfy(request -> assertThat(request.firstMatchingHeader(PAYER)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "encryption.algorithm, AES256, AES256, dst",
    "server-side-encryption-algorithm, AES256, AES256, dst--x",
    "bucket.dst.encryption.algorithm, SSE-KMS, aws:kms, dst",
    "encryption.algorithm, SSE-KMS, aws:kms, dst--x",
    "encryption.algorithm, DSSE-KMS, aws:kms:dsse, dst"
  })
  void whatMakesAnObjectAsksForItsEncryptionAndAcl(
      String name, String algorithm, String asked, String destination) {
    boolean keyed = asked.startsWith("aws:kms");
    askAll(
        destination,
        Map.of(
            "fs.s3a." + name,
            algorithm,
            "fs.s3a.encryption.key",
            keyed ? "arn:aws:kms:k" : " ",
            "fs.s3a.acl.default",
            "BucketOwnerFullControl"));

    List<SdkHttpRequest> making =
        sent.all().stream().filter(WantedHeadersTest::makesAnObject).toList();
    assertThat(making)
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.firstMatchingHeader(ENCRYPTION)).contains(asked);
              assertThat(request.firstMatchingHeader(ENCRYPTION + "-aws-kms-key-id"))
                  .isEqualTo(keyed ? Optional.of("arn:aws:kms:k") : Optional.empty());
              assertThat(request.firstMatchingHeader("x-amz-acl"))
                  .contains("bucket-owner-full-control");
              assertSigned(request, ENCRYPTION);
            });
    assertThat(sent.all())
        .filteredOn(request -> !making.contains(request))
        .allSatisfy(request -> assertThat(request.firstMatchingHeader(ENCRYPTION)).isEmpty());
  }

  private static boolean makesAnObject(SdkHttpRequest request) {
    Map<String, List<String>> query = request.rawQueryParameters();
    return copies(request)
        ? !query.containsKey("partNumber")
        : query.containsKey("uploads") && request.method() == SdkHttpMethod.POST;
  }

  private static boolean copies(SdkHttpRequest request) {
    return request.firstMatchingHeader("x-amz-copy-source").isPresent();
  }

  private static void assertPaid(SdkHttpRequest request) {
    assertThat(request.firstMatchingHeader(PAYER)).contains("requester");
    assertSigned(request, PAYER);
  }

  private static void assertSigned(SdkHttpRequest request, String header) {
    assertThat(request.firstMatchingHeader("Authorization").orElseThrow()).contains(header);
  }

  /** Makes every call of a store once; the answers are of no use. */
  private void askAll(String bucketName, Map<String, String> more) {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.s3a.endpoint", "http://store.example");
    configuration.set("fs.s3a.access.key", "AK");
    configuration.set("fs.s3a.secret.key", "SK");
    more.forEach(configuration::set);
    Bucket bucket = new Bucket("s3", bucketName);
    ObjectStore store = store(new HadoopStoreSettings(configuration, "s3a", bucketName));
    ObjectPrefix all = new ObjectPrefix(bucket, "");
    UploadHandle upload = new UploadHandle(bucket.object("k"), "u");
    CopySource source =
        new CopySource(new Bucket("s3", "src").object("s"), ETag.of("0"), Optional.empty());
    List<CompletableFuture<?>> asked =
        List.of(
            store.bucket(bucket).toCompletableFuture(),
            store.list(all, Optional.empty()).toCompletableFuture(),
            store.head(bucket.object("k"), Optional.empty()).toCompletableFuture(),
            store.tags(bucket.object("k"), Optional.empty()).toCompletableFuture(),
            store.writeTags(bucket.object("k"), Map.of("a", "b")).toCompletableFuture(),
            store
                .copyObject(
                    new ObjectCopy(
                        source, bucket.object("k"), Optional.empty(), DestinationRule.REPLACE))
                .toCompletableFuture(),
            store
                .initiate(
                    new UploadRequest(
                        bucket.object("k"), ObjectMetadata.NONE, DestinationRule.REPLACE))
                .toCompletableFuture(),
            store
                .copyPart(new PartCopy(upload, 1, source, new ByteRange(0, 9)))
                .toCompletableFuture(),
            store.parts(upload).toCompletableFuture(),
            store.openUploads(all).toCompletableFuture(),
            store
                .complete(
                    new UploadCompletion(
                        upload,
                        List.of(new UploadedPart(1, ETag.of("a"), 5)),
                        ObjectMetadata.NONE,
                        DestinationRule.REPLACE))
                .toCompletableFuture(),
            store.abort(upload).toCompletableFuture());
    asked.forEach(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(30)));
  }

  private ObjectStore store(HadoopStoreSettings settings) {
    S3Endpoint endpoint = S3Endpoint.of(settings);
    S3Credentials login =
        S3Credentials.of(settings, Runnable::run, Clock.systemUTC(), RealMachine.TIMER);
    WantedHeaders wanted = WantedHeaders.of(settings);
    BucketEndpoints endpoints = new BucketEndpoints(endpoint);
    S3AsyncClient client = S3Connection.client(endpoint, login, wanted, sent, endpoints);
    FrequentCalls calls =
        new RoutedCalls(
            endpoints,
            new DirectCalls(sent, login::ask, wanted, Clock.systemUTC()),
            new SdkCalls(client),
            true);
    return new S3Store(
        S3Profile.of(endpoint, settings),
        new S3Connection(client, calls, sent, new ConnectionThreads()),
        Optional.empty(),
        Clock.systemUTC(),
        new S3Store.Sending(new SentProof(false, false, false), Runnable::run));
  }
}
