package org.bucketcopy.planner.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * What {@link DestinationRule#MUST_BE_ABSENT} takes where a store cannot be relied on to decide it:
 * a look directly before the write. What somebody else writes in between is replaced.
 */
public final class AbsentDestination {
  private AbsentDestination() {}

  /** Whether {@link #check} would look. */
  public static boolean looks(StoreProfile store, DestinationRule rule, Ability call) {
    return rule == DestinationRule.MUST_BE_ABSENT && !store.decidesAbsence(call);
  }

  /**
   * Looks, unless the rule allows to replace or the store decides by itself.
   *
   * @param call {@link Ability#COPY_OBJECT_IF_ABSENT}, {@link Ability#PUT_OBJECT_IF_ABSENT} or
   *     {@link Ability#COMPLETE_IF_ABSENT}
   * @return fails with {@link Kind#ALREADY_EXISTS} if there is an object
   */
  public static CompletionStage<Void> check(
      ObjectStore store, ObjectLocation destination, DestinationRule rule, Ability call) {
    if (!looks(store.profile(), rule, call)) {
      return CompletableFuture.completedStage(null);
    }
    return store
        .head(destination, Optional.empty())
        .handle(
            (found, failure) -> {
              if (failure == null) {
                throw new StoreException(
                    StoreFault.found(
                        Kind.ALREADY_EXISTS,
                        StoreOperation.HEAD_OBJECT,
                        destination,
                        "it is there, and must not be replaced"));
              }
              StoreFault fault =
                  StoreException.faultOf(failure, StoreOperation.HEAD_OBJECT, destination);
              if (fault.kind() != Kind.NOT_FOUND) {
                throw new StoreException(fault);
              }
              return null;
            });
  }

  /** Sends a whole object, after that look. */
  public static CompletionStage<StoredObject> put(ObjectStore store, ObjectPut put, Body body) {
    return check(store, put.destination(), put.rule(), Ability.PUT_OBJECT_IF_ABSENT)
        .thenCompose(absent -> store.writer().put(put, body));
  }

  /** Copies a whole object, after that look. */
  public static CompletionStage<StoredObject> copy(ObjectStore store, ObjectCopy copy) {
    return check(store, copy.destination(), copy.rule(), Ability.COPY_OBJECT_IF_ABSENT)
        .thenCompose(absent -> store.copyObject(copy));
  }
}
