package org.bucketcopy.job.stores.s3.direct;

import com.google.common.base.Ascii;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.listing.ChecksumText;
import org.bucketcopy.job.stores.listing.Dialect;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PageRequest;
import org.bucketcopy.job.stores.listing.XmlFields;
import org.bucketcopy.job.stores.listing.XmlPages;
import org.bucketcopy.job.stores.s3.http.StreamedContent;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.UploadHandle;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * The calls that a run makes once for each object, part or page, made without the SDK's client over
 * its connections. Each fails as the SDK's client does, or with what {@code credentials} failed
 * with. Completes on the thread that serves the connection. Thread-safe.
 */
public final class DirectCalls {
  /** In a condition: whatever is there. */
  private static final String ANY = "*";

  private final S3Exchange exchange;

  /**
   * @param http holds the connections
   * @param credentials asks for what to sign with
   * @param added to every request
   * @param clock dates each request
   */
  public DirectCalls(
      SdkAsyncHttpClient http,
      Supplier<CompletableFuture<AwsCredentials>> credentials,
      AddedHeaders added,
      InstantSource clock) {
    this.exchange = new S3Exchange(http, credentials, added, clock);
  }

  /**
   * Copies an object to a bucket that is at {@code endpoint}.
   *
   * @param carried say what the copy carries
   */
  public CompletableFuture<CopyAnswer> copyObject(
      KnownEndpoint endpoint, ObjectCopy copy, Map<String, String> carried) {
    SortedMap<String, String> headers = source(copy.source());
    headers.putAll(lowerCased(carried));
    if (copy.rule() == DestinationRule.MUST_BE_ABSENT) {
      headers.put("if-none-match", ANY);
    }
    return put(endpoint, copy.destination(), new TreeMap<>(), headers);
  }

  /** Copies a part to a bucket that is at {@code endpoint}. */
  public CompletableFuture<CopyAnswer> copyPart(KnownEndpoint endpoint, PartCopy copy) {
    SortedMap<String, String> headers = source(copy.source());
    if (!copy.whole()) {
      headers.put("x-amz-copy-source-range", copy.range().header());
    }
    return put(
        endpoint, copy.upload().destination(), query(copy.upload(), copy.partNumber()), headers);
  }

  private static SortedMap<String, String> source(CopySource source) {
    SortedMap<String, String> headers = new TreeMap<>();
    ObjectLocation object = source.object();
    String version =
        source.versionId().map(id -> "?versionId=" + S3Encoding.PATH.escape(id)).orElse("");
    headers.put(
        S3Request.COPY_SOURCE,
        S3Encoding.VALUE.escape(object.bucket().name())
            + "/"
            + S3Encoding.PATH.escape(object.key())
            + version);
    source.ifMatch().ifPresent(etag -> headers.put("x-amz-copy-source-if-match", etag));
    return headers;
  }

  private CompletableFuture<CopyAnswer> put(
      KnownEndpoint endpoint,
      ObjectLocation destination,
      SortedMap<String, String> query,
      SortedMap<String, String> headers) {
    return exchange
        .send(endpoint, S3Request.put(destination, query, headers, NoContent.NONE))
        .thenApply(
            answer -> {
              XmlFields made = answer.fields();
              return new CopyAnswer(
                  made.value("ETag"),
                  answer.header("x-amz-version-id"),
                  made.value("LastModified").isPresent(),
                  ChecksumText.of(made));
            });
  }

  /**
   * Sends an object to a bucket that is at {@code endpoint}.
   *
   * @param headers all that are sent with it
   * @param body of known length
   */
  public CompletableFuture<SentAnswer> putObject(
      KnownEndpoint endpoint,
      ObjectLocation destination,
      Map<String, String> headers,
      AsyncRequestBody body) {
    return send(
        endpoint, destination, new TreeMap<>(), lowerCased(headers), new S3Exchange.Content(body));
  }

  /** The same with a body that is read while it is sent. */
  public CompletableFuture<SentAnswer> putObject(
      KnownEndpoint endpoint,
      ObjectLocation destination,
      Map<String, String> headers,
      StreamedContent body) {
    SortedMap<String, String> framed = lowerCased(headers);
    // What a body is encoded in for the request comes after what its object is encoded in.
    body.headers().forEach((name, value) -> framed.merge(name, value, (of, by) -> of + "," + by));
    return send(endpoint, destination, new TreeMap<>(), framed, body);
  }

  /** Sends a part to a bucket that is at {@code endpoint}. */
  public CompletableFuture<SentAnswer> uploadPart(
      KnownEndpoint endpoint, PartUpload part, StreamedContent body) {
    return send(
        endpoint,
        part.upload().destination(),
        query(part.upload(), part.partNumber()),
        new TreeMap<>(body.headers()),
        body);
  }

  private static SortedMap<String, String> lowerCased(Map<String, String> headers) {
    SortedMap<String, String> named = new TreeMap<>();
    headers.forEach((name, value) -> named.put(Ascii.toLowerCase(name), value));
    return named;
  }

  private static SortedMap<String, String> query(UploadHandle upload, int partNumber) {
    SortedMap<String, String> query = new TreeMap<>();
    query.put("partNumber", Integer.toString(partNumber));
    query.put("uploadId", upload.uploadId());
    return query;
  }

  private CompletableFuture<SentAnswer> send(
      KnownEndpoint endpoint,
      ObjectLocation destination,
      SortedMap<String, String> query,
      SortedMap<String, String> headers,
      SdkHttpContentPublisher body) {
    return exchange
        .send(endpoint, S3Request.put(destination, query, headers, body))
        .thenApply(SentAnswer::of);
  }

  /**
   * Looks at an object of a bucket that is at {@code endpoint}, and asks for its checksums.
   *
   * @return the answer, which has no body
   */
  public CompletableFuture<S3Answer> head(
      KnownEndpoint endpoint, ObjectLocation object, Optional<String> versionId) {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("x-amz-checksum-mode", "ENABLED");
    return exchange.send(
        endpoint,
        S3Request.asking(
            SdkHttpMethod.HEAD, S3Request.Target.of(object), version(versionId), headers));
  }

  /**
   * Reads bytes of one state of an object of a bucket that is at {@code endpoint}.
   *
   * @param range all of the object if it is empty
   * @param body gets the bytes as they come, and hears if they break off
   * @return the answer when the bytes begin to come, without them
   */
  public CompletableFuture<S3Answer> get(
      KnownEndpoint endpoint,
      CopySource source,
      Optional<ByteRange> range,
      Subscriber<ByteBuffer> body) {
    SortedMap<String, String> headers = new TreeMap<>();
    range.ifPresent(bytes -> headers.put("range", bytes.header()));
    source.ifMatch().ifPresent(etag -> headers.put("if-match", etag));
    return exchange.read(
        endpoint,
        S3Request.asking(
            SdkHttpMethod.GET,
            S3Request.Target.of(source.object()),
            version(source.versionId()),
            headers),
        body);
  }

  private static SortedMap<String, String> version(Optional<String> versionId) {
    SortedMap<String, String> query = new TreeMap<>();
    versionId.ifPresent(id -> query.put("versionId", id));
    return query;
  }

  /** Asks for a page of a bucket that is at {@code endpoint}. */
  public CompletableFuture<ObjectPage> list(KnownEndpoint endpoint, ListingRequest listing) {
    return exchange
        .send(
            endpoint,
            S3Request.asking(
                SdkHttpMethod.GET,
                new S3Request.Target(listing.page().prefix().bucket(), Optional.empty()),
                query(listing),
                new TreeMap<>()))
        .thenApply(answer -> answer.page(XmlPages::objects));
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
