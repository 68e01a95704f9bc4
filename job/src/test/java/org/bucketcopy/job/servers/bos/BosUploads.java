package org.bucketcopy.job.servers.bos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** The calls of multipart uploads into a bucket. */
final class BosUploads {
  private static final int MAX_PARTS = 10_000;
  private static final int MIN_PART = 100 << 10;
  private static final int MAX_COMPLETE_BODY = 1 << 20;

  private final String bucketName;
  private final BosBucket bucket;
  private final Function<HttpRequest, BosObject> source;

  /**
   * @param source finds the source of a copy
   */
  BosUploads(String bucketName, BosBucket bucket, Function<HttpRequest, BosObject> source) {
    this.bucketName = bucketName;
    this.bucket = bucket;
    this.source = source;
  }

  HttpAnswer initiate(String key, HttpRequest request) {
    String id = UUID.randomUUID().toString().replace("-", "");
    bucket
        .uploads()
        .put(
            id,
            new BosUpload(
                id, key, BosHeaderFields.carried(request), BosObject.now(), new TreeMap<>()));
    return HttpAnswer.json(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("bucket", bucketName)
            .put("key", key)
            .put("uploadId", id));
  }

  HttpAnswer copyPart(String key, HttpRequest request) {
    BosUpload upload = upload(key, request);
    int number = number(request);
    BosObject from = source.apply(request);
    if (from.isAppendable()) {
      throw BosError.invalidArgument("An append object cannot be copied by part.");
    }
    byte[] bytes =
        request
            .header("x-bce-copy-source-range")
            .map(range -> range(from.content(), range))
            .orElse(from.content());
    BosObject part = BosObject.of(bytes, upload.carried());
    upload.parts().put(number, part);
    return HttpAnswer.json(200, BosListings.made(part));
  }

  private static int number(HttpRequest request) {
    int number = Integer.parseInt(request.parameter("partNumber").orElse("0"));
    if (number < 1 || number > MAX_PARTS) {
      throw BosError.invalidArgument("partNumber is not from 1 to 10000");
    }
    return number;
  }

  HttpAnswer uploadPart(String key, HttpRequest request) {
    BosUpload upload = upload(key, request);
    BosObject part = BosObject.of(request.body(), upload.carried());
    upload.parts().put(number(request), part);
    return HttpAnswer.empty(200).with(Map.of("ETag", '"' + part.etag() + '"'));
  }

  private static byte[] range(byte[] content, String text) {
    SentRange range = SentRange.of(text);
    if (range.last() >= content.length) {
      throw new BosError(416, "InvalidRange", "The range is not of the object.");
    }
    return Arrays.copyOfRange(content, (int) range.first(), (int) range.last() + 1);
  }

  HttpAnswer complete(String key, HttpRequest request) {
    BosUpload upload = upload(key, request);
    if (request.body().length > MAX_COMPLETE_BODY) {
      throw new BosError(400, "EntityTooLarge", "The list of parts has more than 1 MB.");
    }
    if (request.header("content-encoding").isPresent()) {
      throw new BosError(400, "InvalidHTTPRequest", "The list of parts is not in that encoding.");
    }
    if (request.header("if-none-match").filter("*"::equals).isPresent()
        && bucket.objects().containsKey(key)) {
      throw BosError.preconditionFailed();
    }
    List<BosObject> parts = parts(upload, SentJson.of(request));
    for (BosObject part : parts.subList(0, parts.size() - 1)) {
      if (part.content().length < MIN_PART) {
        throw new BosError(400, "EntityTooSmall", "Only the last part may be below 100 KiB.");
      }
    }
    BosObject made = joined(parts, upload.carried().withUser(BosHeaderFields.user(request)));
    bucket.objects().put(key, made);
    bucket.uploads().remove(upload.id());
    return HttpAnswer.json(
        200,
        BosListings.made(made)
            .put("bucket", bucketName)
            .put("key", key)
            .put("location", "http://bos/" + bucketName));
  }

  private static List<BosObject> parts(BosUpload upload, JsonNode body) {
    List<BosObject> parts = new ArrayList<>();
    int last = 0;
    for (JsonNode named : body.path("parts")) {
      int number = named.path("partNumber").asInt();
      if (number <= last) {
        throw new BosError(400, "InvalidPartOrder", "The parts are not in ascending order.");
      }
      last = number;
      parts.add(
          Optional.ofNullable(upload.parts().get(number))
              .filter(part -> part.etag().equals(named.path("eTag").asText()))
              .orElseThrow(
                  () -> new BosError(400, "InvalidPart", "No part " + named + " was copied.")));
    }
    if (parts.isEmpty()) {
      throw new BosError(400, "InappropriateJSON", "There are no parts.");
    }
    return parts;
  }

  private static BosObject joined(List<BosObject> parts, BosObject.Carried carried) {
    byte[] content = Bytes.concat(parts.stream().map(BosObject::content).toArray(byte[][]::new));
    byte[] digests =
        Bytes.concat(
            parts.stream()
                .map(part -> BaseEncoding.base16().lowerCase().decode(part.etag()))
                .toArray(byte[][]::new));
    return new BosObject(content, "-" + BosObject.md5(digests), carried, BosObject.now(), Map.of());
  }

  HttpAnswer abort(String key, HttpRequest request) {
    bucket.uploads().remove(upload(key, request).id());
    return HttpAnswer.empty(204);
  }

  private BosUpload upload(String key, HttpRequest request) {
    return bucket.upload(request.parameter("uploadId").orElse(""), key);
  }
}
