package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ceph's RGW, of which one is started for all tests of a JVM. Where Ceph is not installed, the
 * tests that need it are skipped, but fail if the environment has {@code CI=true}.
 */
public final class RgwServer {
  private static final Path SCRIPT = Path.of("src", "test", "scripts", "start-rgw.sh");
  private static final List<String> PROGRAMS =
      List.of("radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "monmaptool");
  private static Optional<RgwServer> running = Optional.empty();

  private final Process script;
  private final S3Access access;

  private RgwServer(Path directory) throws IOException {
    int[] ports = FreePorts.find(3);
    access = new S3Access(URI.create("http://127.0.0.1:" + ports[0]), "rgw-access", "rgw-secret");
    script =
        new ProcessBuilder(
                SCRIPT.toString(),
                directory.toString(),
                "" + ports[0],
                "" + ports[1],
                "" + ports[2])
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-rgw"));
    waitUntilReady();
  }

  /** Skips the test if Ceph is not installed, or fails it where {@code CI=true}. */
  public static void assumeInstalled() {
    boolean installed = PROGRAMS.stream().allMatch(RgwServer::isInstalled);
    if (!installed && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("Ceph's RGW must be installed where CI=true: " + PROGRAMS);
    }
    assumeTrue(installed, "Ceph's RGW is not installed: " + PROGRAMS);
  }

  /** The server of this JVM, started if it is the first time. */
  public static synchronized RgwServer shared() {
    assumeInstalled();
    if (running.isEmpty()) {
      running = Optional.of(started());
    }
    return running.get();
  }

  /** How to reach it. */
  public S3Access access() {
    return access;
  }

  /** The same as {@code arn:aws:iam:::user/guest}, who may do what policies of buckets allow. */
  public S3Access guest() {
    return new S3Access(access.endpoint(), "rgw-guest", "rgw-guest-secret");
  }

  private static RgwServer started() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      return new RgwServer(Files.createTempDirectory(target, "rgw-"));
    } catch (IOException e) {
      throw new UncheckedIOException("RGW does not start", e);
    }
  }

  private static boolean isInstalled(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Splitter.on(File.pathSeparatorChar)
        .splitToStream(path)
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private void waitUntilReady() throws IOException {
    BufferedReader out = new BufferedReader(new InputStreamReader(script.getInputStream(), UTF_8));
    if (!"ready".equals(out.readLine())) {
      throw new IOException(SCRIPT + " ended before RGW answered");
    }
  }

  private void stop() {
    try {
      script.getOutputStream().close();
      script.waitFor(1, TimeUnit.MINUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
