package org.bucketcopy.job.dispatch;

/**
 * Names the run in what this process logs, whatever thread logs it: a layout of Log4j has the name
 * as <code>$${sys:bucketcopy.runId}</code>.
 */
public final class LoggedRun {
  private static final String PROPERTY = "bucketcopy.runId";

  private LoggedRun() {}

  /** From now on, what is logged is of this run. */
  public static void named(String runId) {
    System.setProperty(PROPERTY, runId);
  }

  /** From now on, what is logged is of no run. */
  public static void ended() {
    System.clearProperty(PROPERTY);
  }
}
