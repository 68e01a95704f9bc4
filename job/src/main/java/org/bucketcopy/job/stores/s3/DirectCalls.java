package org.bucketcopy.job.stores.s3;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.listing.Dialect;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PageRequest;
import org.bucketcopy.job.stores.listing.XmlFields;
import org.bucketcopy.job.stores.listing.XmlPages;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.TaggingDirective;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Made without the SDK's client, which takes longer over a request and its answer than all else
 * that a copy needs, over the same connections.
 */
final class DirectCalls implements FrequentCalls {
  private final BucketEndpoints endpoints;
  private final S3Exchange exchange;
  private final FrequentCalls sdk;

  /**
   * @param endpoints where buckets are
   * @param sdk makes the calls for all others, and for buckets whose names are more than names
   */
  DirectCalls(BucketEndpoints endpoints, S3Exchange exchange, FrequentCalls sdk) {
    this.endpoints = endpoints;
    this.exchange = exchange;
    this.sdk = sdk;
  }

  /**
   * Whether a bucket is at an address of its own, or is signed for in its own way: ARNs have
   * colons, and the names of directory buckets and of Outposts end in two hyphens and their kind.
   */
  private static boolean isSpecial(Bucket bucket) {
    return bucket.name().indexOf(':') >= 0 || bucket.name().contains("--");
  }

  /** By the SDK if it is not known where {@code bucket} is, or if what is known is wrong by now. */
  private <T> CompletableFuture<T> made(
      Bucket bucket,
      Function<S3Endpoint, CompletableFuture<T>> directly,
      Supplier<CompletableFuture<T>> bySdk) {
    Optional<S3Endpoint> known = isSpecial(bucket) ? Optional.empty() : endpoints.of(bucket);
    return known
        .map(
            endpoint ->
                directly
                    .apply(endpoint)
                    .exceptionallyCompose(
                        failure ->
                            endpoints.refused(bucket, endpoint, failure)
                                ? bySdk.get()
                                : CompletableFuture.failedFuture(failure)))
        .orElseGet(bySdk);
  }

  @Override
  public CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy) {
    if (isSpecial(copy.source().object().bucket())) {
      return sdk.copyObject(copy);
    }
    SortedMap<String, String> headers = source(copy.source());
    S3Metadata.classToAsk(copy.storageClass())
        .ifPresent(name -> headers.put("x-amz-storage-class", name));
    if (copy.rule() == DestinationRule.MUST_BE_ABSENT) {
      headers.put("if-none-match", S3Metadata.ANY);
    }
    if (copy.tagging() == TaggingDirective.NONE) {
      headers.put("x-amz-tagging-directive", "REPLACE");
    }
    return made(
        copy.destination().bucket(),
        endpoint -> put(endpoint, copy.destination(), new TreeMap<>(), headers),
        () -> sdk.copyObject(copy));
  }

  @Override
  public CompletableFuture<CopyAnswer> copyPart(PartCopy copy) {
    if (isSpecial(copy.source().object().bucket())) {
      return sdk.copyPart(copy);
    }
    ObjectLocation destination = copy.upload().destination();
    SortedMap<String, String> query = new TreeMap<>();
    query.put("partNumber", Integer.toString(copy.partNumber()));
    query.put("uploadId", copy.upload().uploadId());
    SortedMap<String, String> headers = source(copy.source());
    headers.put(
        "x-amz-copy-source-range", "bytes=" + copy.range().first() + "-" + copy.range().last());
    return made(
        destination.bucket(),
        endpoint -> put(endpoint, destination, query, headers),
        () -> sdk.copyPart(copy));
  }

  private static SortedMap<String, String> source(CopySource source) {
    SortedMap<String, String> headers = new TreeMap<>();
    ObjectLocation object = source.object();
    String version =
        source.versionId().map(id -> "?versionId=" + S3Encoding.PATH.escape(id)).orElse("");
    headers.put(
        "x-amz-copy-source",
        S3Encoding.VALUE.escape(object.bucket().name())
            + "/"
            + S3Encoding.PATH.escape(object.key())
            + version);
    source.ifMatch().ifPresent(etag -> headers.put("x-amz-copy-source-if-match", etag));
    return headers;
  }

  private CompletableFuture<CopyAnswer> put(
      S3Endpoint endpoint,
      ObjectLocation destination,
      SortedMap<String, String> query,
      SortedMap<String, String> headers) {
    return exchange
        .send(
            endpoint,
            new S3Request(
                SdkHttpMethod.PUT,
                destination.bucket(),
                Optional.of(destination.key()),
                query,
                headers))
        .thenApply(
            answer -> {
              XmlFields made = answer.fields();
              return new CopyAnswer(
                  made.value("ETag"),
                  answer.header("x-amz-version-id"),
                  made.value("LastModified").isPresent());
            });
  }

  @Override
  public CompletableFuture<ObjectPage> list(ListingRequest listing) {
    Bucket bucket = listing.page().prefix().bucket();
    S3Request request =
        new S3Request(SdkHttpMethod.GET, bucket, Optional.empty(), query(listing), new TreeMap<>());
    return made(
        bucket,
        endpoint ->
            exchange.send(endpoint, request).thenApply(answer -> answer.page(XmlPages::objects)),
        () -> sdk.list(listing));
  }

  private static SortedMap<String, String> query(ListingRequest listing) {
    PageRequest page = listing.page();
    SortedMap<String, String> query = new TreeMap<>();
    query.put("encoding-type", "url");
    query.put("prefix", page.prefix().prefix());
    listing.pageSize().ifPresent(size -> query.put("max-keys", size.toString()));
    if (page.dialect() == Dialect.MARKER) {
      page.after().ifPresent(key -> query.put("marker", key));
    } else {
      query.put("list-type", "2");
      page.after().ifPresent(key -> query.put("start-after", key));
      page.token().ifPresent(token -> query.put("continuation-token", token));
    }
    return query;
  }
}
