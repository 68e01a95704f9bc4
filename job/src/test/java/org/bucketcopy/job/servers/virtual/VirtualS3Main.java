package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Ascii;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.bucketcopy.job.servers.TlsIdentity;

/**
 * Runs a server in a process of its own until the process is ended. Prints {@code ready} and its
 * endpoints on standard output when it serves, that of TLS last. Options, each as {@code --name
 * value}:
 *
 * <ul>
 *   <li>{@code port} (0, a free one) and {@code threads} (1)
 *   <li>{@code sizes}: a {@link SizeRule} (none), {@code shape}: a {@link KeyShape} in lower case
 *       (numbered), {@code prefix} (none) and {@code destination-prefix} (the same)
 *   <li>{@code tls}: a file of {@link TlsIdentity#keys} (none)
 *   <li>{@code sink}: what ETags a {@link Sink} answers, made-up or digests (no sink)
 *   <li>{@code content}: none or filled, objects whose bytes can be read (none)
 *   <li>{@code stock}: empty or filled (empty); {@code memory}: kept or forgotten (kept)
 *   <li>those of a behaviour, as {@link BehaviourOption} names them
 * </ul>
 */
public final class VirtualS3Main {
  private final Map<String, String> own = new HashMap<>();
  private Behaviour behaviour = Behaviour.prompt();

  private VirtualS3Main() {}

  /** Starts the server that the options describe. */
  public static void main(String[] arguments) throws InterruptedException {
    try (VirtualS3 server = start(arguments)) {
      String tls = server.tlsEndpoint().map(endpoint -> " " + endpoint).orElse("");
      System.out.println("ready " + server.endpoint() + tls);
      server.awaitClose();
    }
  }

  /**
   * Starts the server that the options describe.
   *
   * @throws IllegalArgumentException if an option is unknown or its value does not fit
   */
  static VirtualS3 start(String... arguments) {
    VirtualS3Main options = new VirtualS3Main();
    for (Entry<String, String> option : pairs(arguments).entrySet()) {
      options.take(option.getKey(), option.getValue());
    }
    return options.start();
  }

  private static Map<String, String> pairs(String[] arguments) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
        throw new IllegalArgumentException("expected --name value at " + arguments[i]);
      }
      pairs.put(arguments[i].substring(2), arguments[i + 1]);
    }
    return pairs;
  }

  private void take(String name, String value) {
    switch (name) {
      case "port",
          "threads",
          "sizes",
          "shape",
          "prefix",
          "destination-prefix",
          "sink",
          "stock",
          "content",
          "memory",
          "tls" ->
          own.put(name, value);
      default ->
          behaviour =
              BehaviourOption.apply(behaviour, name, value)
                  .orElseThrow(() -> new IllegalArgumentException("no option --" + name));
    }
  }

  private VirtualS3 start() {
    SyntheticKeys keys =
        SyntheticKeys.of(
            value("prefix", ""),
            KeyShape.named(value("shape", "numbered")),
            SizeRule.parse(value("sizes", "")));
    boolean filled = value("content", "none").equals("filled");
    Holdings holdings =
        new Holdings(
            filled ? keys.filled() : keys,
            value("destination-prefix", value("prefix", "")),
            Holdings.Stock.valueOf(Ascii.toUpperCase(value("stock", "empty"))),
            Holdings.Memory.valueOf(Ascii.toUpperCase(value("memory", "kept"))));
    VirtualS3 server =
        VirtualS3.start(
            holdings,
            behaviour,
            Integer.parseInt(value("port", "0")),
            Integer.parseInt(value("threads", "1")),
            Optional.ofNullable(own.get("tls")).map(Path::of).map(TlsIdentity::nettyServer));
    Optional.ofNullable(own.get("sink"))
        .map(etags -> Sink.Etags.valueOf(Ascii.toUpperCase(etags).replace('-', '_')))
        .ifPresent(server.sink()::take);
    return server;
  }

  private String value(String name, String otherwise) {
    return Optional.ofNullable(own.get(name)).orElse(otherwise);
  }
}
