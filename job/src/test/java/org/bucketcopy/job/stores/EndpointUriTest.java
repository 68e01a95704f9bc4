package org.bucketcopy.job.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUriTest {
  @ParameterizedTest
  @CsvSource({
    "store.example, http://store.example",
    "store.example:9000, http://store.example:9000",
    "https://store.example/base/, https://store.example/base/",
    "HTTPS://Store.example, HTTPS://Store.example",
    "'[::1]:9000', 'http://[::1]:9000'"
  })
  void aSchemeMayBeLeftOut(String text, String uri) {
    assertThat(EndpointUri.of("fs.x.endpoint", text, "http")).hasToString(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "https://Store.example/, store.example",
    "https://store.example:443, store.example",
    "http://store.example:443, store.example:443",
    "http://store.example:80/base//, store.example/base"
  })
  void aServiceIsNamedInOneWay(String endpoint, String service) {
    assertThat(EndpointUri.service(URI.create(endpoint))).isEqualTo(service);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:///x",
        "http://a b",
        "http://[1",
        "ftp://store.example",
        "https://store.example?x=y",
        "https://store.example#x"
      })
  void whatNamesNoHostIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndpointUri.of("fs.x.endpoint", text, "https"))
        .withMessageContaining("fs.x.endpoint names no host");
  }

  @Test
  void aLoginIsRefusedAndNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EndpointUri.of("fs.x.endpoint", "https://user:hush@store.example", "https"))
        .withMessageContaining("without credentials")
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hush"));
  }
}
