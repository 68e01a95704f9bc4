package org.bucketcopy.job.stores;

import com.google.common.base.Ascii;
import org.bucketcopy.planner.store.SentProof;
import org.bucketcopy.planner.store.StoreProfile;

/** How sent bytes are proved, by a setting that every store has: {@code --checksum} makes it. */
public final class WantedProof {
  /** Its name in Hadoop's settings, as it is; the value is a {@link SentProof.Wanted}. */
  public static final String NAME = "bucketcopy.checksum";

  private WantedProof() {}

  /**
   * The proof that the settings want of a store.
   *
   * @throws IllegalArgumentException if the store cannot prove it
   */
  public static SentProof of(StoreSettings settings, StoreProfile store) {
    SentProof.Wanted wanted =
        settings
            .text(NAME)
            .map(text -> SentProof.Wanted.valueOf(Ascii.toUpperCase(text)))
            .orElse(SentProof.Wanted.AUTO);
    return SentProof.of(wanted, store);
  }
}
