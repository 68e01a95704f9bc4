package org.bucketcopy.job.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.bucketcopy.planner.model.Printable;

/** Makes the page of its data. */
public final class PageTemplate {
  /** What each page begins with: whatever else is there is not a page of ours. */
  public static final String START = "<!doctype html><!-- bucket-copy report -->";

  private static final JsonMapper JSON = new JsonMapper();

  private PageTemplate() {}

  /**
   * The page, one HTML document.
   *
   * @param data as {@link PageData} makes it; whatever its strings hold is shown as text, and is
   *     {@link Printable} there
   */
  public static String page(JsonNode data) {
    String script = resource("page.js");
    return START
        + resource("page.html")
            .replace("{{policy}}", "'sha256-" + sha256(script) + "'")
            .replace("{{style}}", resource("page.css"))
            .replace("{{script}}", script)
            .replace("{{data}}", escaped(printable(data).toString()));
  }

  /** JSON that neither ends the element that it is in, nor begins another. */
  static String escaped(String json) {
    return Printable.json(json)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e");
  }

  private static JsonNode printable(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(Printable.of(node.asText()));
    }
    if (node.isArray()) {
      ArrayNode array = JSON.createArrayNode();
      node.forEach(element -> array.add(printable(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JSON.createObjectNode();
      node.properties()
          .forEach(field -> object.set(Printable.of(field.getKey()), printable(field.getValue())));
      return object;
    }
    return node;
  }

  private static String sha256(String script) {
    return Base64.getEncoder().encodeToString(Hashing.sha256().hashString(script, UTF_8).asBytes());
  }

  private static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(PageTemplate.class, name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
