package org.bucketcopy.job.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Splitter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.TlsIdentity;
import org.bucketcopy.job.servers.virtual.VirtualS3Main;

/** The server of a scenario, in a process of its own and with one thread. */
final class Server implements AutoCloseable {
  private final Process process;
  private final URI endpoint;
  private final URI measured;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Server(Process process, List<URI> endpoints) {
    this.process = process;
    this.endpoint = endpoints.get(0);
    this.measured = endpoints.get(endpoints.size() - 1);
  }

  /**
   * Starts one.
   *
   * @param options as {@link VirtualS3Main} takes them
   * @param tls that it speaks, besides plain HTTP
   * @param log gets what it says
   */
  static Server start(Map<String, String> options, Optional<TlsIdentity> tls, Path log)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                VirtualS3Main.class.getName()));
    options.forEach((name, value) -> command.addAll(List.of("--" + name, value)));
    tls.ifPresent(identity -> command.addAll(List.of("--tls", identity.keys().toString())));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader out = process.inputReader();
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith("ready ")) {
        return new Server(
            process, Splitter.on(' ').splitToStream(line).skip(1).map(URI::create).toList());
      }
    }
    throw new IOException("the server did not start: see " + log);
  }

  /** Where it speaks plain HTTP. */
  URI endpoint() {
    return endpoint;
  }

  /** Where it is measured: by TLS if it speaks that. */
  URI measured() {
    return measured;
  }

  /** What it has counted since the last reset. */
  Counts counts() throws IOException, InterruptedException {
    return new Counts(new JsonMapper().readTree(send("GET", "ledger")));
  }

  /** Empties the destination and resets the counts. */
  void reset() throws IOException, InterruptedException {
    send("POST", "reset");
  }

  /** Changes how it behaves: {@code latency=30&tail=0.01}. */
  void behave(String query) throws IOException, InterruptedException {
    send("POST", "behave?" + query);
  }

  /** CPU seconds that it has used; 0 where that is not known. */
  double cpuSeconds() {
    return ProcessTree.cpuSeconds(Stream.of(process.toHandle())).orElse(0);
  }

  private String send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/-/" + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
