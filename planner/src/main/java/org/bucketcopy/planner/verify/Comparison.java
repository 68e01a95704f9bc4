package org.bucketcopy.planner.verify;

/** What a comparison of a source with its destination has shown. */
public sealed interface Comparison {
  /** Both have the same content. */
  record Equal(Evidence evidence) implements Comparison {}

  /**
   * They have different contents.
   *
   * @param what in which way, a sentence for people
   */
  record Different(String what) implements Comparison {}

  /**
   * What is known does not show whether they have the same content.
   *
   * @param why a sentence for people
   */
  record Undecided(String why) implements Comparison {}

  /** The destination is there no more. */
  record Missing() implements Comparison {}

  /** The source is there no more. */
  record Extra() implements Comparison {}
}
