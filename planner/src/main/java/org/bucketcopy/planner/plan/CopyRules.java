package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.store.DestinationRule;

/**
 * What the user wants where a copy could be made in more than one way.
 *
 * @param ifExists what to do with objects that are already there
 * @param tags what is wanted of the tags of objects
 */
public record CopyRules(IfExists ifExists, TagRule tags) {
  /** What a copy may do to an object that is already there. */
  public DestinationRule destination() {
    return ifExists.destination();
  }
}
