package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.job.stores.listing.XmlScrubber;
import org.bucketcopy.planner.store.ObjectDeleter;
import org.bucketcopy.planner.store.StoreFault;

/**
 * Deletions of a store that takes the keys of many objects in XML: one key that XML cannot carry
 * would fail all, so such objects are deleted one by one.
 */
public final class XmlDeletions {
  private XmlDeletions() {}

  /**
   * Deletes objects.
   *
   * @param keys as of {@link ObjectDeleter#delete}
   * @param together deletes those that XML can carry by one call; not called without any
   * @param alone deletes one by a call of its own
   * @return as {@link ObjectDeleter#delete}
   */
  public static CompletionStage<Map<String, StoreFault>> of(
      Set<String> keys,
      Function<Set<String>, CompletionStage<Map<String, StoreFault>>> together,
      Function<String, CompletionStage<Map<String, StoreFault>>> alone) {
    checkArgument(
        !keys.isEmpty() && keys.size() <= ObjectDeleter.MAX_KEYS,
        "%s keys in one call",
        keys.size());
    Set<String> carried = ImmutableSet.copyOf(Sets.filter(keys, XmlDeletions::canCarry));
    CompletionStage<Map<String, StoreFault>> failed =
        carried.isEmpty() ? CompletableFuture.completedStage(Map.of()) : together.apply(carried);
    for (String key : Sets.difference(keys, carried)) {
      failed = failed.thenCombine(alone.apply(key), XmlDeletions::both);
    }
    return failed;
  }

  private static boolean canCarry(String key) {
    return key.codePoints().noneMatch(XmlScrubber::isForbidden);
  }

  private static Map<String, StoreFault> both(
      Map<String, StoreFault> some, Map<String, StoreFault> more) {
    Map<String, StoreFault> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
