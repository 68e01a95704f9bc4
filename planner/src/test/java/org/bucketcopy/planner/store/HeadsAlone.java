package org.bucketcopy.planner.store;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * That of a store whose HEAD a test has written, which then counts for every look.
 *
 * @param store whose HEAD it is
 * @param others answers what no HEAD does
 */
public record HeadsAlone(ObjectStore store, ObjectInspector others) implements ObjectInspector {
  @Override
  public CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> versionId) {
    return store.head(object, versionId);
  }

  @Override
  public CompletionStage<ObjectPart> part(
      ObjectLocation object, Optional<String> versionId, int partNumber) {
    return others.part(object, versionId, partNumber);
  }

  @Override
  public CompletionStage<ObjectPartsPage> partsAfter(
      ObjectLocation object, Optional<String> versionId, int after) {
    return others.partsAfter(object, versionId, after);
  }
}
