package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.s3.FrequentCalls.CopyAnswer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The SDK's client is asked whenever it knows better, and only then. */
class BucketEndpointsTest {
  private static final S3Answer COPIED =
      SentRequests.success("<CopyResult><ETag>&quot;e&quot;</ETag></CopyResult>");
  private static final CopyAnswer NONE = new CopyAnswer(Optional.empty(), Optional.empty());
  private static final Bucket DESTINATION = new Bucket("s3", "dst");
  private static final MapSettings AWS =
      new MapSettings(
          Map.of("endpoint.region", "eu-west-1", "access.key", "AK", "secret.key", "SK"));

  private final Deque<S3Answer> answers = new ArrayDeque<>();
  private final SentRequests sent =
      new SentRequests(request -> answers.isEmpty() ? COPIED : answers.remove());

  /** A store without connections. */
  private record Store(S3AsyncClient client, BucketEndpoints endpoints, FrequentCalls calls) {
    static Store open(MapSettings settings, SentRequests sent) {
      S3Endpoint endpoint = S3Endpoint.of(settings);
      S3Credentials login = S3Credentials.of(settings);
      BucketEndpoints endpoints = new BucketEndpoints(endpoint);
      S3AsyncClient client = S3Connection.client(endpoint, login, sent, endpoints);
      return new Store(client, endpoints, S3Connection.calls(endpoints, login, client, sent));
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
    S3Endpoint former = store.endpoints().of(DESTINATION).orElseThrow();
    S3Answer elsewhere = SentRequests.elsewhere(301, "PermanentRedirect", "us-west-2");
    willAnswer(elsewhere, elsewhere);
    store.copy(DESTINATION).join();
    S3Endpoint found = store.endpoints().of(DESTINATION).orElseThrow();

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
  @CsvSource({"http://store.example:9000, true", "http://store.example:9000/base, false"})
  void anEndpointOfTheSdksOwnConfigurationIsFollowedIfItCanBe(String url, boolean direct) {
    System.setProperty("aws.endpointUrlS3", url);
    try {
      Store store = known(AWS);
      store.copy(DESTINATION).join();
    } finally {
      System.clearProperty("aws.endpointUrlS3");
    }

    assertThat(SentRequests.isOfTheSdk(sent.last())).isEqualTo(!direct);
    assertThat(sent.last().getUri()).asString().startsWith(url.replace("//", "//dst."));
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
