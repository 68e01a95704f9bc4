package org.bucketcopy.planner.plan;

import com.google.common.base.Ascii;

/** Which way the bytes of a copy go. */
public enum CopyRoute {
  /** From store to store: the destination's reads the source by itself. */
  SERVER_SIDE,
  /** Through executors, which read them from the source's store and send them to the other one. */
  RELAY;

  /** How users write it. */
  public String word() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }
}
