package org.bucketcopy.job.fuzz;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.job.servers.Rights;

/** A store of its own for one run: a server with a bucket to copy from and one to copy to. */
interface World extends AutoCloseable {
  /** The scheme of the store's addresses. */
  String scheme();

  /** The bucket to copy from. */
  String from();

  /** The bucket to copy to. */
  String to();

  /** What Hadoop needs to reach the server, by its names. */
  Map<String, String> settings();

  /**
   * Sizes that make sense here: the smallest part, and the largest object that a run should copy.
   */
  Scale scale();

  /**
   * Bytes of the objects here.
   *
   * @param part the smallest size of a part
   * @param largest the largest size of an object
   */
  record Scale(long part, long largest) {}

  /** A name for bytes of this size that no other seed has. */
  String content(long size, long seed);

  /** The bytes that {@link #content} has named; not of a store whose objects hold none. */
  byte[] bytes(String content);

  /** Values that objects here carry in headers, and that a copy loses in no way. */
  default List<String> values() {
    return List.of(
        "me ", "", "1,2,", "gr\u00f6\u00dfe \u65e5", "=?UTF-8?Q?x?=", "100% %41+", "x\ty");
  }

  /** Whether the store takes a key that begins so. */
  default boolean takes(String beginning) {
    return true;
  }

  /**
   * Puts an object whose content {@link #content} has named.
   *
   * @param modified when it seems to have been written
   */
  void put(String bucket, String key, Thing thing, Instant modified);

  void delete(String bucket, String key);

  /** All objects of a bucket by key. */
  Map<String, Thing> held(String bucket);

  /** Uploads into the destination that are neither completed nor aborted. */
  int uploadsOpen();

  /** The next request of this kind that no trouble is meant for yet meets this one. */
  void next(Call call, Trouble trouble);

  /** The same with bytes that no store answers. */
  void next(Call call, OddAnswer answer);

  /**
   * The same with a request that sends bytes.
   *
   * @param call one that does
   */
  void next(Call call, BodyTrouble trouble);

  /** Something happens when the n-th request of this kind from the start on has arrived. */
  void at(Call call, int nth, Runnable action);

  /** How the server lists. */
  ListingQuirks listings();

  /** From now on answers about one upload or object name its key so. */
  void echo(EchoedKey wording);

  /** From now on what objects carry is shown so. */
  void show(HeaderQuirk wording);

  /** What the credentials allow. */
  Rights rights();

  /** How the server answers. */
  AnswerQuirks answers();

  /** From now on the server does nothing, and answers nothing. */
  void die();

  /** From now on it serves as it should. */
  void heal();

  @Override
  void close();
}
