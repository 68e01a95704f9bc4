package org.bucketcopy.planner.model;

import java.util.Optional;

/**
 * One object as a listing shows it.
 *
 * @param key its key
 * @param identity its state; a listing names no version
 * @param storageClass its storage class as the store spells it; empty where the listing names none
 */
public record ListedObject(String key, ObjectIdentity identity, Optional<String> storageClass) {
  /** What servers and decoders write for a character that they cannot write or read. */
  private static final char REPLACEMENT = '\uFFFD';

  /** Its length in bytes. */
  public long size() {
    return identity.size();
  }

  /**
   * Whether a listing that shows {@code key} means the object of just this key. It may mean another
   * one where the key is empty or holds U+FFFD, and no request can name half a surrogate pair.
   */
  public static boolean isExact(String key) {
    return !key.isEmpty() && key.indexOf(REPLACEMENT) < 0 && isText(key);
  }

  /** Whether {@code text} can be written in UTF-8: it holds no half of a surrogate pair. */
  public static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
