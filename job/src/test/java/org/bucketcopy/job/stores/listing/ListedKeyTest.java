package org.bucketcopy.job.stores.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedKeyTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "a/b,a/b",
        "a+b%20c,a b c",
        "a%2Bb%25,a+b%",
        "gr%C3%B6%c3%9fe,größe",
        "größe%20日本,größe 日本",
        "%F0%9F%98%80,😀",
        "😀%21,😀!",
        "%01%EF%BF%BE,|\u0001\uFFFE|",
        "%EF%BF%BD,\uFFFD"
      })
  void whatIsEncodedIsDecoded(String written, String key) {
    assertThat(ListedKey.urlEncoded(written)).isEqualTo(new ListedKey(key, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%zz", "a%", "a%2", "%+1", "100% x"})
  void whatIsNotEncodedAsItShouldBeIsNoKey(String written) {
    ListedKey key = ListedKey.urlEncoded(written);

    assertThat(key.text()).isEqualTo(written);
    assertThat(key.flaw().orElseThrow()).contains("not percent-encoded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%FF", "%C3", "%C3%28", "%ED%A0%80", "%F8%88%80%80%80", "%EF%BF%BD%80"})
  void bytesThatAreNoTextAreNoKey(String written) {
    ListedKey key = ListedKey.urlEncoded(written);

    assertThat(key.text()).contains("\uFFFD");
    assertThat(key.flaw().orElseThrow()).contains("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\uFFFD", "\uD83D", "a\uDE00b", "\uDE00\uD83D"})
  void aCharacterThatMayHaveBeenReplacedIsNoKey(String written) {
    assertThat(ListedKey.plain(written).flaw()).isPresent();
    assertThat(ListedKey.urlEncoded(written).flaw()).isPresent();
    assertThat(ListedKey.urlEncoded(written + "%20").flaw()).isPresent();
  }

  @Test
  void whatIsWrittenAsItIsIsTheKey() {
    assertThat(ListedKey.plain("a%20+b\u0001😀"))
        .isEqualTo(new ListedKey("a%20+b\u0001😀", Optional.empty()));
    assertThat(ListedKey.plain("")).isEqualTo(ListedKey.absent());
    assertThat(ListedKey.urlEncoded("")).isEqualTo(ListedKey.absent());
  }
}
