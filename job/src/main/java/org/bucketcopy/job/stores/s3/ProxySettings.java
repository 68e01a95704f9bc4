package org.bucketcopy.job.stores.s3;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import java.util.Optional;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/** The proxy that requests go through, which sees no more of them than their endpoint. */
final class ProxySettings {
  private static final String HOST = "proxy.host";
  private static final String PORT = "proxy.port";
  private static final String TLS = "proxy.ssl.enabled";
  private static final int MOST = 65_535;

  private ProxySettings() {}

  /**
   * What the settings name; empty if they name none, and the surroundings of the JVM count.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  static Optional<ProxyConfiguration> of(StoreSettings settings) {
    Optional<String> host = settings.text(HOST);
    Optional<String> name = settings.text("proxy.username");
    Optional<Secret> password = settings.secret("proxy.password");
    checkArgument(
        host.isPresent() || settings.text(PORT).isEmpty(),
        "fs.s3a.proxy.port is set without fs.s3a.proxy.host");
    checkArgument(
        name.isPresent() == password.isPresent(),
        "of fs.s3a.proxy.username and fs.s3a.proxy.password only one is set");
    return host.map(
        to -> {
          boolean tls = S3Endpoint.flag("fs.s3a." + TLS, settings.text(TLS)).orElse(false);
          ProxyConfiguration.Builder proxy =
              ProxyConfiguration.builder()
                  .useSystemPropertyValues(false)
                  .useEnvironmentVariableValues(false)
                  .scheme(tls ? "https" : "http")
                  .host(to)
                  .port(settings.text(PORT).map(ProxySettings::port).orElse(tls ? 443 : 80));
          name.ifPresent(proxy::username);
          password.map(Secret::value).ifPresent(proxy::password);
          return proxy.build();
        });
  }

  private static int port(String text) {
    return Optional.ofNullable(Ints.tryParse(text))
        .filter(port -> 0 < port && port <= MOST)
        .orElseThrow(() -> new IllegalArgumentException("fs.s3a.proxy.port is no port: " + text));
  }
}
