package org.bucketcopy.job.servers.virtual;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts of bytes as an option writes them: {@code 4KiB}, {@code 48828GiB} or plain digits. */
public final class ByteCount {
  private static final Pattern TEXT = Pattern.compile("(\\d+)(|[KMGT]iB)");
  private static final ImmutableMap<String, Integer> SHIFTS =
      ImmutableMap.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

  private ByteCount() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the text is no count of bytes
   */
  public static long parse(String text) {
    Matcher count = TEXT.matcher(text);
    checkArgument(count.matches(), "'%s' is not a number of bytes, KiB, MiB, GiB or TiB", text);
    int shift = SHIFTS.getOrDefault(count.group(2), 0);
    return Math.multiplyExact(Long.parseLong(count.group(1)), 1L << shift);
  }
}
