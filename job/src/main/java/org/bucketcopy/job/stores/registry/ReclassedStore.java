package org.bucketcopy.job.stores.registry;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.ObjectPartsPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;

/** Shows each object in one storage class: that of its copy. */
final class ReclassedStore extends StoreDecorator {
  private final UnaryOperator<Optional<String>> classes;

  ReclassedStore(ObjectStore store, UnaryOperator<Optional<String>> classes) {
    super(store);
    this.classes = classes;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    return call.get();
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    return super.list(prefix, startAfter).thenApply(this::reclassed);
  }

  private ListingPage reclassed(ListingPage page) {
    return new ListingPage(
        page.objects().stream()
            .map(
                object ->
                    new ListedObject(
                        object.key(), object.identity(), classes.apply(object.storageClass())))
            .toList(),
        page.unusable(),
        page.next());
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    return super.head(object, versionId).thenApply(this::reclassed);
  }

  private ObjectInfo reclassed(ObjectInfo info) {
    return info.with(
        info.metadata().withStorageClass(classes.apply(info.metadata().storageClass())));
  }

  @Override
  public ObjectInspector inspector() {
    ObjectInspector inspector = super.inspector();
    return new ObjectInspector() {
      @Override
      public CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> versionId) {
        return inspector.info(object, versionId).thenApply(ReclassedStore.this::reclassed);
      }

      @Override
      public CompletionStage<ObjectPart> part(
          ObjectLocation object, Optional<String> versionId, int partNumber) {
        return inspector.part(object, versionId, partNumber);
      }

      @Override
      public CompletionStage<ObjectPartsPage> partsAfter(
          ObjectLocation object, Optional<String> versionId, int after) {
        return inspector.partsAfter(object, versionId, after);
      }
    };
  }
}
