package org.bucketcopy.job.servers.bos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;

/** The calls on one object of a bucket. */
final class BosObjects {
  private final BosBucket bucket;
  private final Function<HttpRequest, BosObject> source;

  /**
   * @param source finds the source of a copy
   */
  BosObjects(BosBucket bucket, Function<HttpRequest, BosObject> source) {
    this.bucket = bucket;
    this.source = source;
  }

  HttpAnswer put(String key, HttpRequest request) {
    BosObject made = BosObject.of(request.body(), BosHeaderFields.carried(request));
    bucket.objects().put(key, made);
    return HttpAnswer.empty(200).with(Map.of("ETag", '"' + made.etag() + '"'));
  }

  HttpAnswer delete(String key) {
    bucket.object(key);
    bucket.objects().remove(key);
    return HttpAnswer.empty(204);
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
                .withTags(copiesTags(request) ? from.carried().tags() : Map.of())
                .withStorageClass(request.header("x-bce-storage-class").orElse("STANDARD")));
    bucket.objects().put(key, made);
    return HttpAnswer.json(200, BosListings.made(made));
  }
}
