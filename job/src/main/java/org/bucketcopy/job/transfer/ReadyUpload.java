package org.bucketcopy.job.transfer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;

/** An upload whose parts are all in: what {@link UploadFinisher} needs to complete and prove it. */
interface ReadyUpload {
  UploadHandle handle();

  /** Marks the upload, and the object that it makes. */
  UploadToken token();

  /** What the object shall carry, tags and token included. */
  ObjectMetadata metadata();

  /** What to do if the destination exists. */
  DestinationRule rule();

  /** What becomes of the object's tags. */
  Tagging tagging();

  /** The ETag that the object shall have; empty if it may have any. */
  Optional<WantedEtag> etag();

  /** Length that the object must have, in bytes. */
  long size();

  /** The parts, by ascending number. */
  List<UploadedPart> parts();

  /**
   * Looks at the source.
   *
   * @param conditionsHold whether the store honours the condition on the source of a part
   * @return as {@link Origin#unchanged}
   */
  CompletionStage<Void> unchanged(boolean conditionsHold);

  /** As {@link Origin#checksums}, of these parts. */
  ContentChecksums checksums(List<UploadedPart> parts);

  /** Complete was refused for the parts: how often by now. */
  int refused();

  /**
   * Takes the store's own list of the parts for the truth.
   *
   * @return number of missing parts
   */
  int reconcile(Collection<UploadedPart> listed);
}
