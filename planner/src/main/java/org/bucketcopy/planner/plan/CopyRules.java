package org.bucketcopy.planner.plan;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.DestinationRule;

/**
 * What the user wants where a copy could be made in more than one way.
 *
 * @param ifExists what to do with objects that are already there
 * @param tags what is wanted of the tags of objects
 * @param given what each copy carries in place of what its source does: {@link
 *     ObjectMetadata#overriddenBy}
 * @param etags what is wanted of the ETags of copies
 * @param classes the storage class that copies get in place of another one, each as its store
 *     spells it
 */
public record CopyRules(
    IfExists ifExists,
    TagRule tags,
    ObjectMetadata given,
    EtagRule etags,
    Map<String, String> classes) {
  private static final String STANDARD = "STANDARD";

  public CopyRules {
    classes = ImmutableSortedMap.copyOf(classes, String.CASE_INSENSITIVE_ORDER);
  }

  /** Copies that may have any ETag. */
  public CopyRules(IfExists ifExists, TagRule tags, ObjectMetadata given) {
    this(ifExists, tags, given, EtagRule.ANY, Map.of());
  }

  /** Copies that carry what their sources do. */
  public CopyRules(IfExists ifExists, TagRule tags) {
    this(ifExists, tags, ObjectMetadata.NONE);
  }

  /** The same where copies have a storage class that no option names. */
  public CopyRules orIn(Optional<String> storageClass) {
    ObjectMetadata all = given.withStorageClass(given.storageClass().or(() -> storageClass));
    return new CopyRules(ifExists, tags, all, etags, classes);
  }

  /**
   * The storage class that the user wants a copy to have; empty if that is left to the source.
   *
   * @param ofSource of the source; empty for the default one
   */
  public Optional<String> wantedClass(Optional<String> ofSource) {
    return given
        .storageClass()
        .or(() -> Optional.ofNullable(classes.get(ofSource.orElse(STANDARD))));
  }

  /** Whether a copy may have another storage class than its source. */
  public boolean changesClasses() {
    return given.storageClass().isPresent() || !classes.isEmpty();
  }

  /** The storage class of a copy in a store that knows the same ones as that of the source. */
  public Optional<String> classOfCopy(Optional<String> ofSource) {
    return wantedClass(ofSource).or(() -> ofSource);
  }

  /** What a copy may do to an object that is already there. */
  public DestinationRule destination() {
    return ifExists.destination();
  }

  /**
   * Whether a copy carries content headers or user metadata that its source does not. One that is
   * made by one call then has to be given all of them.
   */
  public boolean replacesMetadata() {
    return !given.headers().isEmpty() || !given.user().isEmpty();
  }

  /** Whether each copy gets the same tags, whatever its source has. */
  public boolean replacesTags() {
    return !given.tags().isEmpty();
  }

  /** Whether tags of sources are carried over, as far as that is allowed. */
  public boolean copiesTags() {
    return tags != TagRule.NONE && !replacesTags();
  }

  /** Whether an object without its tags is no copy. */
  public boolean requiresTags() {
    return tags == TagRule.REQUIRED || replacesTags();
  }
}
