package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OssEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "oss-cn-hangzhou.aliyuncs.com, https://oss-cn-hangzhou.aliyuncs.com, cn-hangzhou",
    "https://oss-cn-hangzhou-internal.aliyuncs.com,"
        + " https://oss-cn-hangzhou-internal.aliyuncs.com, cn-hangzhou",
    "http://oss-us-west-1.aliyuncs.com, http://oss-us-west-1.aliyuncs.com, us-west-1",
    "cn-shanghai.oss.aliyuncs.com, https://cn-shanghai.oss.aliyuncs.com, cn-shanghai"
  })
  void endpointNamesTheRegion(String given, String url, String region) {
    assertThat(OssEndpoint.of(Optional.of(given), Optional.empty()))
        .isEqualTo(new OssEndpoint(url, region));
  }

  @Test
  void regionNamesTheEndpoint() {
    OssEndpoint expected = new OssEndpoint("https://oss-eu-central-1.aliyuncs.com", "eu-central-1");
    assertThat(OssEndpoint.of(Optional.empty(), Optional.of("eu-central-1"))).isEqualTo(expected);
    assertThat(OssEndpoint.of(Optional.empty(), Optional.of("oss-eu-central-1")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "oss-accelerate.aliyuncs.com",
    "oss-accelerate-overseas.aliyuncs.com",
    "http://127.0.0.1:8080",
    "files.example.com"
  })
  void endpointWithoutARegionNeedsOne(String endpoint) {
    assertThatThrownBy(() -> OssEndpoint.of(Optional.of(endpoint), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.oss.region");
    assertThat(OssEndpoint.of(Optional.of(endpoint), Optional.of("cn-beijing")).region())
        .isEqualTo("cn-beijing");
  }

  @Test
  void nothingIsNotEnough() {
    assertThatThrownBy(() -> OssEndpoint.of(Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.oss.endpoint");
    assertThatThrownBy(() -> OssEndpoint.of(Optional.of("https:///"), Optional.of("cn-x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names no host");
  }

  @Test
  void allRegionsAreOneService() {
    String hangzhou = service("oss-cn-hangzhou.aliyuncs.com");
    assertThat(service("oss-cn-beijing-internal.aliyuncs.com")).isEqualTo(hangzhou);
    assertThat(service("http://127.0.0.1:8080")).isNotEqualTo(hangzhou);
    assertThat(service("http://127.0.0.1:8081")).isNotEqualTo(service("http://127.0.0.1:8080"));
    assertThat(service("aliyuncs.com.example.org")).isNotEqualTo(hangzhou);
  }

  private static String service(String endpoint) {
    return OssEndpoint.of(Optional.of(endpoint), Optional.of("cn-beijing")).service();
  }
}
