package org.bucketcopy.job.stores.s3;

import com.google.common.base.Throwables;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint.Addressing;
import org.bucketcopy.planner.model.Bucket;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Where each bucket is reached. If the settings name an endpoint, it is there. Otherwise it is
 * where the SDK's client last reached it, so that all that the SDK knows holds here too: the
 * bucket's region, Amazon's partitions, FIPS and dual-stack hosts. Thread-safe.
 */
final class BucketEndpoints implements ExecutionInterceptor {
  private static final Pattern SIGNED_FOR =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=[^ ,]*/(?<region>[^/,*]+)/s3/aws4_request,.*");

  private static final String REGION = "x-amz-bucket-region";

  /** What the SDK's client follows: two to another region, one to the store's clock. */
  private static final Set<String> FOLLOWED =
      Set.of(
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "RequestTimeTooSkewed");

  /** Thrown instead of sending a request to another service. */
  static final class Astray extends RuntimeException {
    private Astray(String message) {
      super(message);
    }
  }

  private final S3Endpoint endpoint;
  private final Optional<KnownEndpoint> configured;
  private final Map<String, KnownEndpoint> reached = new ConcurrentHashMap<>();

  /**
   * @param endpoint what the settings say
   */
  BucketEndpoints(S3Endpoint endpoint) {
    this.endpoint = endpoint;
    this.configured = endpoint.known();
  }

  /** That of {@code bucket}; empty if only the SDK's client can find it. */
  Optional<KnownEndpoint> of(Bucket bucket) {
    return configured.isPresent() ? configured : Optional.ofNullable(reached.get(bucket.name()));
  }

  /**
   * Whether {@code failure} is a refusal of the way in which a request for {@code bucket} was sent
   * and signed, and the SDK's client knows a better one. The request did nothing then, and {@code
   * tried} is forgotten.
   */
  boolean refused(Bucket bucket, KnownEndpoint tried, Throwable failure) {
    boolean elsewhere =
        configured.isEmpty()
            && Throwables.getRootCause(failure) instanceof S3Exception answer
            && isFollowed(answer, tried.region());
    if (elsewhere) {
      reached.remove(bucket.name(), tried);
    }
    return elsewhere;
  }

  private static boolean isFollowed(S3Exception answer, Region tried) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return switch (answer.statusCode() / 100) {
      case 3 -> true;
      case 4 ->
          FOLLOWED.contains(details.errorCode())
              || details
                  .sdkHttpResponse()
                  .firstMatchingHeader(REGION)
                  .filter(region -> !region.equals(tried.id()))
                  .isPresent();
      default -> false;
    };
  }

  /** Whatever leads the SDK elsewhere ends here: nothing is sent. */
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (!endpoint.isOf(context.httpRequest())) {
      throw new Astray(
          "a request for "
              + endpoint.service()
              + " would have gone to "
              + context.httpRequest().host());
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    Optional<String> bucket = context.request().getValueForField("Bucket", String.class);
    Optional<String> key = context.request().getValueForField("Key", String.class);
    bucket
        .filter(name -> configured.isEmpty() && !reached.containsKey(name))
        .flatMap(name -> endpoint(context.httpRequest(), name, key))
        .ifPresent(found -> reached.put(bucket.orElseThrow(), found));
  }

  /** The one by which we would have sent and signed {@code sent} likewise, if there is one. */
  private Optional<KnownEndpoint> endpoint(
      SdkHttpRequest sent, String bucket, Optional<String> key) {
    String label = bucket + ".";
    boolean virtual = sent.host().startsWith(label);
    String host = virtual ? sent.host().substring(label.length()) : sent.host();
    Optional<URI> address =
        Optional.of(URI.create(sent.protocol() + "://" + host + ":" + sent.port()))
            .filter(uri -> uri.getHost() != null);
    Addressing addressing = virtual ? Addressing.VIRTUAL_HOST : Addressing.PATH;
    return address
        .flatMap(uri -> region(sent).map(region -> new KnownEndpoint(uri, region, addressing)))
        .filter(found -> found.reached(sent, bucket, key));
  }

  /** The one that {@code sent} is signed for, if it is signed as ours are, or not at all. */
  private Optional<Region> region(SdkHttpRequest sent) {
    Optional<String> signature = sent.firstMatchingHeader("Authorization");
    if (signature.isEmpty()) {
      return Optional.of(endpoint.region());
    }
    Matcher signed = SIGNED_FOR.matcher(signature.get());
    return signed.matches() ? Optional.of(Region.of(signed.group("region"))) : Optional.empty();
  }
}
