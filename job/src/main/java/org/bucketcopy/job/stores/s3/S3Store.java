package org.bucketcopy.job.stores.s3;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.BucketInfo;
import org.bucketcopy.planner.store.ListedInstead;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectDeleter;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartsPage;
import org.bucketcopy.planner.store.SentProof;
import org.bucketcopy.planner.store.SourceConditions;
import org.bucketcopy.planner.store.StateDeletion;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.store.UploadsPage;

/** A store that speaks S3. */
final class S3Store implements ObjectStore {
  private final StoreProfile profile;
  private final S3Connection connection;
  private final InstantSource clock;
  private final S3Objects objects;
  private final S3Listings listings;
  private final S3Copies copies;
  private final SourceConditions conditions;
  private final S3Writer writer;

  /**
   * How bodies are sent.
   *
   * @param proof what is made to prove that they arrive
   * @param readers the threads that they are read on
   */
  record Sending(SentProof proof, Executor readers) {}

  /**
   * Closes {@code connection} with itself; {@code pageSize} is the maximum number of objects to ask
   * for at once, {@code clock} decides whether an object's lock is over, and {@code sending} is how
   * bodies are sent.
   */
  S3Store(
      StoreProfile profile,
      S3Connection connection,
      Optional<Integer> pageSize,
      InstantSource clock,
      Sending sending) {
    this.profile = profile;
    this.connection = connection;
    this.clock = clock;
    this.objects = new S3Objects(connection.client(), profile, clock);
    this.listings = new S3Listings(connection.client(), connection.calls(), pageSize);
    this.conditions = new SourceConditions(profile);
    this.copies =
        new S3Copies(
            connection,
            sending.proof().crc() ? profile : profile.without(Ability.CHECKSUM_TRAILER));
    this.writer = new S3Writer(connection, sending.proof(), sending.readers());
  }

  @Override
  public StoreProfile profile() {
    return profile;
  }

  @Override
  public CompletionStage<BucketInfo> bucket(Bucket bucket) {
    return objects.bucket(bucket);
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    return listings.objects(prefix, startAfter);
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    return objects
        .head(object, versionId)
        .thenCompose(
            head -> ListedInstead.info(this, object, head.length(), head.etag(), head::info));
  }

  @Override
  public CompletionStage<Map<String, String>> tags(
      ObjectLocation object, Optional<String> versionId) {
    return objects.tags(object, versionId);
  }

  @Override
  public CompletionStage<Void> writeTags(ObjectLocation object, Map<String, String> tags) {
    return objects.writeTags(object, tags);
  }

  @Override
  public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
    return conditions.object(copy, copies::copyObject);
  }

  @Override
  public CompletionStage<UploadHandle> initiate(UploadRequest request) {
    return copies.initiate(request);
  }

  @Override
  public CompletionStage<UploadedPart> copyPart(PartCopy copy) {
    return conditions.part(
        copy,
        asked ->
            copies.copyPart(asked).thenCompose(part -> ListedInstead.copied(this, asked, part)));
  }

  @Override
  public CompletionStage<PartsPage> partsAfter(UploadHandle upload, int partNumber) {
    return listings.parts(upload, partNumber);
  }

  @Override
  public CompletionStage<UploadsPage> openUploadsAfter(
      ObjectPrefix prefix, Optional<UploadMarker> after) {
    return listings.uploads(prefix, after);
  }

  @Override
  public CompletionStage<StoredObject> complete(UploadCompletion completion) {
    return copies.complete(completion);
  }

  @Override
  public CompletionStage<Void> abort(UploadHandle upload) {
    return copies.abort(upload);
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation object, ObjectIdentity state) {
    return StateDeletion.of(this, object, state, () -> objects.delete(object, state));
  }

  @Override
  public ObjectWriter writer() {
    return writer;
  }

  @Override
  public ObjectReader reader() {
    return new S3Reader(connection.calls(), clock);
  }

  @Override
  public ObjectInspector inspector() {
    return new S3Inspector(this, objects, connection);
  }

  @Override
  public ObjectDeleter deleter() {
    return new S3Deleter(connection.client());
  }

  @Override
  public void close() {
    connection.close();
  }
}
