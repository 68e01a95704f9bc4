package org.bucketcopy.job.stores.s3;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Made without the SDK's client, which takes longer over a request and its answer than all else
 * that a copy needs, over the same connections.
 */
final class DirectCalls implements FrequentCalls {
  private final S3Exchange exchange;
  private final FrequentCalls sdk;

  /**
   * @param sdk makes the calls for buckets whose names are more than names
   */
  DirectCalls(S3Exchange exchange, FrequentCalls sdk) {
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

  private static boolean isSpecial(CopySource source, ObjectLocation destination) {
    return isSpecial(source.object().bucket()) || isSpecial(destination.bucket());
  }

  @Override
  public CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy) {
    if (isSpecial(copy.source(), copy.destination())) {
      return sdk.copyObject(copy);
    }
    SortedMap<String, String> headers = source(copy.source());
    S3Metadata.classToAsk(copy.storageClass())
        .ifPresent(name -> headers.put("x-amz-storage-class", name));
    if (copy.rule() == DestinationRule.MUST_BE_ABSENT) {
      headers.put("if-none-match", S3Metadata.ANY);
    }
    return put(copy.destination(), new TreeMap<>(), headers);
  }

  @Override
  public CompletableFuture<CopyAnswer> copyPart(PartCopy copy) {
    if (isSpecial(copy.source(), copy.upload().destination())) {
      return sdk.copyPart(copy);
    }
    SortedMap<String, String> query = new TreeMap<>();
    query.put("partNumber", Integer.toString(copy.partNumber()));
    query.put("uploadId", copy.upload().uploadId());
    SortedMap<String, String> headers = source(copy.source());
    headers.put(
        "x-amz-copy-source-range", "bytes=" + copy.range().first() + "-" + copy.range().last());
    return put(copy.upload().destination(), query, headers);
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
    headers.put("x-amz-copy-source-if-match", source.etag().quoted());
    return headers;
  }

  private CompletableFuture<CopyAnswer> put(
      ObjectLocation destination,
      SortedMap<String, String> query,
      SortedMap<String, String> headers) {
    return exchange
        .send(
            new S3Request(
                SdkHttpMethod.PUT,
                destination.bucket(),
                Optional.of(destination.key()),
                query,
                headers))
        .thenApply(
            answer ->
                new CopyAnswer(answer.fields().value("ETag"), answer.header("x-amz-version-id")));
  }

  @Override
  public CompletableFuture<ListingAnswer> list(ListingRequest listing) {
    if (isSpecial(listing.prefix().bucket())) {
      return sdk.list(listing);
    }
    SortedMap<String, String> query = new TreeMap<>();
    query.put("list-type", "2");
    query.put("encoding-type", "url");
    query.put("prefix", listing.prefix().prefix());
    listing.startAfter().ifPresent(key -> query.put("start-after", key));
    listing.pageSize().ifPresent(size -> query.put("max-keys", size.toString()));
    listing.continuation().ifPresent(token -> query.put("continuation-token", token));
    return exchange
        .send(
            new S3Request(
                SdkHttpMethod.GET,
                listing.prefix().bucket(),
                Optional.empty(),
                query,
                new TreeMap<>()))
        .thenApply(answer -> ListingReader.read(answer.body()));
  }
}
