package org.bucketcopy.planner.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;

/** Keys that get lost between an SDK, HTTP, XML and a server. */
public enum OddKey {
  SPACES(" two  spaces "),
  PLUS("a+b c+"),
  QUERY("a?b=c&d"),
  FRAGMENT("a#b"),
  MARKUP("&<>\"'&amp;"),
  PUNCTUATION("~(x)*!@$,;=:[]{}|^`"),
  LATIN("größe-é"),
  DECOMPOSED("e\u0301"),
  CJK("日本/中文"),
  EMOJI("\uD83D\uDE00/\uD83E\uDD84"),
  PERCENT("100% x", Promise.PERCENT_KEYS),
  PERCENT_ESCAPE("lit%2Fpct%41%25", Promise.PERCENT_KEYS),
  DOUBLE_SLASH("a//b", Promise.DOUBLE_SLASH_KEYS),
  TRAILING_SLASH("folder/", Promise.TRAILING_SLASH_KEYS),
  DOT_SEGMENT("a/./b", Promise.DOT_SEGMENT_KEYS),
  PARENT_SEGMENT("a/../b", Promise.DOT_SEGMENT_KEYS),
  BACKSLASH("a\\b", Promise.BACKSLASH_KEYS),
  TAB("a\tb", Promise.CONTROL_CHARACTER_KEYS),
  LINE_BREAK("a\nb\r", Promise.CONTROL_CHARACTER_KEYS),
  CONTROL("a\u0001b\u001f\u007f\u0085", Promise.CONTROL_CHARACTER_KEYS),
  NONCHARACTERS("a\ufffeb\uffff", Promise.CONTROL_CHARACTER_KEYS),
  LEADING_SLASH("leading", Promise.LEADING_SLASH_KEYS) {
    @Override
    public ObjectLocation under(ObjectPrefix prefix, StoreLimits limits) {
      return prefix.bucket().object("/" + prefix.prefix() + "leading");
    }
  },
  LONG("日本", Promise.LONG_KEYS) {
    @Override
    public ObjectLocation under(ObjectPrefix prefix, StoreLimits limits) {
      String start = prefix.prefix() + "日本/";
      int room = limits.maxKeyBytes() - start.getBytes(UTF_8).length;
      return prefix.bucket().object(start + "é".repeat(room / 2) + "x".repeat(room % 2));
    }
  };

  private final String key;
  private final ImmutableList<Promise> promises;

  OddKey(String key, Promise... promises) {
    this.key = key;
    this.promises = ImmutableList.copyOf(promises);
  }

  /** The object with this key under {@code prefix}; a leading slash goes before the prefix. */
  public ObjectLocation under(ObjectPrefix prefix, StoreLimits limits) {
    return prefix.bucket().object(prefix.prefix() + key);
  }

  /** What a server must keep to hold such a key. */
  public List<Promise> promises() {
    return promises;
  }
}
