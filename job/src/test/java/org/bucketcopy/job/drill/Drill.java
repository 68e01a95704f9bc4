package org.bucketcopy.job.drill;

import java.util.List;

/** What is transferred from where, and what the server that fails has seen of it. */
interface Drill extends AutoCloseable {
  /**
   * The command of the job.
   *
   * @param submitOptions go to spark-submit
   * @param options go to the job, with what the drill needs itself
   */
  List<String> command(List<String> submitOptions, List<String> options);

  /** How many parts there are. */
  long parts();

  /** How many parts were made, by now. */
  long partsMade();

  /** How many of those were made a second time. */
  long partsAgain();

  /** Requests that the server works on. */
  long inFlight();

  /** What happens to a part, for people: {@code copied}. */
  String made();

  /** Compares what is at the destination with what should be there. */
  Found found();

  @Override
  void close();

  /**
   * What is there.
   *
   * @param right objects as they should be
   * @param wrong objects that are otherwise, are missing, or should not be there
   * @param uploadsOpen multipart uploads that are neither completed nor aborted
   */
  record Found(long right, long wrong, long uploadsOpen) {
    boolean allRight() {
      return wrong == 0 && uploadsOpen == 0;
    }
  }

  /**
   * How much there is of everything.
   *
   * @param small objects of one request
   * @param large objects of many parts
   * @param chance of each fault, for each request
   * @param silenceMillis how long a silent answer takes
   * @param seed of the server's dice
   */
  record Measure(int small, int large, double chance, long silenceMillis, long seed) {}
}
