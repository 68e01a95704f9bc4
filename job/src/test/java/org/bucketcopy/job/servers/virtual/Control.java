package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.thread.Unawaited;

/**
 * The paths under {@code /-/}, by which another process asks and steers. They are neither counted
 * nor delayed. {@code GET ledger} answers the ledger, the verdict and the open uploads as JSON;
 * {@code POST behave} takes the options of {@link BehaviourOption} as query; {@code POST reset}
 * puts the destination and the ledger back; {@code POST overwrite?key=K} and {@code POST
 * delete?key=K} change the source. What changes something answers the ETag or the word {@code ok}.
 */
final class Control {
  private static final String ROOT = "/-/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VirtualS3 server;

  Control(VirtualS3 server) {
    this.server = server;
  }

  static boolean serves(String target) {
    return target.startsWith(ROOT);
  }

  void serve(Channel channel, HttpRequest request) {
    Answer answer;
    try {
      answer = answer(request);
    } catch (Refusal | IllegalArgumentException e) {
      answer = text(400, String.valueOf(e.getMessage()));
    }
    Unawaited.drop(channel.writeAndFlush(answer.encode(channel.alloc(), 0), channel.voidPromise()));
  }

  private Answer answer(HttpRequest request) {
    int question = request.uri().indexOf('?');
    String path = question < 0 ? request.uri() : request.uri().substring(0, question);
    Map<String, String> parameters =
        new Query(question < 0 ? "" : request.uri().substring(question + 1)).parameters();
    return switch (request.method() + " " + path.substring(ROOT.length())) {
      case "GET ledger" -> text(200, json());
      case "POST behave" -> behave(parameters);
      case "POST reset" -> {
        server.reset();
        yield text(200, "ok");
      }
      case "POST overwrite" -> text(200, server.overwriteSource(key(parameters)));
      case "POST delete" -> {
        server.deleteSource(key(parameters));
        yield text(200, "ok");
      }
      default -> text(404, "no such path");
    };
  }

  private Answer behave(Map<String, String> options) {
    Behaviour behaviour = server.behaviour();
    for (Map.Entry<String, String> option : options.entrySet()) {
      behaviour =
          BehaviourOption.apply(behaviour, option.getKey(), option.getValue())
              .orElseThrow(
                  () -> new IllegalArgumentException("no behaviour '" + option.getKey() + "'"));
    }
    server.behave(behaviour);
    return text(200, "ok");
  }

  private String json() {
    Map<String, Object> facts = new LinkedHashMap<>(server.ledger().facts());
    facts.put("verdict", server.verdict().facts());
    facts.put("uploadsOpen", server.uploadsOpen());
    try {
      return JSON.writeValueAsString(facts);
    } catch (IOException e) {
      throw new IllegalStateException("numbers in maps are always JSON", e);
    }
  }

  private static String key(Map<String, String> parameters) {
    return Optional.ofNullable(parameters.get("key"))
        .orElseThrow(() -> new IllegalArgumentException("which key?"));
  }

  private static Answer text(int status, String text) {
    byte[] octets = text.getBytes(UTF_8);
    String type = text.startsWith("{") ? "application/json" : "text/plain";
    return new Answer(status, "Content-Type: " + type + "\r\n", octets.length, octets);
  }
}
