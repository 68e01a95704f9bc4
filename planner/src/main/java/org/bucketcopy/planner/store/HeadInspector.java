package org.bucketcopy.planner.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * That of a store whose HEAD says all there is to know, and nothing of parts.
 *
 * @param store the store
 */
public record HeadInspector(ObjectStore store) implements ObjectInspector {
  private static final String NO_PARTS = "the store does not say of which parts an object was made";

  @Override
  public CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> versionId) {
    return store.head(object, versionId);
  }

  @Override
  public CompletionStage<ObjectPart> part(
      ObjectLocation object, Optional<String> versionId, int partNumber) {
    return unsupported(StoreOperation.HEAD_OBJECT, object);
  }

  @Override
  public CompletionStage<ObjectPartsPage> partsAfter(
      ObjectLocation object, Optional<String> versionId, int after) {
    return unsupported(StoreOperation.READ_ATTRIBUTES, object);
  }

  private static <T> CompletionStage<T> unsupported(
      StoreOperation operation, ObjectLocation object) {
    return CompletableFuture.failedStage(
        new StoreException(
            StoreFault.found(StoreFault.Kind.UNSUPPORTED, operation, object, NO_PARTS)));
  }
}
