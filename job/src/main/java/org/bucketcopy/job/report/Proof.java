package org.bucketcopy.job.report;

import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreProfile;

/** The best of what shows that an object is the one that was wanted. */
public enum Proof {
  /** Its CRC-64 is that of the source, or that of the bytes that were sent. */
  CRC64,
  /** Its ETag is that of the source, or the one that exactly its parts make. */
  ETAG,
  /** A check sum of the bytes that were sent has been compared with the store's answer. */
  SENT,
  /** It has the size of the source and the mark of its upload. */
  SIZE_AND_MARK,
  /** The store has answered that it made the object, and shows nothing that could be compared. */
  ANSWER;

  /** What a store's answer to one PutObject shows. */
  public static Proof ofSent(StoreProfile store) {
    return store.can(Ability.SENT_CRC) || store.can(Ability.SENT_MD5) ? SENT : ANSWER;
  }
}
