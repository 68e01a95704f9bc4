package org.bucketcopy.job.fuzz;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a flow copies or uploads from: its entries have keys. */
interface Source {
  /** The command that does so. */
  Command command();

  /** The value of {@code --source} for all whose keys begin with a prefix. */
  String address(String prefix);

  /** More options of the command. */
  List<String> options();

  /** What keys may begin with that the command leaves away. */
  List<String> prefixes();

  /** A key that it may have, and begins so. */
  String key(String prefix, Draw draw);

  /**
   * Puts an entry.
   *
   * @param modified when it seems to have been written
   * @return what is to become of it at the destination
   */
  Thing put(String key, Thing thing, Instant modified);

  /** Gives an entry other content, now, as somebody else would: as {@link #put}. */
  Thing overwrite(String key, Thing thing, Draw draw);

  /** Deletes an entry, as somebody else would, if nothing else comes of that. */
  boolean delete(String key);

  /** More entries that it has by itself: what is to become of each, by key. */
  Map<String, Thing> more();

  /** How many entries it has that fail in every run. */
  int hopeless();

  /** Something happens when the command has read from it n times. */
  void atRead(int nth, KeyAction action);

  /** One reading fails, and would succeed if it were repeated. */
  void failOneRead(int nth);

  /** One look at an entry fails, and would succeed if it were repeated. */
  void failOneLook(int nth);

  /** From now on it serves as it should. */
  void heal();

  /** What happens while an entry is read. */
  @FunctionalInterface
  interface KeyAction {
    void run(String key);
  }
}
