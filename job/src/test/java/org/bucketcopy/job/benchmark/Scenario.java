package org.bucketcopy.job.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;

/**
 * One piece of work, and the server that it is done on.
 *
 * @param name by which it is chosen
 * @param title what it is, for readers
 * @param server options of its server, as {@code VirtualS3Main} takes them
 * @param work what is to be done
 * @param rivals who else does it
 * @param protocol by which the tools speak to the server
 */
record Scenario(
    String name,
    String title,
    Map<String, String> server,
    Work work,
    Rivals rivals,
    Protocol protocol) {

  /** What a tool has to do. */
  enum Task {
    /** Copy everything. */
    COPY,
    /** Copy what is not there yet. */
    UPDATE,
    /** Say what would be copied. */
    PLAN,
    /** Compare all objects with their copies, by a look at both. */
    VERIFY,
    /** Copy everything from another server, by way of the tool. */
    RELAY,
    /** Make objects of all files of a tree. */
    UPLOAD,
    /** Make objects of those that are not there yet. */
    UPLOAD_UPDATE,
    /** Nothing: the server is loaded with as many copies as it can answer. */
    SATURATE;

    /** Whether the source is a tree of files. */
    boolean uploads() {
      return this == UPLOAD || this == UPLOAD_UPDATE;
    }

    /** Whether bytes are sent to the server. */
    boolean sends() {
      return this == UPLOAD || this == RELAY;
    }
  }

  /** By which a server is spoken to. */
  enum Protocol {
    HTTP,
    HTTPS
  }

  /** What else is measured for comparison. */
  enum Rivals {
    NONE,
    PEERS,
    /** Those and {@code find}. */
    PEERS_AND_FIND,
    EMPTY_JOB
  }

  /** Whether the job's memory is looked at, which slows it down. */
  enum Memory {
    LEFT_ALONE,
    MEASURED
  }

  /**
   * The work of a scenario.
   *
   * @param keys objects in the source
   * @param copies requests that make an object or a part, if all goes well
   * @param inFlight of each executor, or of a tool that has none
   * @param executors each with one core, on a cluster on this machine; 0 for one process
   */
  record Work(Task task, long keys, long copies, int inFlight, int executors, Memory memory) {
    Work {
      checkArgument(keys >= 0 && copies >= 0 && inFlight > 0 && executors >= 0, "odd work");
    }

    /** Requests in flight of all executors together. */
    int allInFlight() {
      return inFlight * Math.max(1, executors);
    }
  }

  /** Bytes of a part of a relayed object, if it is not the last. */
  static final long RELAYED_PART = 64L << 20;

  /** Bytes of a part of an uploaded file, if it is not the last. */
  static final long UPLOADED_PART = 64L << 20;

  Scenario {
    server = ImmutableSortedMap.copyOf(server);
  }

  /** One in which the tools speak HTTP, without TLS. */
  Scenario(String name, String title, Map<String, String> server, Work work, Rivals rivals) {
    this(name, title, server, work, rivals, Protocol.HTTP);
  }

  /** The same by HTTPS, for the job alone. */
  Scenario overTls() {
    return new Scenario(
        name + "-tls", title + ", by TLS", server, work, Rivals.NONE, Protocol.HTTPS);
  }
}
