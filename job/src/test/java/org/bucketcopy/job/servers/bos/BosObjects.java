package org.bucketcopy.job.servers.bos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The calls on one object of a bucket. */
final class BosObjects {
  private static final int MOST_DELETED = 1000;

  private final BosBucket bucket;
  private final Function<HttpRequest, BosObject> source;

  /**
   * @param source finds the source of a copy
   */
  BosObjects(BosBucket bucket, Function<HttpRequest, BosObject> source) {
    this.bucket = bucket;
    this.source = source;
  }

  HttpAnswer read(String key, HttpRequest request) {
    BosObject object = bucket.object(key);
    if (request.header("if-match").filter(tag -> !object.isTagged(tag)).isPresent()) {
      throw BosError.preconditionFailed();
    }
    if (object.isFrozen()) {
      throw new BosError(403, "InvalidObjectState", "The object is archived and not restored.");
    }
    return request.header("range").map(range -> part(object, range)).orElseGet(object::whole);
  }

  /** A range of an object, cut where the object ends (RFC 9110, 14.2). */
  private static HttpAnswer part(BosObject object, String asked) {
    SentRange range = SentRange.of(asked);
    int size = object.content().length;
    if (range.first() >= size) {
      throw new BosError(416, "InvalidRange", "The range begins after the object.");
    }
    int end = (int) Math.min(size, range.last() + 1);
    byte[] bytes = Arrays.copyOfRange(object.content(), (int) range.first(), end);
    return new HttpAnswer(206, object.head().headers(), bytes, HttpAnswer.Framing.LENGTH)
        .with(
            Map.of(
                "Content-Length",
                Integer.toString(bytes.length),
                "Content-Range",
                "bytes " + range.first() + "-" + (end - 1) + "/" + size));
  }

  HttpAnswer put(String key, HttpRequest request) {
    if (request.has("x-bce-process")) {
      throw BosError.invalidArgument("nothing is to be processed");
    }
    if (request.header("if-none-match").filter("*"::equals).isPresent()
        && bucket.objects().containsKey(key)) {
      throw BosError.preconditionFailed();
    }
    BosObject made = BosObject.of(request.body(), BosHeaderFields.carried(request));
    bucket.objects().put(key, made);
    return HttpAnswer.empty(200).with(Map.of("ETag", '"' + made.etag() + '"'));
  }

  HttpAnswer delete(String key) {
    bucket.object(key);
    bucket.objects().remove(key);
    return HttpAnswer.empty(204);
  }

  /** Names only what is there still, or never was (tkc5twspg). */
  HttpAnswer deleteMany(HttpRequest request, Predicate<String> allowed) {
    JsonNode named = SentJson.of(request).path("objects");
    if (named.isEmpty() || named.size() > MOST_DELETED) {
      throw new BosError(400, "MalformedJSON", "There are 1 to 1000 objects to name.");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode errors = body.putArray("errors");
    for (JsonNode one : named) {
      String key = one.path("key").asText();
      if (!allowed.test(key)) {
        errors.add(BosError.accessDenied().json("").put("key", key));
      } else if (bucket.objects().remove(key) == null) {
        errors.add(BosError.noSuchKey().json("").put("key", key));
      }
    }
    return errors.isEmpty() ? HttpAnswer.empty(200) : HttpAnswer.json(200, body);
  }

  HttpAnswer tags(String key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode tags = body.putArray("tagSet").addObject().putObject("tagInfo");
    bucket.object(key).carried().tags().forEach(tags::put);
    return HttpAnswer.json(200, body);
  }

  HttpAnswer writeTags(String key, HttpRequest request) {
    return tagged(key, BosHeaderFields.tags(request.header("x-bce-tagging").orElse("")));
  }

  HttpAnswer deleteTags(String key) {
    return tagged(key, Map.of());
  }

  private HttpAnswer tagged(String key, Map<String, String> tags) {
    BosObject object = bucket.object(key);
    bucket.objects().put(key, object.with(object.carried().withTags(tags)));
    return HttpAnswer.empty(200);
  }

  /** Whether a copy is to have the tags of its source. */
  static boolean copiesTags(HttpRequest request) {
    return request.header("x-bce-tagging-directive").orElse("").equals("copy");
  }

  HttpAnswer copy(String key, HttpRequest request) {
    BosObject from = source.apply(request);
    boolean replace = request.header("x-bce-metadata-directive").orElse("copy").equals("replace");
    BosObject.Carried carried = replace ? BosHeaderFields.carried(request) : from.carried();
    BosObject made =
        BosObject.of(
            from.content(),
            carried
                .withTags(
                    copiesTags(request)
                        ? from.carried().tags()
                        : BosHeaderFields.tags(request.header("x-bce-tagging").orElse("")))
                .withStorageClass(request.header("x-bce-storage-class").orElse("STANDARD")));
    bucket.objects().put(key, made);
    return HttpAnswer.json(200, BosListings.made(made));
  }
}
