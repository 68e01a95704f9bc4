package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Sets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.FileComparison;
import org.bucketcopy.planner.verify.MetadataAspect;
import org.bucketcopy.planner.verify.MetadataComparison;
import org.bucketcopy.planner.verify.ObjectComparison;
import org.bucketcopy.planner.verify.ObjectComparison.Side;

/**
 * Compare a source with its destination by what the stores know of their contents, as they are now.
 * Of a file, all bytes are read.
 *
 * @param source an object or a file
 * @param destination what should have the same content; at least one of the two is an object
 * @param metadata what is compared beside the content, if both are objects
 */
public record CompareWork(
    long id, SourceEntry source, SourceEntry destination, Set<MetadataAspect> metadata)
    implements WorkItem<Compared> {
  private static final long HELD_OF_A_FILE = 1 << 18;

  public CompareWork {
    metadata = Sets.immutableEnumSet(metadata);
    checkArgument(
        source instanceof SourceObject || destination instanceof SourceObject,
        "%s and %s are two files",
        source,
        destination);
  }

  @Override
  public StoreOperation operation() {
    return StoreOperation.HEAD_OBJECT;
  }

  @Override
  public Set<Bucket> buckets() {
    return objects().map(object -> object.location().bucket()).collect(Collectors.toSet());
  }

  private Stream<SourceObject> objects() {
    return Stream.of(source, destination)
        .filter(SourceObject.class::isInstance)
        .map(SourceObject.class::cast);
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public long bytes() {
    return objects().count() == 2 ? 0 : HELD_OF_A_FILE;
  }

  @Override
  public Class<Compared> resultType() {
    return Compared.class;
  }

  @Override
  public CompletionStage<Compared> run(ExecutorResources executor) {
    if (source instanceof SourceFile file) {
      return file(executor, file, (SourceObject) destination, new Comparison.Missing());
    }
    if (destination instanceof SourceFile file) {
      return file(executor, file, (SourceObject) source, new Comparison.Extra());
    }
    return objects(executor, (SourceObject) source, (SourceObject) destination);
  }

  private CompletionStage<Compared> file(
      ExecutorResources executor, SourceFile file, SourceObject object, Comparison ifGone) {
    return look(executor, object)
        .thenCompose(
            side ->
                side.isPresent()
                    ? FileComparison.of(
                        executor.files().whole(file), file.path(), side.get(), executor.readers())
                    : CompletableFuture.completedStage(ifGone))
        .thenApply(content -> new Compared(content, List.of()));
  }

  private CompletionStage<Compared> objects(
      ExecutorResources executor, SourceObject from, SourceObject to) {
    return look(executor, from)
        .thenCompose(
            source -> look(executor, to).thenCompose(destination -> compared(source, destination)));
  }

  private CompletionStage<Compared> compared(Optional<Side> from, Optional<Side> to) {
    if (from.isEmpty() || to.isEmpty()) {
      return CompletableFuture.completedStage(new Compared(gone(from, to), List.of()));
    }
    List<String> differences =
        new MetadataComparison(metadata)
            .differences(from.get().info().metadata(), to.get().info().metadata());
    return ObjectComparison.of(from.get(), to.get())
        .thenApply(content -> new Compared(content, differences));
  }

  private static Comparison gone(Optional<Side> from, Optional<Side> to) {
    if (from.isPresent()) {
      return new Comparison.Missing();
    }
    return to.isPresent()
        ? new Comparison.Extra()
        : new Comparison.Undecided("it was listed on both sides, and is now on neither");
  }

  /**
   * The object as it is now, with its tags if they are compared; empty if it is gone. One request
   * after the other, as an item is one request in flight.
   */
  private CompletionStage<Optional<Side>> look(ExecutorResources executor, SourceObject object) {
    ObjectStore store = executor.store(object.location().bucket());
    return store
        .inspector()
        .info(object.location(), Optional.empty())
        .thenCompose(info -> tags(store, object).thenApply(info::withTags))
        .thenApply(info -> Optional.of(new Side(store, object.location(), info)))
        .exceptionally(
            failure -> {
              if (StoreException.kindOf(failure) == StoreFault.Kind.NOT_FOUND) {
                return Optional.empty();
              }
              throw StoreException.again(failure);
            });
  }

  /** A store that does not know tags (501, 405) has none. */
  private CompletionStage<Map<String, String>> tags(ObjectStore store, SourceObject object) {
    if (!metadata.contains(MetadataAspect.TAGS) || !store.profile().can(Ability.TAGS)) {
      return CompletableFuture.completedStage(Map.of());
    }
    return store
        .tags(object.location(), Optional.empty())
        .exceptionally(
            failure -> {
              if (StoreException.kindOf(failure) == StoreFault.Kind.UNSUPPORTED) {
                return Map.of();
              }
              throw StoreException.again(failure);
            });
  }
}
