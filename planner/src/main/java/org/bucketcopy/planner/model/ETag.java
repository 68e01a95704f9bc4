package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tag a store gives to the content of an object or a part. Held without its quotes; case
 * is kept, but two tags that differ only in case are equal, since OSS writes hex in upper case and
 * the others in lower case.
 */
public final class ETag {
  /** No store writes one of a tenth of this; it goes into the journal and into every request. */
  private static final int LONGEST = 1024;

  /** What a weak tag starts with (RFC 9110, 8.8.3). */
  private static final String WEAK = "W/\"";

  private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern COMPOSITE = Pattern.compile(MD5 + "-(?<parts>[1-9][0-9]{0,8})");

  private final String value;

  private ETag(String value) {
    checkArgument(isUsable(value), "an ETag cannot be blank, or longer than %s", LONGEST);
    this.value = value;
  }

  /**
   * The tag that a store wrote as {@code text}, quoted or not.
   *
   * @throws IllegalArgumentException if nothing is left without the quotes, or absurdly much
   */
  public static ETag of(String text) {
    return new ETag(unquoted(text));
  }

  /**
   * The tag that a store wrote as {@code text}; empty if the text is absent, blank or absurdly
   * long.
   */
  public static Optional<ETag> parse(Optional<String> text) {
    return text.map(ETag::unquoted).filter(ETag::isUsable).map(ETag::new);
  }

  private static boolean isUsable(String value) {
    return !value.isBlank() && value.length() <= LONGEST;
  }

  /** A weak tag, {@code W/"x"}, is the work of a proxy: the store has given the tag within. */
  private static String unquoted(String text) {
    String stripped = text.strip();
    String trimmed =
        stripped.regionMatches(true, 0, WEAK, 0, WEAK.length()) ? stripped.substring(2) : stripped;
    boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
    return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
  }

  /** The tag without quotes. */
  public String value() {
    return value;
  }

  /** Whether it has the form of an MD5, as that of an object made by one call. */
  public boolean isMd5() {
    return MD5.matcher(value).matches();
  }

  /** Whether it has the form of an MD5, or of one of the MD5s of parts. */
  public boolean isOfMd5s() {
    return isMd5() || parts().isPresent();
  }

  /**
   * Number of parts that an object with this tag was made of, if the tag is of the form {@code
   * md5-N}; empty if it has another one.
   */
  public OptionalInt parts() {
    Matcher composite = COMPOSITE.matcher(value);
    return composite.matches()
        ? OptionalInt.of(Integer.parseInt(composite.group("parts")))
        : OptionalInt.empty();
  }

  /** The tag as conditional headers need it, in quotes. */
  public String quoted() {
    return '"' + value + '"';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ETag tag && value.equalsIgnoreCase(tag.value);
  }

  @Override
  public int hashCode() {
    return value.toLowerCase(Locale.ROOT).hashCode();
  }

  /** The tag without quotes, as people read it. */
  @Override
  public String toString() {
    return Printable.of(value);
  }
}
