package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Splitter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The calls that concern one object without parts. */
final class ObjectCalls {
  private final Buckets buckets;
  private final Ledger ledger;
  private final Quirks quirks;
  private final AtomicLong freshEtags = new AtomicLong();

  ObjectCalls(Buckets buckets, Ledger ledger, Quirks quirks) {
    this.buckets = buckets;
    this.ledger = ledger;
    this.quirks = quirks;
  }

  Answer head(Request request) {
    StoredObject object = required(request);
    long size = object.content().size();
    if (request.query().has("partNumber")) {
      return part(object, request.query().number("partNumber", 0));
    }
    boolean summed =
        request.header("x-amz-checksum-mode").isPresent()
            && size > 0
            && buckets.source().keys().filling().isEmpty();
    String checksum =
        summed
            ? "x-amz-checksum-crc64nvme: "
                + object.content().checksum(0, size - 1)
                + "\r\nx-amz-checksum-type: FULL_OBJECT\r\n"
            : "";
    return Answer.head(headers(object) + checksum, size);
  }

  /** An object that was made by one call is its own first part. */
  private Answer part(StoredObject object, int number) {
    List<Long> sizes = object.partSizes();
    int count = Math.max(1, sizes.size());
    if (number < 1 || number > count) {
      throw new Refusal(S3Error.INVALID_RANGE);
    }
    long size = object.content().size();
    long first = sizes.stream().limit(number - 1L).mapToLong(Long::longValue).sum();
    long length = sizes.isEmpty() ? size : sizes.get(number - 1);
    String range =
        "Content-Range: bytes " + first + "-" + (first + length - 1) + "/" + size + "\r\n";
    String parts = sizes.isEmpty() ? "" : "x-amz-mp-parts-count: " + count + "\r\n";
    return new Answer(206, headers(object) + range + parts, length, new byte[0]);
  }

  /**
   * @throws Refusal with NotImplemented if the object has no bytes
   */
  Answer get(Request request) {
    StoredObject object = required(request);
    Optional<Filling> filling = buckets.source().keys().filling();
    if (filling.isPresent() && object.content().bytes().isEmpty()) {
      return filled(request, object, filling.orElseThrow());
    }
    byte[] octets =
        object.content().bytes().orElseThrow(() -> new Refusal(S3Error.NOT_IMPLEMENTED)).octets();
    if (request.header("range").isEmpty()) {
      return new Answer(200, headers(object), octets.length, octets);
    }
    Span span = Span.parse(request.header("range").orElse("")).within(octets.length);
    byte[] part = Arrays.copyOfRange(octets, (int) span.first(), (int) span.last() + 1);
    String range = span.first() + "-" + span.last() + "/" + octets.length;
    return new Answer(
        206, headers(object) + "Content-Range: bytes " + range + "\r\n", part.length, part);
  }

  private Answer filled(Request request, StoredObject object, Filling filling) {
    long size = object.content().size();
    if (request.header("range").isEmpty()) {
      return Answer.filled(200, headers(object), filling.bytes(Span.whole(size)));
    }
    Span span = Span.parse(request.header("range").orElse("")).within(size);
    String range = span.first() + "-" + span.last() + "/" + size;
    return Answer.filled(
        206, headers(object) + "Content-Range: bytes " + range + "\r\n", filling.bytes(span));
  }

  Answer put(Request request) {
    VirtualBucket bucket = buckets.require(request.bucket());
    Conditions.destination(request, bucket, quirks);
    SentContent sent = SentContent.of(request, quirks);
    bucket.store(
        request.key(),
        StoredObject.whole(sent.content(), SentProperties.of(request, quirks.headers())));
    return Answer.empty(200, sent.headers(quirks));
  }

  Answer delete(Request request) {
    VirtualBucket bucket = buckets.require(request.bucket());
    bucket.find(request.key()).ifPresent(there -> Conditions.match(request, "if-match", there));
    bucket.remove(request.key());
    return Answer.empty(204, "");
  }

  Answer copy(Request request) {
    VirtualBucket bucket = buckets.require(request.bucket());
    StoredObject source = CopySource.require(request, buckets, quirks);
    if (source.content().size() > CopySource.MAX_COPY) {
      throw new Refusal(S3Error.INVALID_REQUEST);
    }
    Conditions.destination(request, bucket, quirks);
    Content content = quirks.meets(Quirk.WRONG_COPY) ? source.content().broken() : source.content();
    StoredObject whole =
        StoredObject.whole(
            content, SentProperties.ofCopy(request, source.properties(), quirks.headers()));
    StoredObject copy =
        quirks.meets(Quirk.FRESH_COPY_ETAG)
            ? whole.with(Md5.hex(Bytes.ascii("fresh " + freshEtags.incrementAndGet())))
            : whole;
    bucket.store(request.key(), copy);
    ledger.copied(copy.content().size());
    return Answer.xml(
        new Bytes(256)
            .text("<CopyObjectResult>")
            .element("LastModified", Times.iso(copy.modified()))
            .text("<ETag>&quot;")
            .text(copy.etag())
            .text("&quot;</ETag></CopyObjectResult>"));
  }

  Answer readTags(Request request) {
    return Tags.answer(
        buckets.require(request.bucket()).require(request.key()).properties().tags());
  }

  Answer writeTags(Request request) {
    VirtualBucket bucket = buckets.require(request.bucket());
    StoredObject object = bucket.require(request.key());
    StoredObject.Properties old = object.properties();
    StoredObject.Properties tagged =
        new StoredObject.Properties(
            old.headers(), old.storageClass(), Tags.fromXml(request.body()));
    bucket.store(request.key(), object.with(tagged));
    return Answer.empty(200, "");
  }

  static String etagLine(String etag) {
    return "ETag: \"" + etag + "\"\r\n";
  }

  private StoredObject required(Request request) {
    StoredObject object = buckets.require(request.bucket()).require(request.key());
    Conditions.match(request, "if-match", object);
    return object;
  }

  private String headers(StoredObject object) {
    StoredObject.Properties properties = object.properties();
    String storageClass =
        properties.storageClass().equals("STANDARD")
            ? ""
            : "x-amz-storage-class: " + properties.storageClass() + "\r\n";
    String tags =
        properties.tags().isEmpty()
            ? ""
            : "x-amz-tagging-count: " + properties.tags().size() + "\r\n";
    return etagLine(object.etag())
        + "Last-Modified: "
        + Times.http(object.modified())
        + "\r\n"
        + shown(properties.headers())
        + storageClass
        + tags;
  }

  private String shown(String lines) {
    StringBuilder shown = new StringBuilder();
    for (String line : Splitter.on("\r\n").omitEmptyStrings().split(lines)) {
      int colon = line.indexOf(": ");
      quirks
          .headers()
          .shown(line.substring(0, colon), line.substring(colon + 2))
          .forEach(
              one -> shown.append(one.getKey()).append(": ").append(one.getValue()).append("\r\n"));
    }
    return shown.toString();
  }
}
