package org.bucketcopy.job.stores.s3;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bucketcopy.job.stores.AccessRules;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.stores.Encryption;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.s3.direct.AddedHeaders;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Headers that options and settings ask for: who pays, on every request; encryption and ACL, on
 * those that make an object. Thread-safe.
 */
final class WantedHeaders implements AddedHeaders, ExecutionInterceptor {
  /** Whether the requester pays for requests of a bucket, who has to agree to it. */
  private static final String PAYER = "requester.pays.enabled";

  /** Hadoop's settings of encryption. */
  static final ImmutableSet<String> OF_ENCRYPTION =
      ImmutableSet.of(
          "encryption.algorithm",
          "server-side-encryption-algorithm",
          "encryption.key",
          "server-side-encryption.key");

  private static final String COPY_SOURCE = "x-amz-copy-source";
  private static final String ENCRYPTION = "x-amz-server-side-encryption";

  /** What S3's requests can ask for (docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject). */
  private static final AccessRules RULES =
      new AccessRules(
          "S3",
          Arrays.stream(ObjectCannedACL.values())
              .filter(acl -> acl != ObjectCannedACL.UNKNOWN_TO_SDK_VERSION)
              .map(ObjectCannedACL::toString)
              .toList(),
          List.of(Encryption.Algorithm.AES256, Encryption.Algorithm.KMS),
          /* bucketKeys= */ true);

  private final ImmutableMap<String, String> ofObjects;
  private final Predicate<String> payer;

  private WantedHeaders(Map<String, String> ofObjects, Predicate<String> payer) {
    this.ofObjects = ImmutableMap.copyOf(ofObjects);
    this.payer = payer;
  }

  /** None at all. */
  static WantedHeaders none() {
    return new WantedHeaders(Map.of(), bucket -> false);
  }

  /**
   * Those that the settings ask for.
   *
   * @throws IllegalArgumentException if a setting is wrong, or asks for what a copy cannot do
   */
  static WantedHeaders of(StoreSettings settings) {
    AccessTerms terms = RULES.followed(settings);
    Map<String, String> ofObjects =
        new TreeMap<>(
            terms
                .encryption()
                .map(WantedHeaders::encryption)
                .orElseGet(() -> encryption(settings)));
    terms
        .acl()
        .or(() -> settings.text("acl.default").map(WantedHeaders::acl))
        .ifPresent(acl -> ofObjects.put("x-amz-acl", acl));
    isPaid(settings);
    Map<String, Boolean> paid = new ConcurrentHashMap<>();
    return new WantedHeaders(
        ofObjects, bucket -> paid.computeIfAbsent(bucket, name -> isPaid(settings.ofBucket(name))));
  }

  /** Whether what is written under them has an ETag that is no MD5. */
  boolean hideMd5() {
    return S3Metadata.isEtagOpaque(ofObjects.getOrDefault(ENCRYPTION, ""), "");
  }

  private static boolean isPaid(StoreSettings settings) {
    return AccessTerms.of(settings).requesterPays()
        || S3Endpoint.flag("fs.s3a." + PAYER, settings.text(PAYER)).orElse(false);
  }

  private static Map<String, String> encryption(Encryption wanted) {
    boolean keyed = wanted.algorithm() == Encryption.Algorithm.KMS;
    Map<String, String> headers =
        new TreeMap<>(underKey(keyed ? "aws:kms" : wanted.algorithm().name(), wanted.keyId()));
    if (wanted.bucketKey()) {
      headers.put(ENCRYPTION + "-bucket-key-enabled", "true");
    }
    return headers;
  }

  /** What Hadoop's settings say of encryption, as they spell it. */
  static Optional<String> algorithm(StoreSettings settings) {
    return settings
        .text("encryption.algorithm")
        .or(() -> settings.text("server-side-encryption-algorithm"));
  }

  private static Map<String, String> encryption(StoreSettings settings) {
    String name = "encryption.algorithm";
    Optional<String> algorithm = algorithm(settings);
    Optional<Secret> key =
        settings.secret("encryption.key").or(() -> settings.secret("server-side-encryption.key"));
    if (algorithm.isEmpty()) {
      return Map.of();
    }
    return switch (algorithm.orElseThrow()) {
      case "AES256" -> Map.of(ENCRYPTION, "AES256");
      case "SSE-KMS" -> underKey("aws:kms", key.map(Secret::value));
      case "DSSE-KMS" -> underKey("aws:kms:dsse", key.map(Secret::value));
      default ->
          throw new IllegalArgumentException(
              "fs.s3a."
                  + name
                  + " is "
                  + algorithm.orElseThrow()
                  + ": copies are encrypted by AES256, SSE-KMS, DSSE-KMS or as the bucket says;"
                  + " objects whose keys the client holds (SSE-C, CSE) cannot be copied");
    };
  }

  private static Map<String, String> underKey(String algorithm, Optional<String> key) {
    ImmutableMap.Builder<String, String> headers = ImmutableMap.builder();
    headers.put(ENCRYPTION, algorithm);
    key.ifPresent(id -> headers.put(ENCRYPTION + "-aws-kms-key-id", id));
    return headers.buildOrThrow();
  }

  /** Hadoop writes {@code BucketOwnerFullControl}. */
  private static String acl(String text) {
    String canned = CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_HYPHEN, text);
    boolean known =
        Arrays.stream(ObjectCannedACL.values()).anyMatch(acl -> acl.toString().equals(canned));
    checkArgument(
        known, "fs.s3a.acl.default must be like BucketOwnerFullControl, not \"%s\"", text);
    return canned;
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    Optional<String> source = request.firstMatchingHeader(COPY_SOURCE);
    Map<String, ?> query = request.rawQueryParameters();
    boolean makesObject =
        (source.isPresent() && !query.containsKey("partNumber"))
            || (request.method() == SdkHttpMethod.POST && query.containsKey("uploads"))
            || context.request() instanceof PutObjectRequest;
    Map<String, String> wanted = wanted(makesObject, bucket(context.request()), source);
    return wanted.isEmpty()
        ? request
        : request.toBuilder().applyMutation(headers -> wanted.forEach(headers::putHeader)).build();
  }

  private static String bucket(SdkRequest request) {
    return Stream.of("Bucket", "DestinationBucket")
        .flatMap(field -> request.getValueForField(field, String.class).stream())
        .findFirst()
        .orElse("");
  }

  @Override
  public Map<String, String> wanted(
      boolean makesObject, String bucket, Optional<String> copySource) {
    Map<String, String> headers = new TreeMap<>(makesObject ? ofObjects : Map.of());
    Optional<String> source = copySource.map(WantedHeaders::bucketOf);
    if (payer.test(bucket) || source.filter(payer).isPresent()) {
      headers.put("x-amz-request-payer", "requester");
    }
    return headers;
  }

  private static String bucketOf(String copySource) {
    int start = copySource.startsWith("/") ? 1 : 0;
    int end = copySource.indexOf('/', start);
    return end < 0 ? copySource : copySource.substring(start, end);
  }
}
