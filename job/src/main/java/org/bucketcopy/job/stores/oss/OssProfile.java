package org.bucketcopy.job.stores.oss;

import java.util.EnumSet;
import java.util.Map;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.MetadataLimits;
import org.bucketcopy.planner.store.StorageClasses;
import org.bucketcopy.planner.store.StorageClasses.Tier;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;

/** What OSS can do and how much. */
final class OssProfile {
  private static final long KIB = 1024;
  private static final long GIB = 1024 * 1024 * KIB;

  /**
   * 10,000 parts of 100 KB to 5 GB make 48.8 TB (help.aliyun.com/document_detail/31992.html).
   * CopyObject takes 5 GB, but 1 GB where the storage class changes (31979.html); keys have up to
   * 1,023 bytes (185228.html).
   */
  static final StoreLimits LIMITS =
      new StoreLimits(10_000, 100 * KIB, 5 * GIB, 10_000 * 5 * GIB, 5 * GIB, GIB, 1023);

  /** As the SDK names them. */
  private static final StorageClasses CLASSES =
      StorageClasses.of(
          Map.of(
              Tier.STANDARD, "Standard",
              Tier.INFREQUENT, "IA",
              Tier.ARCHIVE, "Archive",
              Tier.DEEP_ARCHIVE, "ColdArchive"),
          Map.of("DeepColdArchive", Tier.DEEP_ARCHIVE));

  /** 8 KB of user metadata and 10 tags (OSS developer reference, PutObject). */
  private static final MetadataLimits METADATA = new MetadataLimits(8192, 10);

  private OssProfile() {}

  static StoreProfile of(OssEndpoint endpoint) {
    return new StoreProfile(
        endpoint.service(),
        LIMITS,
        EnumSet.of(
            Ability.PART_COPY,
            Ability.SOURCE_CONDITIONS,
            Ability.PART_COPY_IF_MATCH,
            Ability.COPY_OBJECT_IF_MATCH,
            Ability.COMPLETE_IF_ABSENT,
            Ability.COPY_OBJECT_IF_ABSENT,
            Ability.PUT_OBJECT_IF_ABSENT,
            Ability.SENT_CRC,
            Ability.TAGS,
            Ability.TAGGING_DIRECTIVE,
            Ability.VERSIONS),
        CLASSES,
        METADATA);
  }
}
