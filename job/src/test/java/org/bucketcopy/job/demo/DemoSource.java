package org.bucketcopy.job.demo;

import java.util.List;

/** What the demo has made for the job to transfer. Calls may come from several threads. */
interface DemoSource {
  /** Where it is, as the job is given it. */
  String uri();

  /** The command that transfers it, and its options but for source and destination. */
  List<String> command();

  /** What the keys at the destination have to be, below its prefix. */
  List<String> names();

  /**
   * What one of them has to be at the destination, every byte of it.
   *
   * @throws RuntimeException if it cannot be read
   */
  StoredObject expected(String name);
}
