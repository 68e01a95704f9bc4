package org.bucketcopy.job.matrix;

import java.util.List;

/** One way to run a copy, and how the copy is to end. */
enum Trial {
  LOCAL_SCRIPT("local", "script", false),
  LOCAL_PLAIN("local", "spark-submit", true),
  STANDALONE_SCRIPT("standalone, client", "script", true),
  STANDALONE_PLAIN("standalone, client", "spark-submit", false),
  STANDALONE_CLUSTER("standalone, cluster", "script", true);

  /** For people. */
  final String mode;

  /** For people: what submits it. */
  final String submitter;

  /** Whether the server refuses one object. */
  final boolean failing;

  Trial(String mode, String submitter, boolean failing) {
    this.mode = mode;
    this.submitter = submitter;
    this.failing = failing;
  }

  boolean local() {
    return this == LOCAL_SCRIPT || this == LOCAL_PLAIN;
  }

  /** How many executors work. In cluster mode, the driver takes one worker's only core. */
  int executors() {
    return local() || inCluster() ? 1 : 2;
  }

  boolean plain() {
    return this == LOCAL_PLAIN || this == STANDALONE_PLAIN;
  }

  /** Whether the driver runs on a worker, and only its status says how it has ended. */
  boolean inCluster() {
    return this == STANDALONE_CLUSTER;
  }

  /** Those that are tried, in this order. */
  static List<Trial> all() {
    return List.of(values());
  }
}
