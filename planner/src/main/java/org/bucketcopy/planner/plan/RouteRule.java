package org.bucketcopy.planner.plan;

/** Which way a user wants copies to go. */
public enum RouteRule {
  /** Server-side; a run that cannot go so is refused. */
  SERVER_SIDE,
  /** Through executors. */
  RELAY,
  /** Server-side if that can be done, otherwise through executors. */
  AUTO;

  /** Whether the bytes of a run may go through executors. */
  public boolean mayRelay() {
    return this != SERVER_SIDE;
  }
}
