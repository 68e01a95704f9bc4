package org.bucketcopy.job.stores.registry;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;

/** A store that was found not to have an ability that its profile has. */
final class LessAbleStore extends StoreDecorator {
  private final StoreProfile profile;

  LessAbleStore(ObjectStore store, Ability lacking) {
    super(store);
    this.profile = store.profile().without(lacking);
  }

  @Override
  public StoreProfile profile() {
    return profile;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    return call.get();
  }
}
