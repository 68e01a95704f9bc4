package org.bucketcopy.job.servers.oss;

import static org.bucketcopy.job.servers.oss.OssReply.element;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bucketcopy.job.servers.EchoedKey;
import org.w3c.dom.Element;

/** The calls of a multipart upload. */
final class UploadCalls {
  private static final int MAX_PARTS = 10_000;
  private static final long LEAST_PART = 100 * 1024;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

  private final int pageSize;
  private final AtomicInteger uploads = new AtomicInteger();
  private volatile EchoedKey echoedKey = EchoedKey.SOUND;

  UploadCalls(int pageSize) {
    this.pageSize = pageSize;
  }

  OssReply initiate(OssBucket bucket, OssRequest request) {
    bucket.checkWritable(request);
    String id = String.format("%032X", 0x0004B9894A22E5B1L + uploads.incrementAndGet());
    bucket
        .uploads()
        .put(
            id,
            new OssUpload(
                id,
                request.key(),
                request.header("x-oss-storage-class").orElse("Standard"),
                ObjectCalls.kept(request.headers()),
                tags(request.header("x-oss-tagging"))));
    return OssReply.xml(
        "<InitiateMultipartUploadResult>"
            + element("Bucket", bucket.name())
            + echoed(request)
            + element("UploadId", id)
            + "</InitiateMultipartUploadResult>");
  }

  private String echoed(OssRequest request) {
    boolean encoded = request.parameter("encoding-type").equals("url");
    EchoedKey wording = echoedKey;
    String key =
        encoded && wording == EchoedKey.SOUND
            ? OssEncoding.encode(request.key())
            : wording.written(request.key());
    return "<Key>" + key + "</Key>";
  }

  /** Writes keys so from now on. */
  void echo(EchoedKey wording) {
    echoedKey = wording;
  }

  static Map<String, String> tags(Optional<String> query) {
    ImmutableMap.Builder<String, String> tags = ImmutableMap.builder();
    for (String tag : Splitter.on('&').omitEmptyStrings().split(query.orElse(""))) {
      List<String> pair = Splitter.on('=').limit(2).splitToList(tag);
      tags.put(OssEncoding.decode(pair.get(0)), OssEncoding.decode(pair.get(1)));
    }
    return tags.buildOrThrow();
  }

  /** A range that is malformed or reaches too far copies everything, and says so by silence. */
  OssReply copyPart(OssBucket bucket, CopiedSource source, OssRequest request) {
    OssUpload upload = bucket.upload(request);
    bucket.checkWritable(request.without("x-oss-forbid-overwrite"));
    int number = partNumber(request);
    if (source.object().type().equals("Appendable")) {
      throw new OssRefusal(400, "OperationNotSupported", "The source is an appendable object.");
    }
    Content whole = source.object().content();
    Matcher range = RANGE.matcher(request.header("x-oss-copy-source-range").orElse(""));
    boolean legal =
        range.matches()
            && Long.parseLong(range.group(1)) <= Long.parseLong(range.group(2))
            && Long.parseLong(range.group(2)) < whole.size();
    OssUpload.Part part =
        OssUpload.Part.of(
            legal
                ? whole.range(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)))
                : whole);
    upload.parts().put(number, part);
    OssReply reply =
        OssReply.xml(
                "<CopyPartResult>"
                    + element("LastModified", BucketCalls.TIME.format(part.modified()))
                    + element("ETag", "\"" + part.etag() + "\"")
                    + "</CopyPartResult>")
            .with("x-oss-hash-crc64ecma", part.content().crc64());
    return legal
        ? reply.with(
            "Content-Range", "bytes " + range.group(1) + "-" + range.group(2) + "/" + whole.size())
        : reply;
  }

  static int partNumber(OssRequest request) {
    int number = request.number("partNumber");
    if (number < 1 || number > MAX_PARTS) {
      throw OssRefusal.invalidArgument("Part number must be between 1 and 10000.");
    }
    return number;
  }

  OssReply parts(OssBucket bucket, OssRequest request) {
    OssUpload upload = bucket.upload(request);
    int most = request.count("max-parts", pageSize);
    int marker = request.has("part-number-marker") ? request.number("part-number-marker") : 0;
    List<Integer> found =
        upload.parts().tailMap(marker, false).keySet().stream().limit(most + 1L).toList();
    List<Integer> page = found.subList(0, Math.min(most, found.size()));
    return OssReply.xml(
        "<ListPartsResult>"
            + echoed(request)
            + element("UploadId", upload.id())
            + element("IsTruncated", found.size() > most)
            + element("NextPartNumberMarker", page.isEmpty() ? 0 : page.get(page.size() - 1))
            + page.stream().map(number -> part(upload, number)).collect(Collectors.joining())
            + "</ListPartsResult>");
  }

  private static String part(OssUpload upload, Integer number) {
    OssUpload.Part part = held(upload, number);
    return "<Part>"
        + element("PartNumber", number)
        + element("LastModified", BucketCalls.TIME.format(part.modified()))
        + element("ETag", "\"" + part.etag() + "\"")
        + element("HashCrc64ecma", part.content().crc64())
        + element("Size", part.content().size())
        + "</Part>";
  }

  OssReply complete(OssBucket bucket, OssRequest request) {
    OssUpload upload = bucket.upload(request);
    bucket.checkWritable(request);
    OssObject made = upload.object(chosen(upload, SentXml.of(request).elements("Part")));
    bucket.objects().put(request.key(), made);
    bucket.uploads().remove(upload.id());
    if (request.header("x-oss-callback").isPresent()) {
      return OssReply.text(200, "application/json", "{\"Status\":\"OK\"}");
    }
    return OssReply.xml(
            "<CompleteMultipartUploadResult>"
                + element("Bucket", bucket.name())
                + echoed(request)
                + element("ETag", "\"" + made.etag() + "\"")
                + "</CompleteMultipartUploadResult>")
        .with("x-oss-hash-crc64ecma", made.content().crc64());
  }

  private static List<OssUpload.Part> chosen(OssUpload upload, List<Element> named) {
    List<OssUpload.Part> chosen = new ArrayList<>();
    int last = 0;
    for (Element element : named) {
      int number = Integer.parseInt(SentXml.text(element, "PartNumber"));
      if (number <= last) {
        throw new OssRefusal(400, "InvalidPartOrder", "Parts must be in ascending order.");
      }
      last = number;
      OssUpload.Part part = held(upload, number);
      String etag = CharMatcher.is('"').trimFrom(SentXml.text(element, "ETag"));
      if (!etag.equals(part.etag())) {
        throw invalidPart(number);
      }
      chosen.add(part);
    }
    if (chosen.isEmpty()) {
      throw new OssRefusal(400, "MalformedXML", "No part is named.");
    }
    if (chosen.subList(0, chosen.size() - 1).stream()
        .anyMatch(part -> part.content().size() < LEAST_PART)) {
      throw new OssRefusal(400, "EntityTooSmall", "A part is smaller than 100 KB.");
    }
    return chosen;
  }

  private static OssUpload.Part held(OssUpload upload, int number) {
    return Optional.ofNullable(upload.parts().get(number)).orElseThrow(() -> invalidPart(number));
  }

  private static OssRefusal invalidPart(int number) {
    return new OssRefusal(
        400, "InvalidPart", "Part " + number + " is missing or has another ETag.");
  }

  OssReply abort(OssBucket bucket, OssRequest request) {
    bucket.uploads().remove(bucket.upload(request).id());
    return OssReply.empty(204);
  }
}
