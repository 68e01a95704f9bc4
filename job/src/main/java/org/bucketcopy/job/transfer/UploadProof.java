package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.CompositeEtag;

/**
 * Holds the object that an upload has made against what it must be: it has the planned size, the
 * ETag that its parts make where the store makes ETags so, every checksum of the source that both
 * have, and the source's ETag where it must.
 *
 * @param destination the store that made the object
 */
record UploadProof(StoreProfile destination) {
  /**
   * What the object proves.
   *
   * @param parts those that it was made of
   * @param made what the store has answered, if the answer came
   * @param object as it was looked at
   */
  Finished judged(
      ReadyUpload upload,
      List<UploadedPart> parts,
      Optional<StoredObject> made,
      ObjectInfo object) {
    boolean composite =
        destination.can(Ability.COMPOSITE_ETAG)
            && !object.traits().contains(ObjectTrait.OPAQUE_ETAG);
    Optional<ETag> predicted = composite ? CompositeEtag.of(parts) : Optional.empty();
    ETag found = object.identity().etag();
    Optional<StoreFault> fault =
        flaw(upload, parts, predicted, object)
            .map(text -> fault(Kind.CORRUPT, upload, text))
            .or(
                () ->
                    upload
                        .etag()
                        .flatMap(wanted -> wanted.flaw(found))
                        .map(text -> fault(Kind.UNSUPPORTED, upload, text)));
    if (fault.isEmpty()) {
      return new Finished.Proven(object, Optional.empty(), proof(upload, parts, predicted, object));
    }
    boolean ours =
        predicted.filter(found::equals).isPresent()
            || made.flatMap(StoredObject::etag).filter(found::equals).isPresent();
    return new Finished.Wrong(fault.orElseThrow(), object.identity(), ours);
  }

  /** The best of what has been held against each other where there is no flaw. */
  private static Proof proof(
      ReadyUpload upload, List<UploadedPart> parts, Optional<ETag> predicted, ObjectInfo object) {
    return Optional.of(Proof.ETAG)
        .filter(proof -> hasItsEtag(upload, object))
        .or(() -> Proof.ofCommon(object.checksums(), upload.checksums(parts)))
        .orElse(predicted.isPresent() ? Proof.ETAG : Proof.SIZE);
  }

  private static Optional<String> flaw(
      ReadyUpload upload, List<UploadedPart> parts, Optional<ETag> predicted, ObjectInfo object) {
    if (object.size() != upload.size()) {
      return Optional.of("the copy has " + object.size() + " bytes, its source " + upload.size());
    }
    ETag found = object.identity().etag();
    if (predicted.filter(etag -> !etag.equals(found)).isPresent()) {
      return Optional.of(
          "the copy's ETag is " + found + ", its parts make " + predicted.orElseThrow());
    }
    return hasItsEtag(upload, object)
        ? Optional.empty()
        : ChecksumDifference.of(upload.checksums(parts), object.checksums());
  }

  /** It has the bytes of its source then, whatever checksum the store says that one has. */
  private static boolean hasItsEtag(ReadyUpload upload, ObjectInfo object) {
    return upload
        .etag()
        .filter(wanted -> wanted.etag().equals(object.identity().etag()))
        .isPresent();
  }

  private static StoreFault fault(Kind kind, ReadyUpload upload, String text) {
    return StoreFault.found(kind, StoreOperation.COMPLETE, upload.handle().destination(), text);
  }
}
