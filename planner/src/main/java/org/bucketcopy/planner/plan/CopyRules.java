package org.bucketcopy.planner.plan;

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
 */
public record CopyRules(IfExists ifExists, TagRule tags, ObjectMetadata given, EtagRule etags) {
  /** Copies that may have any ETag. */
  public CopyRules(IfExists ifExists, TagRule tags, ObjectMetadata given) {
    this(ifExists, tags, given, EtagRule.ANY);
  }

  /** Copies that carry what their sources do. */
  public CopyRules(IfExists ifExists, TagRule tags) {
    this(ifExists, tags, ObjectMetadata.NONE);
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
