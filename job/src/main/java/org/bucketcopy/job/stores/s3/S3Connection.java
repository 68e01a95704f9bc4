package org.bucketcopy.job.stores.s3;

import io.netty.channel.EventLoopGroup;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.job.stores.s3.direct.DirectCalls;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint;
import org.bucketcopy.job.stores.s3.http.HttpConnections;
import org.bucketcopy.planner.thread.Unawaited;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/**
 * A client of the SDK and the connections under it. Answers complete on the threads that serve the
 * connections, so nobody may wait for another answer where one is handled.
 *
 * @param client makes the requests
 * @param calls makes those that are made most often
 * @param http holds the connections
 * @param threads serve the connections
 */
record S3Connection(
    S3AsyncClient client, FrequentCalls calls, SdkAsyncHttpClient http, EventLoopGroup threads)
    implements AutoCloseable {
  /**
   * How many requests are in flight is the caller's business: that some wait is no failure before
   * the limit of the request.
   */
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofDays(1);

  private static final ProfileFile NO_PROFILES =
      ProfileFile.builder()
          .content(new ByteArrayInputStream(new byte[0]))
          .type(ProfileFile.Type.CONFIGURATION)
          .build();

  /** Only says that an endpoint is set: without one, the SDK looks for one in its surroundings. */
  private static final URI BY_REGION = URI.create("https://s3.amazonaws.com");

  static S3Connection open(
      S3Endpoint endpoint,
      S3Credentials credentials,
      WantedHeaders wanted,
      S3Transport transport,
      InstantSource clock) {
    EventLoopGroup threads = new ConnectionThreads();
    SdkAsyncHttpClient http = bounded(netty(transport, threads), transport.limits());
    BucketEndpoints buckets = new BucketEndpoints(endpoint);
    S3AsyncClient client =
        new InterruptKeepingClient(client(endpoint, credentials, wanted, http, buckets));
    boolean ours = !transport.hasProxy();
    SdkAsyncHttpClient frequent =
        ours ? bounded(new HttpConnections(threads, clock), transport.limits()) : http;
    DirectCalls direct = new DirectCalls(frequent, credentials::ask, wanted, clock);
    FrequentCalls calls = new RoutedCalls(buckets, direct, new SdkCalls(client), ours);
    return new S3Connection(client, calls, http, threads);
  }

  private static SdkAsyncHttpClient bounded(SdkAsyncHttpClient http, RequestLimits limits) {
    return new Utf8HeaderClient(new BoundedClient(http, limits));
  }

  /** What {@code endpoint} says; of what this JVM's surroundings say the SDK hears nothing. */
  private static void address(S3AsyncClientBuilder builder, S3Endpoint endpoint) {
    S3EndpointProvider rules = S3EndpointProvider.defaultProvider();
    builder
        .region(endpoint.region())
        .endpointOverride(endpoint.address().orElse(BY_REGION))
        .forcePathStyle(endpoint.addressing() == KnownEndpoint.Addressing.PATH)
        .crossRegionAccessEnabled(endpoint.crossRegion())
        .fipsEnabled(endpoint.variants().contains(S3Endpoint.Variant.FIPS))
        .dualstackEnabled(endpoint.variants().contains(S3Endpoint.Variant.DUAL_STACK))
        .serviceConfiguration(
            S3Configuration.builder()
                // Without it the SDK reads a body to its end before it sends any of it.
                .chunkedEncodingEnabled(true)
                // Some compatible servers never continue, or say so twice.
                .expectContinueEnabled(endpoint.aws())
                .useArnRegionEnabled(true)
                .multiRegionEnabled(true)
                .build());
    if (endpoint.address().isEmpty()) {
      builder.endpointProvider(
          parameters ->
              rules.resolveEndpoint(parameters.toBuilder().endpoint((String) null).build()));
    }
  }

  /**
   * A client that does not close {@code http}, and reports to {@code buckets} where it finds them.
   */
  static S3AsyncClient client(
      S3Endpoint endpoint,
      S3Credentials credentials,
      WantedHeaders wanted,
      SdkAsyncHttpClient http,
      BucketEndpoints buckets) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .asyncConfiguration(
                async ->
                    async.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .overrideConfiguration(
                override ->
                    override
                        .defaultProfileFile(NO_PROFILES)
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new UntypedUpload())
                        .addExecutionInterceptor(new RawExpires())
                        .addExecutionInterceptor(new ScrubbedXml())
                        .addExecutionInterceptor(new KeptBody())
                        .addExecutionInterceptor(wanted)
                        .addExecutionInterceptor(buckets));
    address(builder, endpoint);
    if (!endpoint.aws()) {
      builder.addPlugin(LegacyMd5Plugin.create());
    }
    return builder.build();
  }

  private static SdkAsyncHttpClient netty(S3Transport transport, EventLoopGroup threads) {
    NettyNioAsyncHttpClient.Builder netty = NettyNioAsyncHttpClient.builder();
    transport.proxy().ifPresent(netty::proxyConfiguration);
    return netty
        .eventLoopGroup(SdkEventLoopGroup.create(threads))
        .maxConcurrency(transport.connections())
        .maxPendingConnectionAcquires(Integer.MAX_VALUE)
        .connectionAcquisitionTimeout(WAIT_FOR_CONNECTION)
        .connectionTimeout(HttpConnections.CONNECT)
        .tlsNegotiationTimeout(HttpConnections.CONNECT)
        .connectionMaxIdleTime(HttpConnections.IDLE)
        .readTimeout(RequestLimits.SILENCE)
        .writeTimeout(RequestLimits.SILENCE)
        .tcpKeepAlive(true)
        .build();
  }

  /** Does not wait for the threads, which the SDK would do for seconds. */
  @Override
  public void close() {
    client.close();
    http.close();
    Unawaited.drop(threads.shutdownGracefully(1, 5, TimeUnit.SECONDS));
  }
}
