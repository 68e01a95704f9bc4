package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadRequest;

/**
 * An upload that is to be initiated, perhaps under another token, or with less than was wanted.
 *
 * @param <P> its own type
 */
interface Initiable<P extends Initiable<P>> {
  /** The request that initiates it. */
  UploadRequest request();

  /** Marks the upload. */
  UploadToken token();

  /** The same under another token. */
  P withToken(UploadToken other);

  /** What becomes of the object's tags. */
  Tagging tagging();

  /** The same without tags, since {@code fault} says that the object may not have them. */
  P withoutTags(StoreFault fault);

  /** The same without a wish for checksums of what is copied; empty if it has none. */
  Optional<P> withoutChecksum();

  /** The same without the metadata that a store may refuse; empty if there is none. */
  Optional<P> plainly();
}
