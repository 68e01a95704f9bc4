package org.bucketcopy.job.lifecycle;

/**
 * How a command ended: the name, in lower case, is its word in the summary, the number is the exit
 * code of the process. Scripts and schedules depend on both.
 */
public enum ExitCode {
  /** All objects are copied or were already there, or nothing is left to be swept. */
  OK(0),
  /** The run ended and some objects were not copied; run again. */
  OBJECTS_FAILED(1),
  /** All else is done, but some uploads may still be open; run again or sweep. */
  UPLOADS_LEFT_OPEN(1),
  /** Of {@code verify}: nothing is missing or differs, but of some objects that is not known. */
  UNVERIFIED(1),
  /** As many objects have failed as {@code --max-failures} allows; run again to resume. */
  MAX_FAILURES(1),
  /** The time of {@code --max-duration} is over; run again to resume. */
  MAX_DURATION(1),
  /** The command line or a setting is wrong; nothing was touched. */
  USAGE(2),
  /**
   * The run could not be made: a store cannot be reached, a right is missing, a route is refused.
   */
  COULD_NOT_RUN(3),
  /** Of {@code verify}: something is missing or differs. */
  DIFFERENT(4),
  /** Of {@code status}: the run goes on. */
  RUNNING(10),
  /** Of {@code status}: the run has ended without saying how; run again to resume. */
  DIED(11),
  /** Of {@code status}: no run has started in the directory. */
  NO_STATUS(12),
  /** Ctrl-C or SIGTERM; run again to resume. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process's exit status. */
  public int number() {
    return number;
  }
}
