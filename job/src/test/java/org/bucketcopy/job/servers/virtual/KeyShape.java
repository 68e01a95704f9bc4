package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.base.Ascii;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How keys are spread over the space of all keys. Each shape makes ascending and distinct keys of
 * at most {@link #LONGEST} bytes from ascending indexes.
 */
public enum KeyShape {
  /** Flat: twelve decimal digits, counting. All but the last digits are the same for long. */
  NUMBERED {
    @Override
    int write(long index, long count, byte[] into, int at) {
      return thousands(index, 4, into, at);
    }
  },
  /** Flat: sixteen hex digits at random, evenly spread. */
  HASHED {
    @Override
    int write(long index, long count, byte[] into, int at) {
      return hex(spread(index, count, -1L), into, at);
    }
  },
  /** Flat: as hashed, but nine tenths of the keys lie in the first thousandth of the space. */
  SKEWED {
    @Override
    int write(long index, long count, byte[] into, int at) {
      long hot = count - count / 10;
      long border = Long.divideUnsigned(-1L, 1000);
      return hex(
          index < hot
              ? spread(index, hot, border)
              : border + spread(index - hot, count - hot, -1L - border),
          into,
          at);
    }
  },
  /** Folders of a thousand objects in folders of a thousand: {@code 000012/034/056}. */
  DEEP {
    @Override
    int write(long index, long count, byte[] into, int at) {
      int next = thousands(index / 1_000_000, 2, into, at);
      into[next] = '/';
      next = thousands(index / 1000 % 1000, 1, into, next + 1);
      into[next] = '/';
      return thousands(index % 1000, 1, into, next + 1);
    }
  },
  /** Flat: numbers whose sixteen digits are characters that are hard on clients. */
  ODD {
    @Override
    int write(long index, long count, byte[] into, int at) {
      int next = at;
      for (int shift = oddDigits(count) * 4 - 4; shift >= 0; shift -= 4) {
        byte[] digit = DIGITS[(int) (index >>> shift) & 15];
        System.arraycopy(digit, 0, into, next, digit.length);
        next += digit.length;
      }
      return next;
    }
  };

  /** Bytes of the longest key without its prefix. */
  static final int LONGEST = 48;

  /** Ascending in UTF-8; the last two are the other way round in UTF-16. */
  private static final byte[][] DIGITS =
      Stream.of(
              "\u0001",
              " ",
              "\"",
              "#",
              "%",
              "&",
              "+",
              "/",
              "<",
              "?",
              "a",
              "~",
              "\u00e9",
              "\u4e2d",
              "\uff5e",
              "\ud83d\ude00")
          .map(digit -> digit.getBytes(UTF_8))
          .toArray(byte[][]::new);

  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  /** The digits of each number below a thousand. */
  private static final byte[] THOUSAND =
      IntStream.range(0, 1000)
          .mapToObj(number -> String.valueOf(1000 + number).substring(1))
          .collect(joining())
          .getBytes(UTF_8);

  /**
   * The shape of a name as options have it: {@code numbered}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KeyShape named(String word) {
    return valueOf(Ascii.toUpperCase(word));
  }

  /**
   * Writes the key of one index.
   *
   * @param index from 0
   * @param count of all keys
   * @return where the key ends, exclusive
   */
  abstract int write(long index, long count, byte[] into, int at);

  private static int oddDigits(long count) {
    return Math.max(1, (67 - Long.numberOfLeadingZeros(Math.max(1, count - 1))) / 4);
  }

  /** Writes a number in groups of three digits. */
  private static int thousands(long number, int groups, byte[] into, int at) {
    long rest = number;
    for (int i = at + 3 * (groups - 1); i >= at; i -= 3) {
      int group = (int) (rest % 1000) * 3;
      into[i] = THOUSAND[group];
      into[i + 1] = THOUSAND[group + 1];
      into[i + 2] = THOUSAND[group + 2];
      rest /= 1000;
    }
    return at + 3 * groups;
  }

  private static int hex(long number, byte[] into, int at) {
    for (int i = 0; i < 16; i++) {
      into[at + i] = HEX[(int) (number >>> (60 - 4 * i)) & 15];
    }
    return at + 16;
  }

  /** A random number in the {@code index}th of {@code count} equal pieces of the space. */
  private static long spread(long index, long count, long space) {
    long piece = Long.divideUnsigned(space, count);
    return index * piece + Long.remainderUnsigned(new SplittableRandom(index).nextLong(), piece);
  }
}
