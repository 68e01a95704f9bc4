package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The calls of a multipart upload. */
final class UploadCalls {
  private static final int MAX_PARTS = 10_000;

  private final Buckets buckets;
  private final Ledger ledger;
  private final Quirks quirks;
  private final AtomicLong freshEtags = new AtomicLong();

  UploadCalls(Buckets buckets, Ledger ledger, Quirks quirks) {
    this.buckets = buckets;
    this.ledger = ledger;
    this.quirks = quirks;
  }

  Answer initiate(Request request) {
    VirtualBucket bucket = buckets.require(request.bucket());
    if (request.headers().entries().stream()
        .anyMatch(line -> quirks.headers().refuses(line.getValue()))) {
      throw new Refusal(S3Error.ACCESS_DENIED);
    }
    boolean summed =
        request.header("x-amz-checksum-algorithm").filter("CRC64NVME"::equals).isPresent();
    Upload upload =
        buckets
            .uploads()
            .initiate(bucket, request.key(), SentProperties.of(request, quirks.headers()), summed);
    Bytes xml = new Bytes(512).text("<InitiateMultipartUploadResult>");
    return Answer.xml(
        names(xml, upload)
            .element("UploadId", upload.id())
            .text("</InitiateMultipartUploadResult>"));
  }

  Answer copyPart(Request request, Behaviour.PartEtags etags) {
    int number = partNumber(request);
    Upload upload = required(request);
    StoredObject source = CopySource.require(request, buckets, quirks);
    Span span = CopySource.span(request, source);
    String etag = source.content().partEtag(span.first(), span.last());
    if (etags == Behaviour.PartEtags.FRESH) {
      etag = Md5.hex(Bytes.ascii(etag + freshEtags.incrementAndGet()));
    }
    Upload.Part part = Upload.Part.copied(etag, source.content(), span);
    put(upload, number, part);
    ledger.copied(span.size());
    return Answer.xml(
        new Bytes(256)
            .text("<CopyPartResult>")
            .element("LastModified", Times.iso(part.modified()))
            .text("<ETag>&quot;")
            .text(etag)
            .text("&quot;</ETag>")
            .text(checksum(upload, part))
            .text("</CopyPartResult>"));
  }

  private static String checksum(Upload upload, Upload.Part part) {
    return upload.summed() ? "<ChecksumCRC64NVME>" + part.checksum() + "</ChecksumCRC64NVME>" : "";
  }

  Answer uploadPart(Request request) {
    int number = partNumber(request);
    Upload upload = required(request);
    SentContent sent = SentContent.of(request, quirks);
    put(upload, number, Upload.Part.sent(sent.content()));
    return Answer.empty(200, sent.headers(quirks));
  }

  private static int partNumber(Request request) {
    int number = request.query().number("partNumber", 0);
    if (number < 1 || number > MAX_PARTS) {
      throw new Refusal(S3Error.INVALID_ARGUMENT);
    }
    return number;
  }

  private void put(Upload upload, int number, Upload.Part part) {
    if (upload.put(number, part)) {
      ledger.copiedAgain();
    }
  }

  Answer complete(Request request) {
    Upload upload = required(request);
    if (quirks.meets(Quirk.INVALID_PART)) {
      throw new Refusal(S3Error.INVALID_PART);
    }
    Conditions.destination(request, upload.bucket(), quirks);
    long minPart = quirks.meets(Quirk.SMALL_PARTS) ? 0 : Upload.MIN_PART;
    Upload.Assembly assembly = upload.assembly(named(request), minPart);
    refuse(otherSize(request, assembly));
    refuse(assembly.violation());
    requireChecksum(request, upload, assembly.content());
    buckets.uploads().close(upload);
    boolean wrong = quirks.meets(Quirk.WRONG_COMPLETE);
    Content content = wrong ? assembly.content().broken() : assembly.content();
    String etag = wrong ? content.identity() + "-1" : assembly.etag();
    StoredObject object =
        new StoredObject(content, etag, Instant.now(), upload.properties(), assembly.sizes());
    upload.bucket().store(upload.key(), object);
    Bytes xml = new Bytes(512).text("<CompleteMultipartUploadResult>");
    return Answer.xml(
        names(xml, upload)
            .text("<ETag>&quot;")
            .text(etag)
            .text("&quot;</ETag></CompleteMultipartUploadResult>"));
  }

  /** One of the whole object must be that of its parts, which are all named with theirs. */
  private static void requireChecksum(Request request, Upload upload, Content content) {
    boolean right =
        request
            .header("x-amz-checksum-crc64nvme")
            .filter(sum -> sum.equals(content.checksum(0, content.size() - 1)))
            .isPresent();
    boolean allNamed =
        Elements.all(Elements.text(request.body()), "Part").stream()
            .allMatch(part -> part.contains("ChecksumCRC64NVME"));
    if (upload.summed() && !(right && allNamed)) {
      throw new Refusal(S3Error.BAD_DIGEST);
    }
  }

  Answer abort(Request request) {
    buckets.uploads().close(required(request));
    return Answer.empty(204, "");
  }

  Answer listParts(Request request) {
    Upload upload = required(request);
    int max = Math.min(1000, request.query().number("max-parts", 1000));
    int after = request.query().number("part-number-marker", 0);
    List<Entry<Integer, Upload.Part>> parts = upload.parts(after, max + 1);
    boolean truncated = parts.size() > max;
    boolean larger = quirks.meets(Quirk.OTHER_PART_SIZES);
    Bytes xml = names(new Bytes(200 * parts.size() + 512).text("<ListPartsResult>"), upload);
    xml.element("UploadId", upload.id()).element("PartNumberMarker", after);
    int last = after;
    for (Entry<Integer, Upload.Part> part : parts.subList(0, Math.min(max, parts.size()))) {
      last = part.getKey();
      xml.text("<Part>").element("PartNumber", last);
      xml.element("LastModified", Times.iso(part.getValue().modified()));
      xml.text("<ETag>&quot;").text(part.getValue().etag()).text("&quot;</ETag>");
      long more = larger ? 1 : 0;
      xml.element("Size", part.getValue().size() + more);
      xml.text(checksum(upload, part.getValue())).text("</Part>");
    }
    xml.element("NextPartNumberMarker", last).element("MaxParts", max);
    xml.element("IsTruncated", Boolean.toString(truncated));
    return Answer.xml(xml.text("</ListPartsResult>"));
  }

  private Upload required(Request request) {
    return buckets
        .uploads()
        .require(
            buckets.require(request.bucket()),
            request.key(),
            request.query().octets("uploadId").orElse(""));
  }

  private static List<Upload.NamedPart> named(Request request) {
    List<Upload.NamedPart> named =
        Elements.all(Elements.text(request.body()), "Part").stream()
            .map(
                part ->
                    new Upload.NamedPart(
                        number(Elements.require(part, "PartNumber")),
                        Conditions.unquoted(Elements.require(part, "ETag"))))
            .toList();
    if (named.isEmpty()) {
      throw new Refusal(S3Error.MALFORMED_XML);
    }
    return named;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new Refusal(S3Error.MALFORMED_XML);
    }
  }

  private static Optional<Violation> otherSize(Request request, Upload.Assembly assembly) {
    return request
        .header("x-amz-mp-object-size")
        .filter(size -> !size.equals(Long.toString(assembly.content().size())))
        .filter(size -> assembly.violation().isEmpty())
        .map(size -> Violation.OTHER_SIZE);
  }

  private void refuse(Optional<Violation> violation) {
    violation.ifPresent(ledger::violated);
    violation
        .flatMap(Violation::error)
        .ifPresent(
            error -> {
              throw new Refusal(error);
            });
  }

  private Bytes names(Bytes xml, Upload upload) {
    String key = quirks.echoedKey().written(upload.key().toString());
    return xml.element("Bucket", upload.bucket().name())
        .text("<Key>")
        .add(key.getBytes(UTF_8))
        .text("</Key>");
  }
}
