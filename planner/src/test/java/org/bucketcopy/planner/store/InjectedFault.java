package org.bucketcopy.planner.store;

/**
 * A fault that a {@link FaultyStore} makes of a call.
 *
 * @param kind what the caller is told
 * @param moment whether the work was done nevertheless
 */
public record InjectedFault(StoreFault.Kind kind, Moment moment) {
  /** When the call fails. */
  public enum Moment {
    BEFORE_THE_WORK,
    AFTER_THE_WORK,
    /** After the work, and the caller is never told anything. */
    NEVER
  }

  /** The store asks to slow down. */
  public static final InjectedFault THROTTLED = refused(StoreFault.Kind.THROTTLED);

  /** The store fails in passing. */
  public static final InjectedFault TRANSIENT = refused(StoreFault.Kind.TRANSIENT);

  /** The request never arrives, which the caller cannot know. */
  public static final InjectedFault LOST_REQUEST = refused(StoreFault.Kind.UNKNOWN);

  /** The work is done, but the caller is not told. */
  public static final InjectedFault LOST_ANSWER =
      new InjectedFault(StoreFault.Kind.UNKNOWN, Moment.AFTER_THE_WORK);

  /** The work is done, and no answer ever comes. */
  public static final InjectedFault SILENCE =
      new InjectedFault(StoreFault.Kind.UNKNOWN, Moment.NEVER);

  /** The store refuses for the reason {@code kind}, and nothing is done. */
  public static InjectedFault refused(StoreFault.Kind kind) {
    return new InjectedFault(kind, Moment.BEFORE_THE_WORK);
  }
}
