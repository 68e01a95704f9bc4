package org.bucketcopy.planner.source;

import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.SourceState;

/** Something that can be transferred, in the state in which the source shows it. */
public sealed interface SourceEntry permits SourceObject, SourceFile {
  /** Where it is, exactly. */
  String uri();

  /** Its state. */
  SourceState state();

  /** Its length in bytes. */
  default long size() {
    return state().size();
  }

  /**
   * This entry with its destination.
   *
   * @param existing what is there already
   */
  TransferPair to(ObjectLocation destination, Optional<ListedObject> existing);
}
