package org.bucketcopy.job.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, driven by its DevTools protocol, with one page open. */
final class Chromium implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TIMEOUT_SECONDS = 60;
  private static final int PICTURE_HEIGHT = 4_500;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private String session = "";

  private Chromium(Process process, URI devTools) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(devTools, new Answers()).join();
  }

  /** The program, where it is installed. */
  static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param directory for its files
   */
  static Chromium start(Path program, Path directory) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + directory,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    CompletableFuture<URI> listening = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, listening), "chromium-stderr");
    reader.setDaemon(true);
    reader.start();
    Chromium chromium = new Chromium(process, listening.get(TIMEOUT_SECONDS, SECONDS));
    String target =
        chromium
            .call("Target.createTarget", Map.of("url", "about:blank"))
            .path("targetId")
            .asText();
    chromium.session =
        chromium
            .call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      chromium.call(domain + ".enable", Map.of());
    }
    return chromium;
  }

  private static void read(Process process, CompletableFuture<URI> listening) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher found = LISTENING.matcher(line);
        if (found.find()) {
          listening.complete(URI.create(found.group(1)));
        }
      }
    } catch (IOException ended) {
      listening.completeExceptionally(ended);
    }
  }

  /** Answers to calls, and events. */
  private final class Answers implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      message.append(text);
      if (last) {
        take(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(String text) {
      try {
        JsonNode json = JSON.readTree(text);
        if (!json.has("id")) {
          events.add(json);
          if (json.path("method").asText().equals("Page.loadEventFired")) {
            loaded.complete(null);
          }
          return;
        }
        Optional.ofNullable(calls.remove(json.path("id").asInt()))
            .ifPresent(call -> call.complete(json));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Calls a method of the protocol, and waits for its result. */
  JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int id = ids.incrementAndGet();
    ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
    call.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      call.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    calls.put(id, answer);
    socket.sendText(call.toString(), true).join();
    JsonNode json = answer.get(TIMEOUT_SECONDS, SECONDS);
    if (json.has("error")) {
      throw new IllegalStateException(method + ": " + json.path("error"));
    }
    return json.path("result");
  }

  /** Takes the page for one of this width in CSS pixels, in light or dark colours. */
  void show(int width, String colours) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
  }

  /** Opens a file, and waits until it is there and its script has run. */
  void open(Path file) throws Exception {
    events.clear();
    CompletableFuture<Void> shown = new CompletableFuture<>();
    loaded = shown;
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    shown.get(TIMEOUT_SECONDS, SECONDS);
  }

  /** What an expression of the page gives, once it is there. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.toString());
    }
    return result.path("result").path("value");
  }

  /** What the page has asked for, beside itself. */
  List<String> requests() {
    return events.stream()
        .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .filter(url -> !url.endsWith(".html"))
        .toList();
  }

  /** What went wrong in the page: exceptions, and what its policy has refused. */
  List<String> complaints() {
    return events.stream()
        .filter(
            event ->
                event.path("method").asText().equals("Runtime.exceptionThrown")
                    || event.path("method").asText().equals("Log.entryAdded")
                    || event.path("method").asText().equals("Page.javascriptDialogOpening"))
        .map(JsonNode::toString)
        .toList();
  }

  /** Writes a picture of the upper part of the page, which may be very long. */
  void picture(Path file) throws Exception {
    int width = evaluate("innerWidth").asInt();
    int height = Math.min(PICTURE_HEIGHT, evaluate("document.body.scrollHeight").asInt());
    JsonNode png =
        call(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
    Files.write(file, Base64.getDecoder().decode(png.path("data").asText()));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
