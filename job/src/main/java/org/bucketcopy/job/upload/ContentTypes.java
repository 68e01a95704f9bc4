package org.bucketcopy.job.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The media types of files by the endings of their names: Apache httpd's table, as it comes with
 * the AWS SDK, and before it the types that it does not have, or has by a name that is obsolete.
 */
final class ContentTypes {
  private static final String TABLE = "/software/amazon/awssdk/core/util/mime.types";

  /** Of a type that is registered nowhere, nothing more is known (RFC 9110, 8.3). */
  private static final String UNREGISTERED = "application/octet-stream";

  private static final Splitter WORDS =
      Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().trimResults();

  /** iana.org/assignments/media-types where there is no other note. */
  private static final ImmutableMap<String, String> NEWER =
      ImmutableMap.<String, String>builder()
          .put("arrow", "application/vnd.apache.arrow.file")
          .put("arrows", "application/vnd.apache.arrow.stream")
          .put("avif", "image/avif")
          .put("avro", UNREGISTERED)
          .put("geojson", "application/geo+json")
          .put("js", "text/javascript")
          .put("jsonl", "application/jsonl") // jsonlines.org
          .put("jsonld", "application/ld+json")
          .put("md", "text/markdown")
          .put("mjs", "text/javascript")
          .put("ndjson", "application/x-ndjson") // github.com/ndjson/ndjson-spec
          .put("orc", UNREGISTERED)
          .put("parquet", "application/vnd.apache.parquet")
          .put("toml", "application/toml")
          .put("wasm", "application/wasm")
          .put("yaml", "application/yaml")
          .put("yml", "application/yaml")
          .put("zst", "application/zstd")
          .buildOrThrow();

  private static final ImmutableMap<String, String> TYPES = read();

  private ContentTypes() {}

  /** The type of a file, by what comes after the last dot of its name; empty if it is unknown. */
  static Optional<String> of(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(TYPES.get(Ascii.toLowerCase(name.substring(dot + 1))));
  }

  private static ImmutableMap<String, String> read() {
    Map<String, String> types = new HashMap<>();
    try {
      for (String line :
          Resources.readLines(Resources.getResource(ContentTypes.class, TABLE), UTF_8)) {
        if (!line.startsWith("#")) {
          Iterator<String> words = WORDS.split(line).iterator();
          String type = words.hasNext() ? words.next() : "";
          words.forEachRemaining(ending -> types.put(ending, type));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    types.putAll(NEWER);
    return ImmutableMap.copyOf(types);
  }
}
