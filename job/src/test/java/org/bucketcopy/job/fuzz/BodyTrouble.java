package org.bucketcopy.job.fuzz;

/** What may go wrong with one request that sends bytes, at any store. */
enum BodyTrouble {
  /** The connection ends when half of the bytes have come, and nothing is done. */
  BROKEN_OFF,
  /** One bit arrives as another, and the answer tells of what has arrived. */
  OTHER_BYTES,
  /** The work is done, and the answer tells of other bytes. */
  OTHER_DIGEST,
  /** Status 200 and nothing else. */
  BARE_SUCCESS
}
