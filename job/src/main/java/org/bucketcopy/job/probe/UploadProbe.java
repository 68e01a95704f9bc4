package org.bucketcopy.job.probe;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.transfer.UploadAbort;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.thread.Machine;

/**
 * Initiates an upload as a copy would, copies parts into it and aborts it. Nothing of it is ever
 * visible, and what cannot be aborted is said. For one thread.
 */
public final class UploadProbe {
  /** What the last name of its keys begins with. */
  public static final String NAME = ".bucket-copy-check-";

  private static final String RUN = "check";

  private final ObjectStore destination;
  private final ObjectPrefix prefix;
  private final Machine machine;
  private final Depth depth;
  private final UploadJournal journal;

  /** How much is asked. */
  public enum Depth {
    /** What a copy has to know: at most four requests. */
    BRIEF,
    /** Whether parts can be listed too, and that the upload is gone. */
    THOROUGH
  }

  /** An upload that stays open because the thread is to stop. */
  public static final class LeftOpenException extends InterruptedException {
    private final ObjectLocation key;

    LeftOpenException(ObjectLocation key) {
      super("the upload of " + key + " may still be open");
      this.key = key;
    }

    /** The key that the upload has. */
    public ObjectLocation key() {
      return key;
    }
  }

  /**
   * @param destination the store that would make the copies
   * @param prefix where they would be
   * @param machine where time, threads and random keys come from
   * @param depth how much is asked
   * @param journal where the upload is noted before it is initiated, so that a process may die at
   *     any moment
   */
  public UploadProbe(
      ObjectStore destination,
      ObjectPrefix prefix,
      Machine machine,
      Depth depth,
      UploadJournal journal) {
    this.destination = destination;
    this.prefix = prefix;
    this.machine = machine;
    this.depth = depth;
    this.journal = journal;
  }

  /**
   * Makes the upload, under a key of its own, and aborts it.
   *
   * @param metadata what the upload is to carry, beside a token of ours
   * @param source what a part is copied from; empty for no part
   * @throws LeftOpenException if the thread was interrupted, and the upload could not be aborted
   * @throws InterruptedException if the thread was interrupted
   */
  public Probed probe(ObjectMetadata metadata, Optional<PartSource> source)
      throws InterruptedException {
    ObjectLocation key =
        prefix.bucket().object(prefix.prefix() + NAME + Machine.freshId(machine.random()));
    return probe(key, /* ofItsOwn= */ true, metadata, source);
  }

  /**
   * Initiates an upload of an object that is to be copied, and aborts it: rights may be for certain
   * names only.
   *
   * @throws LeftOpenException as {@link #probe}
   * @throws InterruptedException as {@link #probe}
   */
  public Probed initiate(ObjectLocation object) throws InterruptedException {
    return probe(object, /* ofItsOwn= */ false, ObjectMetadata.NONE, Optional.empty());
  }

  private Probed probe(
      ObjectLocation key, boolean ofItsOwn, ObjectMetadata metadata, Optional<PartSource> source)
      throws InterruptedException {
    UploadToken token = UploadToken.fresh(RUN, machine.random());
    UploadIntent intent = new UploadIntent(key, token.value(), machine.clock().millis());
    UploadRequest request = new UploadRequest(key, token.addTo(metadata), DestinationRule.REPLACE);
    CompletionStage<UploadHandle> initiated =
        journal.intended(intent).thenCompose(noted -> destination.initiate(request));
    return new ProbeUpload(this, intent, ofItsOwn, initiated).probed(source);
  }

  /** Aborts as a run does: again and again, until no part is left. */
  CompletionStage<Void> abortThoroughly(UploadHandle upload) {
    return new UploadAbort(destination, machine.threads().named("bucket-copy-pause")).abort(upload);
  }

  ObjectStore destination() {
    return destination;
  }

  Depth depth() {
    return depth;
  }

  UploadJournal journal() {
    return journal;
  }
}
