package org.bucketcopy.planner.store;

import java.io.InputStream;
import org.bucketcopy.planner.model.ObjectInfo;

/**
 * An object that is being read.
 *
 * @param info what a HEAD would say of it
 * @param bytes all its bytes, as {@link ObjectReader#read} gives them; to be closed
 * @param atHand whether all of them are in memory, so that reading does not block
 */
public record OpenObject(ObjectInfo info, InputStream bytes, boolean atHand) {
  /** One whose bytes are still to come. */
  public OpenObject(ObjectInfo info, InputStream bytes) {
    this(info, bytes, /* atHand= */ false);
  }
}
