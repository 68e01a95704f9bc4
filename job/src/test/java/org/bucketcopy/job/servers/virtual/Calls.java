package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import org.bucketcopy.job.servers.ListingQuirk;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.Rights;
import org.bucketcopy.planner.store.Right;

/** Does the work of each request, and makes its answer. */
final class Calls {
  private static final Logger LOG = System.getLogger(Calls.class.getName());

  private final Buckets buckets;
  private final ListingQuirks listings;
  private final Rights rights;
  private final ObjectCalls objects;
  private final UploadCalls uploads;
  private final OddAnswers odd;

  Calls(Buckets buckets, Ledger ledger, Quirks quirks) {
    this.buckets = buckets;
    this.listings = quirks.listings();
    this.rights = quirks.rights();
    this.objects = new ObjectCalls(buckets, ledger, quirks);
    this.odd = new OddAnswers(buckets, quirks.answers());
    this.uploads = new UploadCalls(buckets, ledger, quirks);
  }

  Answer answer(Request request, Behaviour behaviour) {
    try {
      return odd.answer(request, asked -> work(asked, behaviour));
    } catch (Refusal refusal) {
      return Answer.error(refusal.error(), request.operation());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a fault of this server itself in " + request.operation(), e);
      return Answer.error(S3Error.INTERNAL_ERROR, request.operation());
    }
  }

  private Answer work(Request request, Behaviour behaviour) {
    if (!isAllowed(request)) {
      throw new Refusal(S3Error.ACCESS_DENIED);
    }
    return switch (request.operation()) {
      case HEAD_BUCKET -> headBucket(request);
      case LOCATE_BUCKET -> locate(request);
      case READ_VERSIONING -> versioning(request);
      case LIST_OBJECTS -> listed(request, this::objects);
      case HEAD_OBJECT -> objects.head(request);
      case GET_OBJECT -> objects.get(request);
      case PUT_OBJECT -> objects.put(request);
      case DELETE_OBJECT -> objects.delete(request);
      case READ_TAGS -> objects.readTags(request);
      case WRITE_TAGS -> objects.writeTags(request);
      case COPY_OBJECT -> objects.copy(request);
      case INITIATE -> uploads.initiate(request);
      case COPY_PART -> uploads.copyPart(request, behaviour.partEtags());
      case UPLOAD_PART -> uploads.uploadPart(request);
      case LIST_PARTS -> listed(request, uploads::listParts);
      case COMPLETE -> uploads.complete(request);
      case ABORT -> uploads.abort(request);
      case LIST_UPLOADS ->
          listed(
              request,
              asked ->
                  UploadListing.answer(
                      buckets.require(asked.bucket()), buckets.uploads(), asked.query()));
      case UNSUPPORTED -> throw new Refusal(S3Error.NOT_IMPLEMENTED);
    };
  }

  private boolean isAllowed(Request request) {
    String key =
        request.key().octets().isEmpty()
            ? utf8(request.query().octets("prefix").orElse(""))
            : request.key().toString();
    boolean reads = request.operation() == Operation.GET_OBJECT;
    Operation right = reads ? Operation.HEAD_OBJECT : request.operation();
    if (!rights.allow(right, request.bucket(), key) || !mayCarry(request, key)) {
      return false;
    }
    if (!request.operation().copies()) {
      return true;
    }
    CopySource.Name source = CopySource.name(request);
    return rights.allow(Operation.HEAD_OBJECT, source.bucket(), source.key().toString());
  }

  /** Whether the login may give an upload what it asks for beside its bytes. */
  private boolean mayCarry(Request request, String key) {
    String bucket = request.bucket();
    return request.operation() != Operation.INITIATE
        || ((request.header("x-amz-tagging").isEmpty()
                || rights.allow(Operation.WRITE_TAGS, bucket, key))
            && (request.header("x-amz-acl").isEmpty() || rights.allow(Right.WRITE_ACL, bucket, key))
            && (request.header("x-amz-server-side-encryption").isEmpty()
                || rights.allow(Right.USE_KEY, bucket, key)));
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(ISO_8859_1), UTF_8);
  }

  private Answer listed(Request request, Function<Request, Answer> listing) {
    Answer page = listing.apply(request.heeded(listings));
    byte[] body = listings.sent(page.body());
    return new Answer(page.status(), page.headers(), body.length, body);
  }

  private Answer objects(Request request) {
    if (request.query().has("list-type") && listings.has(ListingQuirk.V2_NOT_IMPLEMENTED)) {
      throw new Refusal(S3Error.NOT_IMPLEMENTED);
    }
    if (request.query().has("list-type") && listings.has(ListingQuirk.V2_INVALID)) {
      throw new Refusal(S3Error.INVALID_ARGUMENT);
    }
    return Listing.answer(buckets.require(request.bucket()), request.query());
  }

  private Answer headBucket(Request request) {
    buckets.require(request.bucket());
    return Answer.empty(200, "x-amz-bucket-region: us-east-1\r\n");
  }

  /** No status means that it never kept versions. */
  private Answer versioning(Request request) {
    buckets.require(request.bucket());
    return Answer.xml(new Bytes(128).text("<VersioningConfiguration/>"));
  }

  /** No location means us-east-1. */
  private Answer locate(Request request) {
    buckets.require(request.bucket());
    return Answer.xml(new Bytes(128).text("<LocationConstraint></LocationConstraint>"));
  }
}
