package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bucketcopy.job.stores.AskedBytes;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.listing.Dialect;
import org.bucketcopy.job.stores.listing.PageRequest;
import org.bucketcopy.job.stores.s3.direct.CopyAnswer;
import org.bucketcopy.job.stores.s3.direct.DirectCalls;
import org.bucketcopy.job.stores.s3.direct.ListingRequest;
import org.bucketcopy.job.stores.s3.direct.SentAnswer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.CopyDirectives;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.OddKey;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** What goes past the SDK's client is what the SDK would have sent, signed as it signs. */
class DirectCallsTest {
  private static final ETag TAG = ETag.of("0123");

  /** A small body need not wait to be asked for. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of("authorization", "x-amz-date", "user-agent", "expect");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
  private static final Map<String, String> SENT =
      Map.of(
          "Content-Type", "text/x",
          "content-md5", "VaUUgP9sVeHxmjrHlEDLDg==",
          "Cache-Control", "no-store",
          "x-amz-meta-owner", "me",
          "if-none-match", "*");
  private static final Map<String, String> CARRIED = Map.of("content-encoding", "gzip");
  private static final S3Call PART = S3Call.of(StoreOperation.UPLOAD_PART, "s3://dst/k");
  private static final S3Call READ = S3Call.of(StoreOperation.READ_RANGE, "s3://dst/k");
  private static final String COPIED = "<CopyResult><ETag>&quot;e&quot;</ETag></CopyResult>";
  private static final String LISTED =
      "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"x\"><IsTruncated>true</IsTruncated>"
          + "<Contents><Key>a%20b%2B+c</Key><LastModified>2025-01-02T03:04:05.678Z</LastModified>"
          + "<ETag>&quot;e&quot;</ETag><Size>3</Size><StorageClass>GLACIER</StorageClass>"
          + "<Owner><ID>o</ID></Owner></Contents>"
          + "<Contents><Key>d&amp;</Key><LastModified>2025-01-02T03:04:05Z</LastModified>"
          + "<ETag>f</ETag><Size>0</Size></Contents>"
          + "<EncodingType>url</EncodingType>"
          + "<NextContinuationToken>t</NextContinuationToken></ListBucketResult>";

  @ParameterizedTest
  @EnumSource(OddKey.class)
  void everyKeyIsSentAndSignedAsByTheSdk(OddKey odd) {
    MapSettings settings = settings("http://store.example:9000", true);
    String source = odd.under(new ObjectPrefix(bucket("src"), "s/"), StoreLimits.S3).key();
    String key = odd.under(new ObjectPrefix(bucket("dst"), "d/"), StoreLimits.S3).key();

    checkAll(settings, bucket("src"), bucket("dst"), source, key);
  }

  @ParameterizedTest
  @CsvSource({
    "http://store.example, dst",
    "http://store.example, d.s.t",
    "https://store.example, d.s.t",
    "https://store.example:443/, dst",
    "https://store.example:8443/base/, dst",
    "https://store.example/, D_st",
    "http://127.0.0.1:80, dst",
    "https://s3.eu-west-1.amazonaws.com, dst"
  })
  void everyAddressIsThatOfTheSdk(String endpoint, String destination) {
    for (boolean path : new boolean[] {true, false}) {
      checkAll(settings(endpoint, path), bucket("src"), bucket(destination), "a b", "c//d ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, dst, eu-west-1",
    "eu-west-1, dst, us-east-1",
    "us-east-1, dst, us-east-1",
    "us-east-1, dst, me-central-1",
    "us-east-1, d.s.t, eu-west-1",
    "us-east-1, D_st, us-east-1",
    "cn-north-1, dst, cn-northwest-1",
    "us-gov-west-1, dst, us-gov-east-1",
    "eu-west-1, point-abcdefghijklmnopqrstuvwxyz0123456-s3alias, eu-west-1"
  })
  void everyBucketIsAskedWhereTheSdkFindsIt(String region, String destination, String home) {
    for (String path : List.of("true", "false")) {
      MapSettings settings =
          settings("s3.amazonaws.com", true)
              .with("endpoint.region", region)
              .with("path.style.access", path);
      checkAll(settings, Optional.of(home), bucket("src"), bucket(destination), "a b", "c//d ");
    }
  }

  @Test
  void theSdksOwnConfigurationOfHostsIsFollowed() {
    for (String flag : List.of("aws.useFipsEndpoint", "aws.useDualstackEndpoint")) {
      System.setProperty(flag, "true");
      try {
        checkAll(
            settings("s3.amazonaws.com", false).with("endpoint.region", "us-west-1"),
            Optional.of("us-west-2"),
            bucket("src"),
            bucket("dst"),
            "k",
            "k");
      } finally {
        System.clearProperty(flag);
      }
    }
  }

  private static void checkAll(
      MapSettings settings, Bucket source, Bucket destination, String sourceKey, String key) {
    checkAll(settings, Optional.empty(), source, destination, sourceKey, key);
  }

  private static CopyDirectives tagged() {
    return new CopyDirectives(Optional.empty(), Optional.of(Map.of("cost centre", "a+b/\u00fc")));
  }

  private static ObjectMetadata given() {
    return new ObjectMetadata(
        Map.of(ContentHeader.CONTENT_TYPE, "text/csv", ContentHeader.EXPIRES, "0"),
        Map.of("name", "gr\u00f6\u00dfe"),
        Map.of("not", "said"),
        Optional.of("NOT_SAID"));
  }

  /**
   * @param home the region of the destination's bucket; empty if it has none
   */
  private static void checkAll(
      MapSettings settings,
      Optional<String> home,
      Bucket source,
      Bucket destination,
      String sourceKey,
      String key) {
    for (Optional<String> version : List.of(Optional.<String>empty(), Optional.of("v+1/="))) {
      CopySource from = new CopySource(source.object(sourceKey), TAG, version);
      check(
          settings,
          answers(COPIED, home),
          destination,
          calls ->
              calls.copyObject(
                  new ObjectCopy(
                      from,
                      destination.object(key),
                      version,
                      DestinationRule.MUST_BE_ABSENT,
                      version.isPresent()
                          ? new CopyDirectives(Optional.of(given()), Optional.of(Map.of()))
                          : tagged())));
      check(
          settings,
          answers(COPIED, home),
          destination,
          calls ->
              calls
                  .copyPart(
                      new PartCopy(
                          new UploadHandle(destination.object(key), "u+/ ="),
                          7,
                          from,
                          new ByteRange(5, 14)))
                  .thenApply(CopyAnswer::etag));
      check(
          settings,
          answers("", home),
          destination,
          calls ->
              calls.putObject(
                  destination.object(key), SENT, AsyncRequestBody.fromBytes(new byte[] {1})));
      for (AskedBytes asked : List.of(AskedBytes.of(new ByteRange(5, 14)), AskedBytes.ofAll(0))) {
        check(
            settings,
            answers("", home),
            destination,
            calls ->
                calls
                    .get(READ, new CopySource(destination.object(key), TAG, version), asked)
                    .thenApply(opened -> opened.headers().statusCode()));
      }
      for (SentBody body : bodies()) {
        check(
            settings,
            answers("", home),
            destination,
            calls -> calls.putObject(destination.object(key), CARRIED, body));
        check(
            settings,
            answers("", home),
            destination,
            calls ->
                calls
                    .uploadPart(
                        new PartUpload(new UploadHandle(destination.object(key), "u+/ ="), 7), body)
                    .thenApply(SentAnswer::etag));
      }
      for (Dialect dialect : Dialect.values()) {
        check(
            settings,
            answers(LISTED, home),
            destination,
            calls ->
                calls.list(
                    new ListingRequest(
                        new PageRequest(
                            new ObjectPrefix(destination, version.orElse("")),
                            dialect,
                            Optional.of(key),
                            version),
                        version.map(String::length))));
      }
    }
  }

  /** One with its checksum after it, in one chunk, and one without. */
  private static List<SentBody> bodies() {
    return Stream.of(List.of(ChecksumAlgorithm.CRC32C), List.<ChecksumAlgorithm>of())
        .map(made -> new SentBody(TestBody.of(new byte[10]), made, PART, Runnable::run))
        .toList();
  }

  private static SentRequests answers(String body, Optional<String> home) {
    return new SentRequests(
        request ->
            home.filter(region -> !SentRequests.isSignedFor(region, request))
                .map(region -> SentRequests.elsewhere(301, "PermanentRedirect", region))
                .orElseGet(() -> SentRequests.success(body)));
  }

  private static <T> void check(
      MapSettings settings,
      SentRequests sent,
      Bucket bucket,
      Function<FrequentCalls, CompletableFuture<T>> call) {
    S3Endpoint endpoint = S3Endpoint.of(settings);
    S3Credentials login =
        S3Credentials.of(settings, Runnable::run, Clock.systemUTC(), RealMachine.TIMER);
    BucketEndpoints endpoints = new BucketEndpoints(endpoint);
    WantedHeaders wanted = WantedHeaders.of(settings);
    S3AsyncClient client = S3Connection.client(endpoint, login, wanted, sent, endpoints);
    FrequentCalls sdk = new SdkCalls(client);
    FrequentCalls direct =
        new RoutedCalls(
            endpoints, new DirectCalls(sent, login::ask, wanted, Clock.systemUTC()), sdk, true);

    T expected = call.apply(sdk).join();
    SdkHttpRequest model = sent.last();
    assertThat(call.apply(direct).join()).isEqualTo(expected);
    SdkHttpRequest request = sent.last();

    assertThat(SentRequests.isOfTheSdk(model)).isTrue();
    assertThat(SentRequests.isOfTheSdk(request)).isFalse();
    assertThat(request.method()).isEqualTo(model.method());
    assertThat(address(request)).isEqualTo(address(model));
    assertThat(request.rawQueryParameters()).isEqualTo(model.rawQueryParameters());
    assertThat(headers(request)).isEqualTo(headers(model));
    String region = endpoints.of(bucket).orElseThrow().region().id();
    if (request.firstMatchingHeader("x-amz-trailer").isPresent()) {
      return; // the servers of other tests check these signatures
    }
    for (SdkHttpRequest signed : List.of(model, request)) {
      assertThat(signature(login.resolveCredentials(), region, signed))
          .isEqualTo(signed.firstMatchingHeader("Authorization").orElseThrow());
    }
  }

  private static String address(SdkHttpRequest request) {
    String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
    return request.protocol() + " " + request.host() + " " + request.port() + " " + path;
  }

  /** The headers that tell the store what to do. */
  private static Map<String, String> headers(SdkHttpRequest request) {
    SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    headers
        .keySet()
        .removeIf(
            name ->
                OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))
                    || name.startsWith("amz-sdk"));
    return headers;
  }

  /** The signature of what was signed of {@code sent}, at its time. */
  private static String signature(AwsCredentials login, String region, SdkHttpRequest sent) {
    String names =
        sent.firstMatchingHeader("Authorization").orElseThrow().replaceAll(".*Headers=|,.*", "");
    SdkHttpRequest.Builder message = sent.toBuilder().clearHeaders();
    for (String name : Splitter.on(';').split(names)) {
      message.putHeader(name, sent.matchingHeaders(name));
    }
    Instant time = TIME.parse(sent.firstMatchingHeader("x-amz-date").orElseThrow(), Instant::from);
    return AwsV4HttpSigner.create()
        .sign(
            SignRequest.builder(login)
                .request(message.build())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC))
                .build())
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }

  private static Bucket bucket(String name) {
    return new Bucket("s3", name);
  }

  private static MapSettings settings(String endpoint, boolean path) {
    return new MapSettings(
        Map.of(
            "endpoint", endpoint,
            "path.style.access", Boolean.toString(path),
            "access.key", "AK",
            "secret.key", "SK",
            "session.token", "ST"));
  }
}
