package org.bucketcopy.job.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsIdentityTest {
  @TempDir Path directory;

  /** As Java reads the file of {@code javax.net.ssl.trustStore} where no password is set. */
  @Test
  void aTrustStoreThatIsMadeAsReadmeSaysNeedsNoPassword() throws Exception {
    TlsIdentity identity = TlsIdentity.make(directory);

    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try (InputStream file = Files.newInputStream(identity.trust())) {
      store.load(file, null);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);

    assertThat(((X509TrustManager) managers.getTrustManagers()[0]).getAcceptedIssuers()).hasSize(1);
    assertThat(identity.javaOptions()).singleElement().asString().doesNotContain("assword");
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE")
        .contains("-J-Dkeystore.pkcs12.macAlgorithm=NONE")
        .doesNotContain("trustStorePassword=");
  }
}
