package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
  @Test
  void onlyWhatIsNotAsciiIsEncoded() {
    assertThat(HeaderText.encoded("a b+%20=é中\t")).isEqualTo("a b+%20=%C3%A9%E4%B8%AD%09");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "a+b", "a%20b", "100%", "%", "%zz", "%C3", "größe 日本 \uD83D\uDE00"})
  void textComesBackAsItWas(String text) {
    assertThat(HeaderText.decoded(HeaderText.encoded(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "%E4%B8%AD%20x", "%e4%b8%ad", "a+b", "%C3", "x%2By"})
  void headerIsSentAgainAsItCame(String value) {
    assertThat(HeaderText.encoded(HeaderText.decoded(value))).isEqualTo(value);
  }

  @Test
  void bytesOfUtf8AreText() {
    assertThat(HeaderText.decoded("\u00e4\u00b8\u00ad")).isEqualTo("中");
  }
}
