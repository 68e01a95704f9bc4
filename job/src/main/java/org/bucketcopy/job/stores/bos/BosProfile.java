package org.bucketcopy.job.stores.bos;

import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.bucketcopy.job.stores.EndpointUri;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.MetadataLimits;
import org.bucketcopy.planner.store.StorageClasses;
import org.bucketcopy.planner.store.StorageClasses.Tier;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;

/** Limits and abilities of BOS. */
final class BosProfile {
  private static final String PUBLIC_SERVICE = "bcebos.com";
  private static final long KIB = 1024;
  private static final long GIB = 1024 * 1024 * KIB;

  /**
   * 10,000 parts of 100 KiB to 5 GiB, which makes 48.8 TiB; CopyObject up to 5 GiB; keys up to 1024
   * bytes (cloud.baidu.com/doc/BOS/s/fkc5vbii0, .../Lkc5p9g3w).
   */
  static final StoreLimits LIMITS =
      new StoreLimits(10_000, 100 * KIB, 5 * GIB, 10_000 * 5 * GIB, 5 * GIB, 1024);

  private static final ImmutableSet<Ability> ABILITIES =
      ImmutableSet.of(
          Ability.PART_COPY,
          Ability.SOURCE_CONDITIONS,
          Ability.PART_COPY_IF_MATCH,
          Ability.COPY_OBJECT_IF_MATCH,
          Ability.COMPLETE_IF_ABSENT,
          Ability.SENT_MD5,
          Ability.TAGS,
          Ability.TAGGING_DIRECTIVE,
          Ability.CROSS_REGION_COPY);

  /** As the SDK names them. */
  private static final StorageClasses CLASSES =
      StorageClasses.of(
          Map.of(
              Tier.STANDARD, "STANDARD",
              Tier.INFREQUENT, "STANDARD_IA",
              Tier.COLD, "COLD",
              Tier.ARCHIVE, "ARCHIVE"),
          Map.of());

  /** 2 KB of user metadata (cloud.baidu.com/doc/BOS/s/Njwvyseb4), and 10 tags. */
  private static final MetadataLimits METADATA = new MetadataLimits(2048, 10);

  private BosProfile() {}

  /** The profile behind {@code endpoint}: all public regions are one service. */
  static StoreProfile of(URI endpoint) {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    boolean isPublic = host.equals(PUBLIC_SERVICE) || host.endsWith("." + PUBLIC_SERVICE);
    String service = isPublic ? PUBLIC_SERVICE : EndpointUri.service(endpoint);
    return new StoreProfile(service, LIMITS, ABILITIES, CLASSES, METADATA);
  }
}
