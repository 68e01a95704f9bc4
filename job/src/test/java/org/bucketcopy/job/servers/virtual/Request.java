package org.bucketcopy.job.servers.virtual;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.servers.ListingQuirks;

/**
 * One request in path style, read as S3 reads it.
 *
 * @param bucket the first segment of the path; empty text if there is none
 * @param key empty if the request is about the bucket
 * @param body as sent
 */
@SuppressWarnings("ArrayRecordComponent")
record Request(
    Operation operation,
    String bucket,
    ObjectKey key,
    Query query,
    HttpHeaders headers,
    byte[] body) {

  /** What may be asked for with the first ListObjects, which has no parameter of its own. */
  private static final Set<String> FIRST_LISTING =
      Set.of("prefix", "marker", "max-keys", "encoding-type", "delimiter");

  /** Bytes of the longest key that S3 takes. */
  static final int MAX_KEY = 1024;

  Request {
    if (key.octets().length() > MAX_KEY) {
      throw new Refusal(S3Error.KEY_TOO_LONG);
    }
  }

  /**
   * @throws Refusal if the target cannot be read
   */
  static Request of(HttpRequest http, byte[] body) {
    String target = http.uri();
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    Query query = new Query(question < 0 ? "" : target.substring(question + 1));
    int slash = path.indexOf('/', 1);
    String bucket = path.substring(Math.min(1, path.length()), slash < 0 ? path.length() : slash);
    Optional<ObjectKey> key =
        Optional.of(slash < 0 ? "" : path.substring(slash + 1))
            .filter(text -> !text.isEmpty())
            .map(ObjectKey::decoded);
    HttpHeaders headers = http.headers();
    Operation operation =
        key.isPresent() ? onObject(http.method(), query, headers) : onBucket(http.method(), query);
    return new Request(operation, bucket, key.orElse(ObjectKey.EMPTY), query, headers, body);
  }

  /** The same for a server that does not heed all parameters of a listing. */
  Request heeded(ListingQuirks quirks) {
    return new Request(operation, bucket, key, query.heeded(quirks), headers, body);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static Operation onBucket(HttpMethod method, Query query) {
    if (method.equals(HttpMethod.HEAD)) {
      return Operation.HEAD_BUCKET;
    }
    if (!method.equals(HttpMethod.GET)) {
      return Operation.UNSUPPORTED;
    }
    if (query.has("list-type")) {
      return Operation.LIST_OBJECTS;
    }
    if (query.has("uploads")) {
      return Operation.LIST_UPLOADS;
    }
    if (query.has("versioning")) {
      return Operation.READ_VERSIONING;
    }
    if (query.has("location")) {
      return Operation.LOCATE_BUCKET;
    }
    return FIRST_LISTING.containsAll(query.parameters().keySet())
        ? Operation.LIST_OBJECTS
        : Operation.UNSUPPORTED;
  }

  private static Operation onObject(HttpMethod method, Query query, HttpHeaders headers) {
    return switch (method.name()) {
      case "PUT" -> put(query, headers.contains("x-amz-copy-source"));
      case "HEAD" -> Operation.HEAD_OBJECT;
      case "GET" -> get(query);
      case "POST" -> post(query);
      case "DELETE" ->
          query.has("uploadId")
              ? Operation.ABORT
              : query.has("tagging") ? Operation.UNSUPPORTED : Operation.DELETE_OBJECT;
      default -> Operation.UNSUPPORTED;
    };
  }

  private static Operation put(Query query, boolean copy) {
    if (query.has("partNumber")) {
      return copy ? Operation.COPY_PART : Operation.UPLOAD_PART;
    }
    if (query.has("tagging")) {
      return Operation.WRITE_TAGS;
    }
    if (query.has("acl")) {
      return Operation.UNSUPPORTED;
    }
    return copy ? Operation.COPY_OBJECT : Operation.PUT_OBJECT;
  }

  private static Operation get(Query query) {
    if (query.has("tagging")) {
      return Operation.READ_TAGS;
    }
    if (query.has("uploadId")) {
      return Operation.LIST_PARTS;
    }
    return query.has("acl") || query.has("attributes")
        ? Operation.UNSUPPORTED
        : Operation.GET_OBJECT;
  }

  private static Operation post(Query query) {
    if (query.has("uploads")) {
      return Operation.INITIATE;
    }
    return query.has("uploadId") ? Operation.COMPLETE : Operation.UNSUPPORTED;
  }
}
