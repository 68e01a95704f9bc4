package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object a line. Of a report of an earlier run, which is written so too, the lines of what
 * has failed are rows, whatever state of the source they are of.
 */
final class JsonRows implements Rows {
  private static final Set<String> NAMES =
      ImmutableSet.of("source", "destination", "version", "size", "etag");

  private static final String OUTCOME = "outcome";
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final Lines lines;
  private Optional<Line> ahead = Optional.empty();

  /**
   * A line that is a row, or should be.
   *
   * @param json what it holds
   * @param flaw why it holds none; empty if it does
   */
  private record Line(JsonNode json, Optional<JsonProcessingException> flaw) {
    static Line of(String text) throws IOException {
      try {
        return new Line(JSON.readValue(text), Optional.empty());
      } catch (JsonProcessingException noJson) {
        return new Line(MissingNode.getInstance(), Optional.of(noJson));
      }
    }

    /** Whether it is of a report, of something that has not failed. */
    boolean reportsOther() {
      JsonNode outcome = json.path(OUTCOME);
      return outcome.isTextual() && !outcome.asText().equals("failed");
    }
  }

  JsonRows(BufferedReader in) {
    this.lines = new Lines(in);
  }

  @Override
  public boolean hasNext() throws IOException {
    while (ahead.isEmpty() && lines.hasNext()) {
      ahead = Optional.of(Line.of(lines.next())).filter(line -> !line.reportsOther());
    }
    return ahead.isPresent();
  }

  @Override
  public RowFields next() throws IOException {
    hasNext();
    Line line = ahead.orElseThrow();
    ahead = Optional.empty();
    if (line.flaw().isPresent()) {
      JsonProcessingException noJson = line.flaw().orElseThrow();
      throw new IllegalArgumentException("it is no JSON: " + noJson.getOriginalMessage(), noJson);
    }
    JsonNode row = line.json();
    checkArgument(row.isObject(), "it is no JSON object");
    if (row.has(OUTCOME)) {
      String source = text(row, "source").orElse("");
      checkArgument(RowAddresses.isUri(source), "the failure that it reports is of no object");
      return RowFields.of(source, text(row, "destination").orElse(""));
    }
    row.fieldNames()
        .forEachRemaining(
            name -> checkArgument(NAMES.contains(name), "it has a field \"%s\"", name));
    return new RowFields(
        text(row, "source").orElse(""),
        text(row, "destination"),
        text(row, "version"),
        text(row, "size"),
        text(row, "etag"));
  }

  private static Optional<String> text(JsonNode row, String name) {
    JsonNode value = row.path(name);
    checkArgument(!value.isContainerNode(), "its %s is no text", name);
    return value.isNull() ? Optional.empty() : RowFields.field(value.asText());
  }

  @Override
  public long line() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
