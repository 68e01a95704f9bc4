package org.bucketcopy.planner.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * A store, as seen with the settings of one bucket.
 *
 * <p>No call blocks and none retries. A call that fails completes with a {@link StoreException}.
 * All state of an upload is in its {@link UploadHandle}: any instance on any machine may continue
 * it. Calls may be made from any thread, any number at a time; the caller bounds them.
 *
 * <p>A call that makes an object or a part succeeds only with an answer that carries an ETag. An
 * answer that is empty, unreadable or without one is {@link StoreFault.Kind#UNKNOWN}. Some servers
 * answer copies with the time alone: then a part's ETag is taken from the list of parts, and that
 * of an object is left to the caller.
 *
 * <p>A copy is made without the condition on its source where the server does not know such a
 * condition; what it made says so ({@link StoredObject#conditional}, {@link
 * UploadedPart#conditional}).
 */
public interface ObjectStore extends AutoCloseable {

  /** Limits and abilities of the store. */
  StoreProfile profile();

  /**
   * Whether the bucket is there and may be used.
   *
   * @return where the bucket is and what it is set to
   */
  CompletionStage<BucketInfo> bucket(Bucket bucket);

  /**
   * One page of the objects under a prefix whose keys come after a given one.
   *
   * @param startAfter no key up to and including this one is listed; empty to begin at the
   *     beginning
   * @return objects in the store's own order; fails with {@link StoreFault.Kind#UNSUPPORTED} if the
   *     server does not advance from page to page
   */
  CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter);

  /** What the store knows about an object; its tags are not part of it. */
  CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId);

  /** The tags of an object: empty if it has none. */
  CompletionStage<Map<String, String>> tags(ObjectLocation object, Optional<String> versionId);

  /** Replaces all tags of an object. */
  CompletionStage<Void> writeTags(ObjectLocation object, Map<String, String> tags);

  /** Copies a whole object, with all its metadata, by one call. */
  CompletionStage<StoredObject> copyObject(ObjectCopy copy);

  /** Starts a multipart upload; nothing is visible at the destination before it is completed. */
  CompletionStage<UploadHandle> initiate(UploadRequest request);

  /** Copies a range of the source into one part. A part copied again replaces the former one. */
  CompletionStage<UploadedPart> copyPart(PartCopy copy);

  /**
   * One page of the parts that an upload holds now, by ascending part number.
   *
   * @param partNumber those after this one; 0 to begin at the beginning
   * @return the parts; fails with {@link StoreFault.Kind#UPLOAD_GONE} if there is no such upload,
   *     and if any part is listed without number, ETag or size
   */
  CompletionStage<PartsPage> partsAfter(UploadHandle upload, int partNumber);

  /**
   * One page of the open multipart uploads under a prefix.
   *
   * @param after where the page begins; empty to begin at the beginning
   */
  CompletionStage<UploadsPage> openUploadsAfter(ObjectPrefix prefix, Optional<UploadMarker> after);

  /** All parts that an upload holds now: {@link #partsAfter}, page after page. */
  default CompletionStage<List<UploadedPart>> parts(UploadHandle upload) {
    return new PartWalk(StoreOperation.LIST_PARTS, upload, marker -> partsAfter(upload, marker))
        .all();
  }

  /** All open uploads under a prefix, for one that has few: {@link UploadWalk}. */
  default CompletionStage<OpenUploads> openUploads(ObjectPrefix prefix) {
    return new UploadWalk(this, prefix).rest();
  }

  /** Makes the object of the named parts. */
  CompletionStage<StoredObject> complete(UploadCompletion completion);

  /** Gives up an upload and its parts; succeeds if there is no such upload (any more). */
  CompletionStage<Void> abort(UploadHandle upload);

  /**
   * Deletes one state of an object and no other. The object is looked at first; what is written
   * between the look and the deletion is safe where {@code state} names a version or the store has
   * {@link Ability#DELETE_IF_MATCH}.
   *
   * @param state as a HEAD has shown it
   * @return completes when that state is there no more; fails with {@link StoreFault.Kind#CONFLICT}
   *     if the object is in another state, which stays
   */
  CompletionStage<Void> delete(ObjectLocation object, ObjectIdentity state);

  /** What sends bytes to this store. */
  ObjectWriter writer();

  /** What reads bytes from this store. */
  ObjectReader reader();

  /** What tells how the content of objects is stored. */
  ObjectInspector inspector();

  /** What deletes many objects of this store by one call. */
  ObjectDeleter deleter();

  /** Releases connections and threads. */
  @Override
  void close();
}
