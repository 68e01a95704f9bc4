package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The storage classes of a store by what they are for, so that an object of another store gets one
 * that is as good.
 *
 * @param tiers of each class by its name, in any case
 * @param names the class that a new object of a tier gets
 */
public record StorageClasses(Map<String, Tier> tiers, Map<Tier, String> names) {
  /** What a class is for, the most often read first. */
  public enum Tier {
    /** Read at any time. */
    STANDARD,
    /** Read at once, and seldom. */
    INFREQUENT,
    /** Read at once, and hardly ever. */
    COLD,
    /** Restored before it is read. */
    ARCHIVE,
    /** Restored within hours before it is read. */
    DEEP_ARCHIVE
  }

  /** Of a store whose classes are unknown: each is one of its own. */
  public static final StorageClasses UNKNOWN = new StorageClasses(Map.of(), Map.of());

  public StorageClasses {
    tiers = ImmutableSortedMap.copyOf(tiers, String.CASE_INSENSITIVE_ORDER);
    names = Maps.immutableEnumMap(names);
  }

  /**
   * The classes of a store.
   *
   * @param names the class that a new object of a tier gets
   * @param others classes that are as good as one of these, with their tiers
   */
  public static StorageClasses of(Map<Tier, String> names, Map<String, Tier> others) {
    ImmutableMap.Builder<String, Tier> tiers = ImmutableMap.builder();
    names.forEach((tier, name) -> tiers.put(name, tier));
    return new StorageClasses(tiers.putAll(others).buildOrThrow(), new EnumMap<>(names));
  }

  /**
   * The class of another store which is as good as one of these: that of the same tier, or of the
   * next one that is read sooner. Where both stores have the same classes, it is the same.
   *
   * @param name of a class of this store
   * @return empty if nothing is known of it
   */
  public Optional<String> equivalent(String name, StorageClasses other) {
    if (equals(other)) {
      return Optional.of(name);
    }
    return Optional.ofNullable(tiers.get(name)).flatMap(other::nearest);
  }

  private Optional<String> nearest(Tier tier) {
    return names.entrySet().stream()
        .filter(entry -> entry.getKey().compareTo(tier) <= 0)
        .max(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue);
  }
}
