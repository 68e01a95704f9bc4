package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.s3.direct.CopyAnswer;
import org.bucketcopy.job.stores.s3.direct.DirectCalls;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint;
import org.bucketcopy.job.stores.s3.direct.S3Answer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.endpoints.EndpointUrl;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The SDK's client is asked whenever it knows better, and only then. */
class BucketEndpointsTest {
  private static final S3Answer COPIED =
      SentRequests.success("<CopyResult><ETag>&quot;e&quot;</ETag></CopyResult>");
  private static final CopyAnswer NONE =
      new CopyAnswer(Optional.empty(), Optional.empty(), false, ContentChecksums.NONE);
  private static final Bucket DESTINATION = new Bucket("s3", "dst");
  private static final MapSettings AWS =
      new MapSettings(
          Map.of("endpoint.region", "eu-west-1", "access.key", "AK", "secret.key", "SK"));

  @TempDir Path directory;
  private final Deque<S3Answer> answers = new ArrayDeque<>();
  private final SentRequests sent =
      new SentRequests(request -> answers.isEmpty() ? COPIED : answers.remove());

  /** A store without connections. */
  private record Store(S3AsyncClient client, BucketEndpoints endpoints, FrequentCalls calls) {
    static Store open(MapSettings settings, SentRequests sent) {
      S3Endpoint endpoint = S3Endpoint.of(settings);
      S3Credentials login =
          S3Credentials.of(settings, Runnable::run, Clock.systemUTC(), RealMachine.TIMER);
      BucketEndpoints endpoints = new BucketEndpoints(endpoint);
      WantedHeaders none = WantedHeaders.none();
      S3AsyncClient client = S3Connection.client(endpoint, login, none, sent, endpoints);
      DirectCalls direct = new DirectCalls(sent, login::ask, none, Clock.systemUTC());
      return new Store(
          client, endpoints, new RoutedCalls(endpoints, direct, new SdkCalls(client), true));
    }

    CompletableFuture<CopyAnswer> copy(Bucket destination) {
      return calls.copyObject(
          new ObjectCopy(
              new CopySource(DESTINATION.object("s"), ETag.of("0"), Optional.empty()),
              destination.object("k"),
              Optional.empty(),
              DestinationRule.MUST_BE_ABSENT));
    }
  }

  private void willAnswer(S3Answer... next) {
    answers.addAll(Arrays.asList(next));
  }

  @Test
  void theFirstSuccessOfTheClientTellsWhereABucketIs() {
    Store store = Store.open(AWS, sent);
    willAnswer(SentRequests.refusal(503, "SlowDown"));

    assertThat(store.copy(DESTINATION)).isCompletedExceptionally();
    store.client().headBucket(request -> request.bucket("dst")).join();
    assertThat(sent.all()).hasSize(2);
    store.copy(DESTINATION).join();

    assertThat(sent.all()).hasSize(3);
    assertThat(SentRequests.isOfTheSdk(sent.last())).isFalse();
    assertThat(sent.last().host()).isEqualTo("dst.s3.eu-west-1.amazonaws.com");
    store.copy(new Bucket("s3", "other")).join();
    assertThat(SentRequests.isOfTheSdk(sent.last())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "301, PermanentRedirect",
    "307, TemporaryRedirect",
    "400, AuthorizationHeaderMalformed",
    "400, IllegalLocationConstraintException",
    "403, AccessDenied"
  })
  void aBucketThatIsElsewhereByNowIsFoundByTheSdk(int status, String code) {
    Store store = known(AWS);
    S3Answer elsewhere = SentRequests.elsewhere(status, code, "us-west-2");
    willAnswer(elsewhere, elsewhere);

    assertThat(store.copy(DESTINATION).join().etag()).contains("\"e\"");
    assertThat(SentRequests.isOfTheSdk(sent.last())).isTrue();
    store.copy(DESTINATION).join();

    assertThat(sent.all()).hasSize(5);
    assertThat(SentRequests.isOfTheSdk(sent.last())).isFalse();
    assertThat(sent.last().host()).isEqualTo("dst.s3.us-west-2.amazonaws.com");
    assertThat(SentRequests.isSignedFor("us-west-2", sent.last())).isTrue();
  }

  @Test
  void aLateAnswerDoesNotUndoWhatWasFoundSince() {
    Store store = known(AWS);
    KnownEndpoint former = store.endpoints().of(DESTINATION).orElseThrow();
    S3Answer elsewhere = SentRequests.elsewhere(301, "PermanentRedirect", "us-west-2");
    willAnswer(elsewhere, elsewhere);
    store.copy(DESTINATION).join();
    KnownEndpoint found = store.endpoints().of(DESTINATION).orElseThrow();

    Throwable late = catchThrowable(elsewhere::accepted);

    assertThat(store.endpoints().refused(DESTINATION, former, late)).isTrue();
    assertThat(store.endpoints().of(DESTINATION)).contains(found);
  }

  @Test
  void aSkewedClockIsTheSdksBusiness() {
    Store store = known(AWS);
    willAnswer(SentRequests.refusal(403, "RequestTimeTooSkewed"));

    store.copy(DESTINATION).join();

    assertThat(SentRequests.isOfTheSdk(sent.last())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequest",
    "403, AccessDenied",
    "404, NoSuchBucket",
    "412, PreconditionFailed",
    "500, InternalError",
    "503, SlowDown"
  })
  void otherRefusalsAreAnswers(int status, String code) {
    Store store = known(AWS);
    willAnswer(SentRequests.elsewhere(status, code, "eu-west-1"));

    assertRefused(store.copy(DESTINATION), status);
    assertThat(sent.all()).hasSize(2);
    store.copy(DESTINATION).join();
    assertThat(SentRequests.isOfTheSdk(sent.last())).isFalse();
  }

  @Test
  void anEndpointOfTheSettingsIsTheOnlyOne() {
    Store store = Store.open(AWS.with("endpoint", "s3.eu-west-1.amazonaws.com"), sent);
    willAnswer(SentRequests.elsewhere(301, "PermanentRedirect", "us-west-2"));

    assertRefused(store.copy(DESTINATION), 301);
    assertThat(sent.all()).hasSize(1);
    assertThat(SentRequests.isOfTheSdk(sent.last())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:eu-west-1:123456789012:accesspoint:point",
        "dst--usw2-az1--x-s3",
        "point-o01234567890abcdefghijklmnopqr--op-s3"
      })
  void whatIsReachedInAnotherWayStaysWithTheSdk(String name) {
    Store store = Store.open(AWS, sent);
    Bucket bucket = new Bucket("s3", name);

    store.copy(bucket).exceptionally(failure -> NONE).join();
    store.copy(bucket).exceptionally(failure -> NONE).join();

    assertThat(sent.all()).allMatch(SentRequests::isOfTheSdk);
  }

  @ParameterizedTest
  @CsvSource({
    "aws.endpointUrlS3, http://store.example:9000/base",
    "aws.endpointUrl, http://store.example",
    "aws.useFipsEndpoint, true",
    "aws.useDualstackEndpoint, true",
    "aws.region, us-west-2",
    "aws.profile, elsewhere"
  })
  void theSdkFollowsNothingButTheSettings(String property, String value) throws IOException {
    Path config = Files.createFile(directory.resolve("config"));
    Files.writeString(
        config, "[profile elsewhere]\nendpoint_url = http://store.example\nregion = us-west-2\n");
    System.setProperty("aws.configFile", config.toString());
    System.setProperty(property, value);
    try {
      known(AWS).copy(DESTINATION).join();
    } finally {
      System.clearProperty(property);
      System.clearProperty("aws.configFile");
    }

    assertThat(sent.all()).extracting(SentRequests::isOfTheSdk).containsExactly(true, false);
    assertThat(sent.all())
        .allMatch(request -> request.getUri().getHost().equals("dst.s3.eu-west-1.amazonaws.com"))
        .allMatch(request -> SentRequests.isSignedFor("eu-west-1", request));
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, dst.s3-fips.eu-west-1.amazonaws.com",
    "false, true, dst.s3.dualstack.eu-west-1.amazonaws.com",
    "true, true, dst.s3-fips.dualstack.eu-west-1.amazonaws.com"
  })
  void amazonsOtherEndpointsAreReached(String fips, String dualStack, String host) {
    known(AWS.with("endpoint.fips", fips).with("bucketcopy.dual-stack", dualStack))
        .copy(DESTINATION)
        .join();

    assertThat(sent.all()).hasSize(2).allMatch(request -> request.host().equals(host));
  }

  @ParameterizedTest
  @CsvSource({
    "s3.amazonaws.com, https://s3.cn-north-1.amazonaws.com.cn",
    "s3.amazonaws.com, http://s3.eu-west-1.amazonaws.com",
    "https://store.example, https://store.example:9000",
    "https://store.example, http://store.example:443",
    "https://store.example, https://notstore.example"
  })
  void whateverLeadsTheSdkElsewhereNothingIsSentThere(String endpoint, String elsewhere) {
    Store store = Store.open(AWS.with("endpoint", endpoint), sent);
    S3EndpointProvider redirection =
        parameters ->
            CompletableFuture.completedFuture(
                Endpoint.builder().endpointUrl(EndpointUrl.fromString(elsewhere)).build());

    CompletableFuture<HeadBucketResponse> head =
        store
            .client()
            .headBucket(
                request ->
                    request
                        .bucket("dst")
                        .overrideConfiguration(with -> with.endpointProvider(redirection)));

    Throwable failure = catchThrowable(head::join);
    StoreFault fault =
        S3Faults.exception(S3Call.of(StoreOperation.HEAD_BUCKET, DESTINATION), failure).fault();
    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.INVALID);
    assertThat(fault.message()).contains("would have gone to " + URI.create(elsewhere).getHost());
    assertThat(sent.all()).isEmpty();
  }

  @Test
  void withoutALoginNothingIsSigned() {
    Store store =
        known(
            new MapSettings(
                Map.of(
                    "endpoint.region",
                    "eu-west-1",
                    "aws.credentials.provider",
                    "AnonymousAWSCredentialsProvider")));

    store.copy(DESTINATION).join();

    SdkHttpRequest request = sent.last();
    assertThat(SentRequests.isOfTheSdk(request)).isFalse();
    assertThat(request.host()).isEqualTo("dst.s3.eu-west-1.amazonaws.com");
    assertThat(request.firstMatchingHeader("authorization")).isEmpty();
  }

  /** A store that knows where the destination is. */
  private Store known(MapSettings settings) {
    Store store = Store.open(settings, sent);
    store.client().headBucket(request -> request.bucket("dst")).join();
    return store;
  }

  private static void assertRefused(CompletableFuture<CopyAnswer> copy, int status) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(copy::join)
        .havingCause()
        .isInstanceOfSatisfying(
            S3Exception.class, refusal -> assertThat(refusal.statusCode()).isEqualTo(status));
  }
}
