package org.bucketcopy.job.stores.listing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.listing.KeyOrder;
import org.bucketcopy.planner.model.ObjectPrefix;

/** The places that were reached by continuation tokens, those used last. Thread-safe. */
final class Trails {
  private static final int MOST = 4096;

  private final Map<Place, Trail> trails = new LinkedHashMap<>(16, 0.75f, true);

  private record Place(ObjectPrefix prefix, String last) {}

  /** The page that ends with {@code last} leads to {@code trail}. */
  synchronized void add(ObjectPrefix prefix, String last, Trail trail) {
    trails.put(new Place(prefix, last), trail);
    if (trails.size() > MOST) {
      trails.remove(trails.keySet().iterator().next());
    }
  }

  /** What follows the page that ends with {@code last}. */
  synchronized Optional<Trail> behind(ObjectPrefix prefix, String last) {
    return Optional.ofNullable(trails.get(new Place(prefix, last)));
  }

  /** The farthest place before which nothing comes after {@code key}. */
  synchronized Trail before(ObjectPrefix prefix, String key) {
    return trails.entrySet().stream()
        .filter(entry -> entry.getKey().prefix().equals(prefix))
        .map(Map.Entry::getValue)
        .filter(trail -> trail.isBefore(key))
        .max((left, right) -> KeyOrder.UTF_8.compare(greatest(left), greatest(right)))
        .orElse(Trail.BEGINNING);
  }

  private static String greatest(Trail trail) {
    return trail.greatest().orElse("");
  }
}
