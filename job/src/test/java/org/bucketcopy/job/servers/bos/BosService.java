package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.Rights;
import org.bucketcopy.planner.store.Right;

/** All buckets, and what each call does to them. One request is worked on at a time. */
final class BosService {
  private static final int MAX_KEY_BYTES = 1024;

  private final Map<String, BosBucket> buckets = new TreeMap<>();
  private final int pageSize;
  private final ListingQuirks quirks = new ListingQuirks();
  private final AnswerQuirks answers = new AnswerQuirks();
  private final OddAnswers odd = new OddAnswers(answers);
  private final Rights rights = new Rights();

  /**
   * @param pageSize most entries on a page of any listing
   */
  BosService(int pageSize) {
    this.pageSize = pageSize;
  }

  ListingQuirks quirks() {
    return quirks;
  }

  AnswerQuirks answers() {
    return answers;
  }

  Rights rights() {
    return rights;
  }

  private void allow(BosCall call, String bucket, String key) {
    if (!rights.allow(call, bucket, key)) {
      throw BosError.accessDenied();
    }
  }

  synchronized void create(String bucket, String region) {
    buckets.put(bucket, BosBucket.in(region));
  }

  synchronized void put(String bucket, String key, BosObject object) {
    bucket(bucket).objects().put(key, object);
  }

  synchronized void delete(String bucket, String key) {
    bucket(bucket).objects().remove(key);
  }

  synchronized BosObject object(String bucket, String key) {
    return bucket(bucket).object(key);
  }

  synchronized List<String> keys(String bucket) {
    return ImmutableList.copyOf(bucket(bucket).objects().keySet());
  }

  synchronized int uploadsOpen(String bucket) {
    return bucket(bucket).uploads().size();
  }

  private BosBucket bucket(String name) {
    return Optional.ofNullable(buckets.get(name))
        .orElseThrow(
            () -> new BosError(404, "NoSuchBucket", "The specified bucket does not exist."));
  }

  /** Does what {@code request} asks of a bucket or, if {@code key} is not empty, of an object. */
  synchronized HttpAnswer answer(HttpRequest request, String bucketName, String key) {
    BosCall call = BosCall.of(request, !key.isEmpty());
    return odd.answer(
        call,
        request,
        asked -> call == BosCall.COPY_OBJECT ? source(asked) : bucket(bucketName).object(key),
        asked -> done(asked, bucketName, key));
  }

  private HttpAnswer done(HttpRequest request, String bucketName, String key) {
    if (key.getBytes(UTF_8).length > MAX_KEY_BYTES) {
      throw new BosError(400, "InvalidObjectName", "The key is too long.");
    }
    BosBucket bucket = bucket(bucketName);
    BosListings listings = new BosListings(bucketName, bucket, pageSize);
    BosObjects objects = new BosObjects(bucket, this::source);
    BosUploads uploads = new BosUploads(bucketName, bucket, this::source);
    BosCall call = BosCall.of(request, !key.isEmpty());
    BosCall right = call == BosCall.READ_OBJECT ? BosCall.HEAD_OBJECT : call;
    if (call != BosCall.DELETE_OBJECTS) {
      allow(right, bucketName, key.isEmpty() ? request.parameter("prefix").orElse("") : key);
    }
    return switch (call) {
      case LOCATION -> listings.location();
      case LIST_OBJECTS -> sent(listings.objects(request.heeded(quirks)));
      case LIST_UPLOADS -> sent(listings.uploads(request.heeded(quirks)));
      case LIST_PARTS -> sent(listings.parts(request.heeded(quirks), key));
      case HEAD_OBJECT -> bucket.object(key).head();
      case READ_OBJECT -> objects.read(key, request);
      case PUT_OBJECT -> objects.put(key, request);
      case DELETE_OBJECT -> objects.delete(key);
      case DELETE_OBJECTS ->
          objects.deleteMany(request, one -> rights.allow(BosCall.DELETE_OBJECT, bucketName, one));
      case READ_TAGS -> objects.tags(key);
      case WRITE_TAGS -> objects.writeTags(key, request);
      case DELETE_TAGS -> objects.deleteTags(key);
      case COPY_OBJECT -> objects.copy(key, request);
      case INITIATE -> uploads.initiate(key, carrying(request, bucketName, key));
      case UPLOAD_PART -> uploads.uploadPart(key, request);
      case COPY_PART -> uploads.copyPart(key, request);
      case COMPLETE -> uploads.complete(key, request);
      case ABORT -> uploads.abort(key, request);
    };
  }

  /** The login must be allowed what an upload is to have beside its bytes. */
  private HttpRequest carrying(HttpRequest request, String bucket, String key) {
    if (request.header("x-bce-tagging").isPresent()) {
      allow(BosCall.WRITE_TAGS, bucket, key);
    }
    if (request.header("x-bce-acl").isPresent() && !rights.allow(Right.WRITE_ACL, bucket, key)) {
      throw BosError.accessDenied();
    }
    return request;
  }

  private HttpAnswer sent(HttpAnswer page) {
    return new HttpAnswer(page.status(), page.headers(), quirks.sent(page.body()), page.framing());
  }

  /** The source of a copy as the request names and pins it. */
  private BosObject source(HttpRequest request) {
    String path = HttpText.decoded(request.header("x-bce-copy-source").orElse(""));
    int slash = path.indexOf('/', 1);
    if (!path.startsWith("/") || slash < 0) {
      throw BosError.invalidArgument("x-bce-copy-source is not /bucket/key");
    }
    allow(BosCall.HEAD_OBJECT, path.substring(1, slash), path.substring(slash + 1));
    BosObject source = bucket(path.substring(1, slash)).object(path.substring(slash + 1));
    boolean another =
        request
            .header("x-bce-copy-source-if-match")
            .filter(tag -> !source.isTagged(tag))
            .isPresent();
    if (another) {
      throw BosError.preconditionFailed();
    }
    if (source.isFrozen()) {
      throw new BosError(403, "InvalidObjectState", "The object is archived and not restored.");
    }
    return source;
  }
}
