package org.bucketcopy.job.transfer;

import com.google.common.collect.Sets;
import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Finds out of which parts an object was made, by HEADs with part numbers. One tells all of up to
 * two parts. Of more, the first and the last say whether all can be of one size, which is nearly
 * always so, and then taken for certain only when a copy has the ETag. Otherwise each part is
 * looked at.
 *
 * @param store that holds the object
 * @param object where it is
 * @param identity in which state
 */
record SourceParts(ObjectStore store, ObjectLocation object, ObjectIdentity identity) {
  /** Why nobody can know the parts: the store does not say, or denies one that it has named. */
  static final Set<Kind> UNKNOWN = Sets.immutableEnumSet(Kind.UNSUPPORTED, Kind.INVALID);

  /** Looks at parts of one object that are under way at a time. */
  private static final int AT_A_TIME = 32;

  /**
   * How an object was cut.
   *
   * @param certain whether each part is known
   */
  record Cut(PartLayout layout, boolean certain) {}

  /**
   * How the object was cut.
   *
   * @return fails with {@link Kind#UNSUPPORTED} if the store does not say so, and with {@link
   *     Kind#SOURCE_CHANGED} if the object is in another state
   */
  CompletionStage<Cut> cut() {
    return part(1).thenCompose(this::cut);
  }

  private CompletionStage<Cut> cut(ObjectPart first) {
    int parts = first.partCount();
    long size = identity.size();
    long length = first.range().length();
    if (parts == 1) {
      return certain(layout(List.of(first.range())));
    }
    if (parts == 2 && length < size) {
      return certain(layout(List.of(first.range(), new ByteRange(length, size - 1))));
    }
    if (LongMath.divide(size, length, RoundingMode.CEILING) != parts) {
      return each().thenCompose(SourceParts::certain);
    }
    PartLayout even = new PartLayout(size, length);
    return part(parts)
        .thenCompose(
            last ->
                last.range().equals(even.range(parts))
                    ? CompletableFuture.completedStage(new Cut(even, /* certain= */ false))
                    : each().thenCompose(SourceParts::certain));
  }

  private static CompletionStage<Cut> certain(PartLayout layout) {
    return CompletableFuture.completedStage(new Cut(layout, /* certain= */ true));
  }

  /** The same by a look at each part. */
  CompletionStage<PartLayout> each() {
    int parts = identity.etag().parts().orElseThrow(this::undivided);
    return from(1, parts, new ArrayList<>());
  }

  private CompletionStage<PartLayout> from(int next, int parts, List<ByteRange> known) {
    if (next > parts) {
      return CompletableFuture.completedStage(layout(known));
    }
    List<CompletableFuture<ObjectPart>> asked =
        IntStream.range(next, (int) Math.min((long) next + AT_A_TIME, parts + 1L))
            .mapToObj(number -> part(number).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenCompose(
            all -> {
              asked.forEach(answered -> known.add(answered.join().range()));
              return from(next + asked.size(), parts, known);
            });
  }

  private CompletionStage<ObjectPart> part(int number) {
    return store
        .inspector()
        .part(object, identity.versionId(), number)
        .thenApply(
            part -> {
              if (!part.etag().equals(identity.etag())) {
                throw fault(Kind.SOURCE_CHANGED, "it was overwritten while it was looked at");
              }
              if (identity.etag().parts().orElseThrow(this::undivided) != part.partCount()) {
                throw undivided();
              }
              return part;
            });
  }

  private PartLayout layout(List<ByteRange> ranges) {
    long end = 0;
    for (ByteRange range : ranges) {
      if (range.first() != end) {
        throw undivided();
      }
      end = range.last() + 1;
    }
    if (end != identity.size()) {
      throw undivided();
    }
    return PartLayout.of(ranges.stream().map(ByteRange::length).toList());
  }

  private StoreException undivided() {
    return fault(
        Kind.UNSUPPORTED,
        "the parts that the store names do not make the object, or not with this ETag");
  }

  private StoreException fault(Kind kind, String message) {
    return new StoreException(StoreFault.found(kind, StoreOperation.HEAD_OBJECT, object, message));
  }
}
