package org.bucketcopy.job.stores.listing;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The elements of a document that has none below those of its root: the answer to a call that makes
 * an object or a part, or an error. What a document repeats of a key is left out before it is read:
 * servers write keys there that XML cannot hold, and some escape nothing.
 *
 * @param root the name of its root
 * @param contents what is in its elements, by their names, as it is written
 */
public record XmlFields(String root, Map<String, String> contents) {
  /** Those that repeat a key. */
  private static final List<String> KEYS = ImmutableList.of("Key", "Location", "Resource");

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it is no XML, or cut short
   */
  public static XmlFields of(String document) {
    Map<String, String> contents = new HashMap<>();
    XmlReader xml = new XmlReader(withoutKeys(document));
    while (xml.next()) {
      if (xml.depth() == 2) {
        contents.put(xml.name(), xml.content());
      }
    }
    return new XmlFields(xml.name(), contents);
  }

  /** {@code document} without what it repeats of a key, which may be no XML. */
  static String withoutKeys(String document) {
    String without = document;
    for (String name : KEYS) {
      int start = without.indexOf("<" + name + ">");
      int end = without.lastIndexOf("</" + name + ">");
      if (start >= 0 && start < end) {
        without = without.substring(0, start + name.length() + 2) + without.substring(end);
      }
    }
    return without;
  }

  /** The text of an element; empty if there is none, or it cannot be read. */
  public Optional<String> value(String name) {
    try {
      return Optional.ofNullable(contents.get(name)).map(XmlReader::text);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
