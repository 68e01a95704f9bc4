package org.bucketcopy.job.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Finds arguments that are not what the user wrote. Java decodes arguments by the locale: under
 * {@code LANG=C}, or none, as in cron and containers, each byte of a letter that is not ASCII
 * becomes U+FFFD. Spark's launcher is a JVM of its own that hands arguments on as bytes again, by
 * then as question marks, so the bytes of the process's own command line do not show it either.
 *
 * @param encodings those by which this process, and the launcher before it, read and wrote them
 */
public record MangledText(List<Charset> encodings) {
  private static final char REPLACEMENT = '\uFFFD';

  /** With the encodings of this JVM; the launcher's has the same environment. */
  public static MangledText ofThisProcess() {
    return new MangledText(
        List.of(charset(System.getProperty("sun.jnu.encoding", "")), Charset.defaultCharset()));
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.defaultCharset();
    }
  }

  /**
   * Refuses a command with such an argument.
   *
   * @throws ParameterException names the option, and says what to do
   */
  public void refuse(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptions()) {
      boolean url = option.paramLabel().equals("URL");
      for (String value : option.originalStringValues()) {
        if (damage(value, url).isPresent()) {
          throw new ParameterException(
              option.command().commandLine(),
              String.format(
                  "%s \"%s\" may not be what was written: it has %s. Set a UTF-8 locale"
                      + " (LC_ALL=C.UTF-8), and no other file.encoding, and write it in UTF-8",
                  option.longestName(), value, damage(value, url).orElseThrow()));
        }
      }
    }
  }

  /**
   * What shows that a text may be damaged; empty if it is as it was written.
   *
   * @param url whether a question mark is expected
   */
  Optional<String> damage(String text, boolean url) {
    if (text.indexOf(REPLACEMENT) >= 0) {
      return Optional.of("bytes that could not be read as characters");
    }
    Optional<Charset> other =
        encodings.stream().filter(encoding -> !encoding.equals(UTF_8)).findFirst();
    if (other.isEmpty()) {
      return Optional.empty();
    }
    if (text.indexOf('?') >= 0 && !url) {
      return Optional.of(
          "a question mark, and where text is read as "
              + other.orElseThrow()
              + " that may have been a letter");
    }
    return misread(text, other.orElseThrow())
        ? Optional.of("UTF-8 that was read as " + other.orElseThrow())
        : Optional.empty();
  }

  /** Whether the bytes of a text are UTF-8, and mean another text in that. */
  private static boolean misread(String text, Charset encoding) {
    byte[] bytes = text.getBytes(encoding);
    if (!new String(bytes, encoding).equals(text) || Arrays.equals(bytes, text.getBytes(UTF_8))) {
      return false;
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
