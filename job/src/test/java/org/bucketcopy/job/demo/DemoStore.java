package org.bucketcopy.job.demo;

import java.util.List;
import java.util.Map;

/**
 * A store that the demo runs on: a server of its own that listens on this machine only, and a way
 * to fill and read it that uses none of the job's code: a plain client, or the server itself. Calls
 * may come from several threads.
 */
interface DemoStore extends AutoCloseable {
  /** What it is and where it listens, for people. */
  String description();

  /** The settings that the job needs to reach it, secrets among them, by Hadoop's names. */
  Map<String, String> settings();

  /** Makes an empty bucket. */
  void createBucket(String bucket);

  /** Stores an object by one request. */
  void put(String bucket, DemoObject object);

  /** All keys of a bucket that start with {@code prefix}. */
  List<String> keys(String bucket, String prefix);

  /** Reads an object, every byte of it. */
  StoredObject read(String bucket, String key);

  /** Stops the server. What it stored may stay. */
  @Override
  void close();
}
