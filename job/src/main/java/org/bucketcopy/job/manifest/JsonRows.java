package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
  private Optional<String> ahead = Optional.empty();

  JsonRows(BufferedReader in) {
    this.lines = new Lines(in);
  }

  @Override
  public boolean hasNext() throws IOException {
    while (ahead.isEmpty() && lines.hasNext()) {
      ahead = Optional.of(lines.next()).filter(line -> !reportsOther(line));
    }
    return ahead.isPresent();
  }

  /** Whether it is a line of a report, of something that has not failed. */
  private static boolean reportsOther(String line) {
    if (!line.contains(OUTCOME)) {
      return false;
    }
    try {
      JsonNode outcome = JSON.<JsonNode>readValue(line).path(OUTCOME);
      return outcome.isTextual() && !outcome.asText().equals("failed");
    } catch (JsonProcessingException noJson) {
      return false;
    }
  }

  @Override
  public RowFields next() throws IOException {
    hasNext();
    String line = ahead.orElseThrow();
    ahead = Optional.empty();
    JsonNode row;
    try {
      row = JSON.readValue(line);
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException("it is no JSON: " + noJson.getOriginalMessage(), noJson);
    }
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
