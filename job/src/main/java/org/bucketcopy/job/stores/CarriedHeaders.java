package org.bucketcopy.job.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * The headers of an answer, and what an object carries of them: for all stores alike. Values are
 * UTF-8, which is what clients send and sign; where one is not, it was read with U+FFFD in place of
 * what is not, and is left out.
 *
 * <p>Of what an object carries, several lines of one name are one header, whose value is theirs
 * with commas between (RFC 9110, 5.3; so does S3 keep them: docs.aws.amazon.com, "Working with
 * object metadata"). Of all other headers the first line counts.
 */
public final class CarriedHeaders {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
  private static final CharMatcher UNSENDABLE =
      CharMatcher.inRange('\0', '\u001F')
          .and(CharMatcher.isNot('\t'))
          .or(CharMatcher.anyOf("\u007F\uFFFD"));
  private static final Set<String> CONTENT =
      Arrays.stream(ContentHeader.values())
          .map(header -> Ascii.toLowerCase(header.headerName()))
          .collect(Collectors.toUnmodifiableSet());

  private final String userPrefix;
  private final Map<String, String> values = new TreeMap<>();

  /**
   * Headers of which no line is known yet.
   *
   * @param userPrefix what the names of user metadata begin with, in lower case
   */
  public CarriedHeaders(String userPrefix) {
    this.userPrefix = userPrefix;
  }

  /** Adds a line. */
  public void add(String name, String value) {
    String lower = Ascii.toLowerCase(name);
    values.merge(lower, value, (one, other) -> merged(lower, one, other));
  }

  private String merged(String name, String one, String other) {
    boolean again = CONTENT.contains(name) && one.equals(other);
    boolean carried = CONTENT.contains(name) || name.startsWith(userPrefix);
    return carried && !again ? one + "," + other : one;
  }

  /** All headers by name, in lower case. */
  public Map<String, String> values() {
    return ImmutableMap.copyOf(values);
  }

  /** A header, unless it is blank. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(Ascii.toLowerCase(name)))
        .filter(value -> !value.isBlank());
  }

  /** What the object carries of what can be read. */
  public ObjectMetadata metadata(Optional<String> storageClass) {
    Map<ContentHeader, String> content = new EnumMap<>(ContentHeader.class);
    for (ContentHeader header : ContentHeader.values()) {
      value(header.headerName())
          .filter(CarriedHeaders::isSendable)
          .ifPresent(value -> content.put(header, value));
    }
    return new ObjectMetadata(content, user(), Map.of(), storageClass);
  }

  private Map<String, String> user() {
    Map<String, String> user = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(userPrefix) && isSendable(value)) {
            user.put(name.substring(userPrefix.length()), value);
          }
        });
    return user;
  }

  /** Whether nothing that the object carries had to be left out. */
  public boolean isReadable() {
    return values.entrySet().stream()
        .filter(line -> CONTENT.contains(line.getKey()) || line.getKey().startsWith(userPrefix))
        .allMatch(line -> isSendable(line.getValue()));
  }

  private static boolean isSendable(String value) {
    return UNSENDABLE.matchesNoneOf(value) && UTF_8.newEncoder().canEncode(value);
  }

  /**
   * Checks what a request is to carry.
   *
   * @throws IllegalArgumentException if a header cannot have such a name or value
   */
  public static void check(ObjectMetadata metadata) {
    metadata.headers().forEach((header, value) -> check(header.headerName(), value));
    metadata
        .user()
        .forEach(
            (name, value) -> {
              if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                    "the name of the user metadata \"" + name + "\" cannot be a header's name");
              }
              check(name, value);
            });
  }

  private static void check(String name, String value) {
    if (!isSendable(value)) {
      throw new IllegalArgumentException(
          "the metadata " + name + ": \"" + value + "\" cannot be put into a header as it is");
    }
  }
}
