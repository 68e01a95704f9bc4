package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Which checksums are made of the bytes that a store is sent. None is made that nothing is held
 * against.
 *
 * @param crc a CRC
 * @param md5 an MD5
 * @param required whether bytes that cannot be proved by all of these have not arrived
 */
public record SentProof(boolean crc, boolean md5, boolean required) {
  /** What a user wants. */
  public enum Wanted {
    /** A CRC where the store has one, otherwise an MD5 if that can be compared. */
    AUTO,
    CRC,
    MD5,
    BOTH
  }

  /**
   * What a store can prove of it.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static SentProof of(Wanted wanted, StoreProfile store) {
    boolean crc = store.can(Ability.SENT_CRC);
    boolean md5 = store.can(Ability.SENT_MD5);
    boolean wantsCrc = wanted == Wanted.CRC || wanted == Wanted.BOTH;
    boolean wantsMd5 = wanted == Wanted.MD5 || wanted == Wanted.BOTH;
    checkArgument(
        crc || !wantsCrc,
        "--checksum crc: %s is not known to verify a CRC of what is sent",
        store.service());
    checkArgument(
        md5 || !wantsMd5,
        "--checksum md5: it cannot be compared, as ETags of %s are not known to be MD5s",
        store.service());
    return wanted == Wanted.AUTO
        ? new SentProof(crc, md5 && !crc, /* required= */ false)
        : new SentProof(wantsCrc, wantsMd5, /* required= */ true);
  }
}
