package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * A server's key and its certificate, signed by itself, for 127.0.0.1 and localhost.
 *
 * @param keys PKCS #12 file with the key, for the server
 * @param trust PKCS #12 file with the certificate, for clients; has no password, as README makes it
 */
public record TlsIdentity(Path keys, Path trust) {
  private static final String PASSWORD = "nothing-secret";
  private static final List<String> WITH_PASSWORD = List.of("-storepass", PASSWORD);
  private static final List<String> NO_PASSWORD =
      List.of(
          "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE",
          "-J-Dkeystore.pkcs12.macAlgorithm=NONE");

  /** Makes one, by the JDK's keytool, in files of a directory. */
  public static TlsIdentity make(Path directory) throws IOException, InterruptedException {
    TlsIdentity identity =
        new TlsIdentity(directory.resolve("keys.p12"), directory.resolve("trust.p12"));
    String certificate = directory.resolve("certificate").toString();
    keytool(
        identity.keys,
        WITH_PASSWORD,
        List.of(
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-validity",
            "3650"));
    keytool(identity.keys, WITH_PASSWORD, List.of("-exportcert", "-file", certificate));
    keytool(identity.trust, NO_PASSWORD, List.of("-importcert", "-noprompt", "-file", certificate));
    return identity;
  }

  private static void keytool(Path store, List<String> password, List<String> what)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(password);
    command.addAll(what);
    command.addAll(List.of("-keystore", store.toString(), "-alias", "server"));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  /** What a server on Netty speaks with the key in this file. */
  public static SslContext nettyServer(Path keys) {
    try {
      return SslContextBuilder.forServer(keyManagers(keys))
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .build();
    } catch (SSLException e) {
      throw new IllegalArgumentException("no use of the key in " + keys, e);
    }
  }

  /** What a server on the JDK's sockets speaks with the key in this file. */
  public static SSLContext jdkServer(Path keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(keys).getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no use of the key in " + keys, e);
    }
  }

  private static KeyManagerFactory keyManagers(Path keys) {
    try (InputStream file = Files.newInputStream(keys)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      return managers;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("no key in " + keys, e);
    }
  }

  /** Options of a JVM that make it trust the server, and no other. */
  public List<String> javaOptions() {
    return List.of("-Djavax.net.ssl.trustStore=" + trust);
  }
}
