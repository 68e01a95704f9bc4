package org.bucketcopy.job.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server inside this JVM, on a free port of 127.0.0.1, that checks signatures. */
public final class EmbeddedS3 implements AutoCloseable {
  private static final String ACCESS_KEY = "embedded-access";
  private static final String SECRET_KEY = "embedded-secret";

  /** Let go when it is closed, with all that it keeps in memory: a test class may keep this. */
  private volatile Optional<S3Proxy> server;

  private EmbeddedS3(BlobStore objects) {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    server = Optional.of(proxy);
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded S3 server does not start", e);
    }
  }

  /** A server that keeps its objects in memory, versions included. */
  public static EmbeddedS3 inMemory() {
    return over(BlobStores.create("transient-nio2", new Properties()));
  }

  /** A server that keeps its objects as files under {@code directory}. */
  public static EmbeddedS3 onDisk(Path directory) {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toString());
    return over(BlobStores.create("filesystem-nio2", properties));
  }

  /** A server of {@code objects}, for instance of ones that fail. */
  public static EmbeddedS3 over(BlobStore objects) {
    return new EmbeddedS3(objects);
  }

  /** How to reach it. */
  public S3Access access() {
    return new S3Access(
        URI.create("http://127.0.0.1:" + server.orElseThrow().getPort()), ACCESS_KEY, SECRET_KEY);
  }

  /** Stops it; what it kept in memory is gone. */
  @Override
  public void close() {
    try {
      server.orElseThrow().stop();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded S3 server does not stop", e);
    }
    server = Optional.empty();
  }
}
