package org.bucketcopy.planner.source;

import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;

/** An entry of the source, where it goes, and what is there. */
public sealed interface TransferPair extends Candidate permits CopyPair, UploadPair {
  /** The entry, in the state in which the source shows it. */
  SourceEntry source();

  /** Where it goes. */
  ObjectLocation destination();

  /** What is there already, as a listing or a HEAD of the destination shows it. */
  Optional<ListedObject> existing();
}
