package org.bucketcopy.planner.store;

import com.google.common.collect.Sets;
import java.util.Set;

/**
 * What the job has to know about the store behind a bucket.
 *
 * @param service names the service that holds the bucket, for instance its endpoint. A server-side
 *     copy is possible only between buckets of one service
 * @param limits its limits
 * @param abilities what it can do
 * @param classes its storage classes
 * @param metadata how much an object may carry
 */
public record StoreProfile(
    String service,
    StoreLimits limits,
    Set<Ability> abilities,
    StorageClasses classes,
    MetadataLimits metadata) {
  /** Nothing holds under a condition that is not sent. */
  private static final Set<Ability> UNDER_CONDITIONS =
      Sets.immutableEnumSet(Ability.PART_COPY_IF_MATCH, Ability.COPY_OBJECT_IF_MATCH);

  public StoreProfile {
    boolean conditions = abilities.contains(Ability.SOURCE_CONDITIONS);
    abilities =
        Sets.immutableEnumSet(
            conditions ? abilities : Sets.difference(abilities, UNDER_CONDITIONS));
  }

  /** A store of whose storage classes and metadata nothing is known. */
  public StoreProfile(String service, StoreLimits limits, Set<Ability> abilities) {
    this(service, limits, abilities, StorageClasses.UNKNOWN, MetadataLimits.UNKNOWN);
  }

  /** The same store without {@code ability}. */
  public StoreProfile without(Ability ability) {
    return new StoreProfile(
        service,
        limits,
        Sets.difference(abilities, Sets.immutableEnumSet(ability)),
        classes,
        metadata);
  }

  /** Whether the store has {@code ability}. */
  public boolean can(Ability ability) {
    return abilities.contains(ability);
  }

  /**
   * Whether the store decides by itself, in every bucket, that a destination is absent.
   *
   * @param call {@link Ability#COPY_OBJECT_IF_ABSENT}, {@link Ability#PUT_OBJECT_IF_ABSENT} or
   *     {@link Ability#COMPLETE_IF_ABSENT}
   */
  public boolean decidesAbsence(Ability call) {
    return can(call) && can(Ability.IF_ABSENT_ON_VERSIONED_BUCKETS);
  }
}
