package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.wire.ObjectWork;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoredObject;

/**
 * An object that one CopyObject copies.
 *
 * @param owner notified of what came of it
 * @param pair what goes where
 * @param copy the call
 * @param metadata what the copy shall carry
 * @param repeated whether it takes the place of a copy that was proved wrong
 */
record WholeObject(
    WholeObjects owner, CopyPair pair, ObjectCopy copy, WantedMetadata metadata, boolean repeated)
    implements WholeWork<StoredObject> {
  /** The same once more. */
  WholeObject again() {
    return new WholeObject(owner, pair, copy, metadata, true);
  }

  /** The same without tags, since {@code fault} may say that the copy may not have them. */
  WholeObject withoutTags(StoreFault fault) {
    return new WholeObject(owner, pair, copy.withTags(Map.of()), metadata.refused(fault), repeated);
  }

  /** The same for a store that has no tags, and does not know what to say to have none. */
  WholeObject untagged() {
    return with(copy.withTagsOfSource());
  }

  /** The same without the metadata that a store may refuse; empty if there is none. */
  Optional<WholeObject> plainly() {
    return copy.metadata()
        .filter(given -> !given.plain().equals(given))
        .map(given -> with(copy.withMetadata(given.plain())));
  }

  private WholeObject with(ObjectCopy other) {
    return new WholeObject(owner, pair, other, metadata, repeated);
  }

  /** How the store has refused it for its tags, without which it goes now; empty if it has not. */
  Optional<StoreFault> refusedTags() {
    return metadata.refusedTags();
  }

  /** What the copy does not carry beside its tags, a sentence each. */
  List<String> losses() {
    return metadata.losses(copy);
  }

  @Override
  public ObjectWork item(long id) {
    owner.begun(this);
    return new ObjectWork(id, copy);
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public void done(StoredObject made) {
    owner.copied(this, made);
  }

  @Override
  public void failed(StoreFault fault) {
    owner.failed(this, fault);
  }
}
