package org.bucketcopy.job.stores.s3;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.math.LongMath;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.MetadataLimits;
import org.bucketcopy.planner.store.StorageClasses;
import org.bucketcopy.planner.store.StorageClasses.Tier;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;

/** What is known of a store before it is asked, with what the settings say it deviates in. */
final class S3Profile {
  /**
   * What some store that speaks S3 silently ignores or does otherwise. The headers are sent all the
   * same; without the ability nobody relies on them.
   */
  private static final Set<Ability> ONLY_SURE_ON_AWS =
      EnumSet.of(
          Ability.PART_COPY_IF_MATCH,
          Ability.COPY_OBJECT_IF_MATCH,
          Ability.COMPLETE_IF_ABSENT,
          Ability.COPY_OBJECT_IF_ABSENT,
          Ability.PUT_OBJECT_IF_ABSENT,
          Ability.IF_ABSENT_ON_VERSIONED_BUCKETS,
          Ability.DELETE_IF_MATCH,
          Ability.COMPOSITE_ETAG,
          Ability.TAGGING_DIRECTIVE,
          Ability.CHECKSUM_TRAILER,
          Ability.SENT_CRC,
          Ability.SENT_MD5,
          Ability.COPY_CHECKSUMS,
          Ability.OBJECT_ATTRIBUTES);

  /** docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html. */
  private static final StorageClasses CLASSES =
      StorageClasses.of(
          Map.of(
              Tier.STANDARD, "STANDARD",
              Tier.INFREQUENT, "STANDARD_IA",
              Tier.COLD, "GLACIER_IR",
              Tier.ARCHIVE, "GLACIER",
              Tier.DEEP_ARCHIVE, "DEEP_ARCHIVE"),
          Map.of(
              "REDUCED_REDUNDANCY", Tier.STANDARD,
              "INTELLIGENT_TIERING", Tier.STANDARD,
              "EXPRESS_ONEZONE", Tier.STANDARD,
              "ONEZONE_IA", Tier.INFREQUENT));

  /**
   * 2 KB of user metadata (docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html) and 10
   * tags (.../object-tagging.html). Other servers have other limits.
   */
  private static final MetadataLimits METADATA_OF_AWS = new MetadataLimits(2048, 10);

  private static final String OURS = "bucketcopy.";
  private static final Pattern SIZE = Pattern.compile("(?<count>\\d{1,15})(?<unit>[KMGT]?)(iB)?");

  private S3Profile() {}

  static StoreProfile of(S3Endpoint endpoint, StoreSettings settings) {
    return new StoreProfile(
        endpoint.service(),
        limits(settings),
        abilities(endpoint, settings),
        CLASSES,
        endpoint.aws() ? METADATA_OF_AWS : MetadataLimits.UNKNOWN);
  }

  private static StoreLimits limits(StoreSettings settings) {
    StoreLimits s3 = StoreLimits.S3;
    long maxParts = number(settings, "max-parts", s3.maxParts());
    checkArgument(
        0 < maxParts && maxParts <= Integer.MAX_VALUE,
        "the setting %smax-parts cannot be %s",
        OURS,
        maxParts);
    long minPartSize = number(settings, "min-part-size", s3.minPartSize());
    long maxPartSize = number(settings, "max-part-size", s3.maxPartSize());
    return new StoreLimits(
        (int) maxParts,
        minPartSize,
        maxPartSize,
        LongMath.saturatedMultiply(maxPartSize, maxParts),
        number(settings, "max-copy-object-size", s3.maxCopyObjectSize()),
        s3.maxKeyBytes());
  }

  private static long number(StoreSettings settings, String name, long standard) {
    return settings.text(OURS + name).map(text -> number(name, text)).orElse(standard);
  }

  private static long number(String name, String text) {
    Matcher size = SIZE.matcher(text);
    checkArgument(
        size.matches(), "the setting %s%s must be like 64MiB, not \"%s\"", OURS, name, text);
    int power = "KMGT".indexOf(size.group("unit")) + (size.group("unit").isEmpty() ? 0 : 1);
    return LongMath.checkedMultiply(Long.parseLong(size.group("count")), 1L << (10 * power));
  }

  private static Set<Ability> abilities(S3Endpoint endpoint, StoreSettings settings) {
    Set<Ability> abilities = EnumSet.allOf(Ability.class);
    if (!endpoint.aws()) {
      abilities.removeAll(ONLY_SURE_ON_AWS);
    }
    Splitter.on(',')
        .trimResults()
        .omitEmptyStrings()
        .split(settings.text(OURS + "abilities").orElse(""))
        .forEach(change -> apply(change, abilities));
    // On S3 these follow from others.
    follow(Ability.SENT_CRC, Ability.CHECKSUM_TRAILER, abilities);
    follow(Ability.SENT_MD5, Ability.COMPOSITE_ETAG, abilities);
    return abilities;
  }

  private static void follow(Ability ability, Ability from, Set<Ability> abilities) {
    if (abilities.contains(from)) {
      abilities.add(ability);
    } else {
      abilities.remove(ability);
    }
  }

  private static void apply(String change, Set<Ability> abilities) {
    Ability ability = ability(change);
    if (change.startsWith("+")) {
      abilities.add(ability);
    } else {
      abilities.remove(ability);
    }
  }

  private static Ability ability(String change) {
    String name = change.substring(1).strip().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Ability.values())
        .filter(ability -> change.startsWith("+") || change.startsWith("-"))
        .filter(ability -> ability.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the setting "
                        + OURS
                        + "abilities must name +ABILITY or -ABILITY, not \""
                        + change
                        + "\"; there are "
                        + Arrays.toString(Ability.values())));
  }
}
