package org.bucketcopy.job.options;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as Java 17 and Spark's launcher make them of {@code données}, by locale. */
final class MangledTextTest {
  private final MangledText utf8 = new MangledText(List.of(UTF_8, UTF_8));
  private final MangledText posix = new MangledText(List.of(US_ASCII, US_ASCII));
  private final MangledText latin = new MangledText(List.of(ISO_8859_1, ISO_8859_1));

  @ParameterizedTest
  @ValueSource(strings = {"s3://a/données/", "日本", "😀/", "file-??.csv", "a?b", "plain", ""})
  void whatWasReadAsUtf8IsTaken(String text) {
    assertThat(utf8.damage(text, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://a/donn\uFFFD\uFFFDes/", "\uFFFD"})
  void bytesThatCouldNotBeReadAreRefusedUnderAnyLocale(String text) {
    for (MangledText locale : List.of(utf8, posix, latin)) {
      assertThat(locale.damage(text, false))
          .hasValueSatisfying(why -> assertThat(why).contains("bytes"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://a/donn??es/", "??t??*"})
  void questionMarksAreRefusedWhereTheyMayStandForLetters(String text) {
    assertThat(posix.damage(text, false))
        .hasValueSatisfying(why -> assertThat(why).contains("US-ASCII"));
    assertThat(latin.damage(text, false)).isPresent();
    assertThat(new MangledText(List.of(UTF_8, US_ASCII)).damage(text, false))
        .as("the launcher reads by the locale, and writes by file.encoding")
        .isPresent();
  }

  @Test
  void anAddressHasQuestionMarks() {
    assertThat(posix.damage("https://host/path?a=b", true)).isEmpty();
    assertThat(posix.damage("https://host/\uFFFD\uFFFD", true)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://a/data/", "/x/**", "[a-z]*", "{a,b}"})
  void plainAsciiIsTakenUnderAnyLocale(String text) {
    assertThat(posix.damage(text, false)).isEmpty();
    assertThat(latin.damage(text, false)).isEmpty();
  }

  @Test
  void utf8ThatWasReadAsAnotherEncodingIsRefused() {
    String misread = new String("données".getBytes(UTF_8), ISO_8859_1);

    assertThat(latin.damage(misread, false))
        .hasValueSatisfying(why -> assertThat(why).contains("ISO-8859-1"));
    assertThat(utf8.damage(misread, false)).isEmpty();
    assertThat(latin.damage("données", false)).as("typed and read in it").isEmpty();
    Charset gbk = Charset.forName("GBK");
    assertThat(
            new MangledText(List.of(gbk, gbk))
                .damage(new String("ééé".getBytes(UTF_8), gbk), false))
        .isPresent();
  }
}
