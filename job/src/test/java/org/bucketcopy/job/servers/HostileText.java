package org.bucketcopy.job.servers;

/** What a server or a key may hold to deceive whoever reads of it. */
public final class HostileText {
  /** What nobody may find at the beginning of a line. */
  public static final String FORGED_LINE = "00:00:00 ERROR forged";

  /** Text that XML can hold, longer than anybody reads. */
  public static final String MESSAGE =
      "denied\n" + FORGED_LINE + "\r\u009b2J\u202edrawkcab\u200b\u2028\u007f" + "x".repeat(100_000);

  private HostileText() {}
}
