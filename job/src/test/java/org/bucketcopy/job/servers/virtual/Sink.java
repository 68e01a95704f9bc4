package org.bucketcopy.job.servers.virtual;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.bucketcopy.job.servers.HeaderQuirk;

/**
 * Takes the bytes that PutObject and UploadPart send, checks them against the CRC that the client
 * gives, and keeps none: the server for benchmarks of uploads. Off until it is told otherwise.
 *
 * <p>An object that has the key and the size that the destination is expected to have there passes
 * for right, whatever its bytes. Parts that are sunk are known to Complete alone: ListParts does
 * not show them. Of a behaviour, only latencies count for what is sunk. Thread-safe.
 */
public final class Sink {
  /** What the ETags are that it answers. */
  public enum Etags {
    /** No digest of anything: nothing is spent on them. */
    MADE_UP,
    /** The MD5 of what came. */
    DIGESTS
  }

  private static final byte[] NO_BODY = new byte[0];

  private record Part(long size, String etag) {}

  private final Buckets buckets;
  private final Ledger ledger;
  private final Map<String, Map<Integer, Part>> parts = new ConcurrentHashMap<>();
  private volatile Optional<Etags> etags = Optional.empty();

  Sink(Buckets buckets, Ledger ledger) {
    this.buckets = buckets;
    this.ledger = ledger;
  }

  /** Begins to take bodies. */
  public void take(Etags answered) {
    etags = Optional.of(answered);
  }

  void clear() {
    parts.clear();
  }

  /** The request, without its body, if it is to be sunk. */
  Optional<Request> sinks(HttpRequest head) {
    boolean writes = head.method().equals(HttpMethod.PUT) || head.method().equals(HttpMethod.POST);
    if (!writes || etags.isEmpty() || head.decoderResult().isFailure()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Request.of(head, NO_BODY)).filter(this::sinks);
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }

  private boolean sinks(Request request) {
    return switch (request.operation()) {
      case PUT_OBJECT, UPLOAD_PART -> true;
      case COMPLETE -> parts.containsKey(uploadId(request));
      default -> false;
    };
  }

  SunkBody body(Request request) {
    boolean digested =
        request.operation() != Operation.COMPLETE
            && etags.filter(Etags.DIGESTS::equals).isPresent();
    return new SunkBody(request.headers(), digested);
  }

  /** The answer when all has come; the body of Complete is in {@code request}. */
  Answer answer(Request request, SunkBody body) {
    try {
      return switch (request.operation()) {
        case COMPLETE -> complete(request);
        case UPLOAD_PART -> part(request, body);
        default -> put(request, body);
      };
    } catch (Refusal refusal) {
      return Answer.error(refusal.error(), request.operation());
    }
  }

  private Answer put(Request request, SunkBody body) {
    VirtualBucket bucket = buckets.require(request.bucket());
    Optional<String> digest = body.md5();
    String checked = body.checked(digest);
    Content content = content(bucket, request.key(), body.size());
    StoredObject object =
        new StoredObject(
            content,
            digest.orElse(content.identity()),
            Instant.now(),
            SentProperties.of(request, HeaderQuirk.NONE));
    bucket.store(request.key(), object);
    ledger.copied(body.size());
    return Answer.empty(200, ObjectCalls.etagLine(object.etag()) + checked);
  }

  private Answer part(Request request, SunkBody body) {
    Upload upload = upload(request);
    int number = request.query().number("partNumber", 0);
    Optional<String> digest = body.md5();
    String checked = body.checked(digest);
    String etag =
        digest.orElseGet(
            () -> Md5.hex(Bytes.ascii(upload.id() + ' ' + number + ' ' + body.size())));
    parts
        .computeIfAbsent(upload.id(), id -> new ConcurrentHashMap<>())
        .put(number, new Part(body.size(), etag));
    ledger.copied(body.size());
    return Answer.empty(200, ObjectCalls.etagLine(etag) + checked);
  }

  private Answer complete(Request request) {
    Upload upload = upload(request);
    Map<Integer, Part> sent = parts.getOrDefault(upload.id(), Map.of());
    List<String> made = new ArrayList<>();
    long size = 0;
    for (String named : Elements.all(Elements.text(request.body()), "Part")) {
      String etag = Conditions.unquoted(Elements.require(named, "ETag"));
      Part part =
          Optional.ofNullable(sent.get(Integer.parseInt(Elements.require(named, "PartNumber"))))
              .filter(known -> known.etag().equals(etag))
              .orElseThrow(() -> new Refusal(S3Error.INVALID_PART));
      made.add(etag);
      size += part.size();
    }
    buckets.uploads().close(upload);
    parts.remove(upload.id());
    String etag = Md5.composite(made);
    upload
        .bucket()
        .store(
            upload.key(),
            new StoredObject(
                content(upload.bucket(), upload.key(), size),
                etag,
                Instant.now(),
                upload.properties()));
    return Answer.xml(
        new Bytes(256)
            .text("<CompleteMultipartUploadResult><ETag>&quot;")
            .text(etag)
            .text("&quot;</ETag></CompleteMultipartUploadResult>"));
  }

  /** What the verdict expects there, if the size is right. */
  private static Content content(VirtualBucket bucket, ObjectKey key, long size) {
    OptionalLong index = bucket.keys().indexOf(key);
    return index.isPresent() && bucket.keys().size(index.getAsLong()) == size
        ? bucket.first(key)
        : Content.virtual(Md5.hex(Bytes.ascii("sunk " + key + ' ' + size)), size);
  }

  private Upload upload(Request request) {
    return buckets
        .uploads()
        .require(buckets.require(request.bucket()), request.key(), uploadId(request));
  }

  private static String uploadId(Request request) {
    return request.query().octets("uploadId").orElse("");
  }
}
