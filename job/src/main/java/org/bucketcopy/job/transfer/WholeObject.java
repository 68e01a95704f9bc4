package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.wire.ObjectWork;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.TaggingDirective;

/**
 * An object that one CopyObject copies.
 *
 * @param owner notified of what came of it
 * @param pair what goes where
 * @param copy the call
 * @param refusedTags how the store has refused a copy with the tags of its source; empty if it has
 *     not
 * @param repeated whether it takes the place of a copy that was proved wrong
 */
record WholeObject(
    WholeObjects owner,
    CopyPair pair,
    ObjectCopy copy,
    Optional<StoreFault> refusedTags,
    boolean repeated)
    implements Work<StoredObject> {
  /** The same once more. */
  WholeObject again() {
    return new WholeObject(owner, pair, copy, refusedTags, true);
  }

  /** The same without tags, since {@code fault} may say that the copy may not have them. */
  WholeObject withoutTags(StoreFault fault) {
    return new WholeObject(
        owner, pair, copy.with(TaggingDirective.NONE), Optional.of(fault), repeated);
  }

  /** The same for a store that has no tags, and does not know what to say to have none. */
  WholeObject untagged() {
    return new WholeObject(owner, pair, copy.with(TaggingDirective.COPY), refusedTags, repeated);
  }

  /** What the copy does not carry, a sentence each. */
  List<String> losses() {
    return refusedTags.map(Tagging::loss).stream().toList();
  }

  @Override
  public ObjectWork item(long id) {
    return new ObjectWork(id, copy);
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public boolean wanted() {
    return true;
  }

  /** One call copies a byte or gigabytes, so that none can be recognised as slow. */
  @Override
  public boolean hedgeable() {
    return false;
  }

  @Override
  public void done(StoredObject made) {
    owner.copied(this, made);
  }

  @Override
  public void failed(StoreFault fault) {
    owner.failed(this, fault);
  }

  @Override
  public void dropped() {
    throw new IllegalStateException("a whole object is always wanted");
  }
}
