package org.bucketcopy.job.report;

import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.TransferPair;

/** By which requests an object was made. */
public enum Route {
  /** One CopyObject. */
  COPIED_WHOLE,
  /** A multipart upload of UploadPartCopy. */
  COPIED_BY_PARTS,
  /** One PutObject. */
  UPLOADED_WHOLE,
  /** A multipart upload of UploadPart. */
  UPLOADED_BY_PARTS;

  static Route whole(TransferPair pair) {
    return pair instanceof CopyPair ? COPIED_WHOLE : UPLOADED_WHOLE;
  }

  static Route byParts(TransferPair pair) {
    return pair instanceof CopyPair ? COPIED_BY_PARTS : UPLOADED_BY_PARTS;
  }
}
