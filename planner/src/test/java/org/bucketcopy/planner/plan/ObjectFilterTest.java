package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " : ",
      quoteCharacter = '`',
      value = {
        "*.jpg : a.jpg",
        "*.jpg : x/y/a.jpg",
        "*.jpg : .jpg",
        "/*.jpg : a.jpg",
        "a : x/a",
        "a/b : x/a/b",
        "/a/** : a/b/c",
        "/a/** : a/",
        "/**/b : a/c/b",
        "/a**z : abc/xyz",
        "**/b : x/b",
        "a?c : abc",
        "a?c : a\uD83D\uDE00c",
        "[a-c]x : bx",
        "[abc]x : bx",
        "[!a]x : bx",
        "[^a]x : bx",
        "[a-]x : -x",
        "[\\]]x : ]x",
        "[日-本]x : 本x",
        "*.{jpg,png} : a.png",
        "{a,b{c,d}}e : bde",
        "{,x}a : a",
        "{,x}a : xa",
        "a,b : a,b",
        "a\\*b : a*b",
        "a\\{b : a{b",
        "a\\\\b : a\\b",
        "logs/ : logs/1",
        "logs/ : x/logs/1/2",
        "/logs/ : logs/1",
        "/ : anything/at/all",
        "*a*b : xaybzab",
        "*/*b : xb/aab",
        "/**a*/b : xa/yaz/b",
        "/**/a*c/**/d : 1/abc/2/abc/d",
        "/**a/*b : a/x/a/xb",
        "** : a/b/c"
      })
  void globMatches(String glob, String key) {
    assertThat(ObjectFilter.of(List.of(glob), List.of()).accepts(key)).isTrue();
    assertThat(ObjectFilter.of(List.of(), List.of(glob)).accepts(key)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " : ",
      quoteCharacter = '`',
      value = {
        "*.jpg : a.jpgx",
        "*.jpg : a.jpg/b",
        "/*.jpg : x/a.jpg",
        "a : xa",
        "a : ab",
        "a/b : a/x/b",
        "a?c : a/c",
        "a?c : ac",
        "[!a]x : /x",
        "[!a]x : ax",
        "[a-c]x : dx",
        "*.{jpg,png} : a.gif",
        "a\\*b : axb",
        "logs/ : logs",
        "logs/ : xlogs/1",
        "/logs/ : x/logs/1",
        "/*a*/b : a/x/b",
        "/**/b : b",
        "*a*b : a/b",
        "A : a"
      })
  void globDoesNotMatch(String glob, String key) {
    assertThat(ObjectFilter.of(List.of(glob), List.of()).accepts(key)).isFalse();
    assertThat(ObjectFilter.of(List.of(), List.of(glob)).accepts(key)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " : ",
      quoteCharacter = '`',
      value = {
        "`` : is empty at character 1",
        "a[bc : opens a bracket that is not closed at character 2",
        "a[]c : has an empty set at character 2",
        "x[z-a] : has a range that runs backwards at character 3",
        "ab] : closes what was not opened at character 3",
        "a} : closes what was not opened at character 2",
        "a{b,{c} : opens a brace that is not closed at character 2",
        "a*** : has more than two stars in a row at character 2",
        "ab\\ : ends with a backslash at character 3",
        "[a\\ : ends with a backslash at character 3"
      })
  void malformedGlobIsNamedWithThePlace(String glob, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectFilter.of(List.of("ok"), List.of("ok", glob)))
        .withMessage("the glob \"%s\" %s", glob, problem);
  }

  @Test
  void globThatStandsForTooManyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectFilter.of(List.of("{a,b}".repeat(10)), List.of()))
        .withMessageContaining("more than 1000 globs");
  }

  @Test
  void noGlobAcceptsEverything() {
    assertThat(ObjectFilter.of(List.of(), List.of()).accepts("any/key")).isTrue();
  }

  @Test
  void excludesWinOverIncludes() {
    ObjectFilter filter = ObjectFilter.of(List.of("*.jpg", "*.png"), List.of("/tmp/", "*-old.*"));
    assertThat(filter.accepts("a/b.png")).isTrue();
    assertThat(filter.accepts("a/b.gif")).isFalse();
    assertThat(filter.accepts("tmp/b.png")).isFalse();
    assertThat(filter.accepts("a/b-old.jpg")).isFalse();
  }

  /** Java's own globs mean the same, but for folders at the ends of a path. */
  @Property(tries = 5000)
  void globsMeanWhatThoseOfJavaMean(
      @ForAll("globs") String glob,
      @ForAll @Chars({'/'}) @CharRange(from = 'a', to = 'b') @StringLength(max = 9) String any) {
    String key = "x" + any.replaceAll("/+", "/") + "x";
    PathMatcher reference = FileSystems.getDefault().getPathMatcher("glob:x" + glob + "x");
    assertThat(ObjectFilter.of(List.of("/x" + glob + "x"), List.of()).accepts(key))
        .as("%s on %s", glob, key)
        .isEqualTo(reference.matches(Path.of(key)));
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.of("a", "b", "/", "*", "**", "?", "[!a]", "{a,b*}")
        .list()
        .ofMaxSize(7)
        .map(parts -> String.join("", parts))
        .filter(glob -> !glob.contains("***") && !glob.contains("//"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " : ",
      quoteCharacter = '`',
      value = {
        "/logs/2024/*.gz : logs/2024/",
        "/logs/ : logs/",
        "/a/b.csv : a/b.csv",
        "/a\\*b*c : a*b",
        "/a/{b1,b2}/** : a/b",
        "/{a,b} : ``",
        "/{a/x,a/y}z : a/",
        "/a[b]c : a",
        "/a?c : a",
        "/日\uD83D\uDE00* : 日\uD83D\uDE00",
        "/{\uD83D\uDE00,\uD83D\uDE01}a : ``",
        "/a\uFFFDb : a",
        "/** : ``",
        "/ : ``",
        "logs/* : ``",
        "a : ``"
      })
  void aGlobFromThePrefixOnSaysHowItsKeysBegin(String glob, String beginning) {
    assertThat(ObjectFilter.of(List.of(glob), List.of()).beginning()).isEqualTo(beginning);
  }

  @Test
  void whatAllIncludesBeginWithIsTheBeginning() {
    assertThat(ObjectFilter.of(List.of("/a/b/*", "/a/bc/**"), List.of()).beginning())
        .isEqualTo("a/b");
    assertThat(ObjectFilter.of(List.of("/a/b/*", "*.csv"), List.of()).beginning()).isEmpty();
    assertThat(ObjectFilter.of(List.of(), List.of("/a/*")).beginning()).isEmpty();
  }

  @Property
  void whatIsAcceptedHasTheBeginning(
      @ForAll @Chars({'a', 'b', '/', '*', '?', '{', '}', ',', '['}) @StringLength(max = 8)
          String glob,
      @ForAll @Chars({'a', 'b', '/'}) @StringLength(max = 6) String key) {
    ObjectFilter filter;
    try {
      filter = ObjectFilter.of(List.of("/" + glob), List.of());
    } catch (IllegalArgumentException malformed) {
      return;
    }
    assertThat(!filter.accepts(key) || key.startsWith(filter.beginning())).isTrue();
  }
}
