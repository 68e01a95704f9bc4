package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * One line of a segment: a JSON object that holds a record and the check sum (CRC32C) of the
 * record's text. All of it is ASCII: other characters are escaped, so that any key comes back as it
 * was, half a surrogate pair included, and a damaged byte stays one byte.
 *
 * @param sequence one more than that of the line before, across segments
 * @param entry what it says
 */
record JournalLine(long sequence, JournalEntry entry) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** What each line starts with. */
  static final String START = "{\"crc32c\":\"";

  private static final Pattern LINE =
      Pattern.compile("\\{\"crc32c\":\"([0-9a-f]{8})\",\"record\":(\\{.*})}");

  /** The line without its end. */
  String text() {
    ObjectNode node = JSON.createObjectNode();
    node.put("sequence", sequence);
    EntryJson.write(entry, node);
    String record;
    try {
      record = JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that is no JSON", e);
    }
    return withCheckSum(record);
  }

  /** The line that holds {@code record}, a JSON object. */
  static String withCheckSum(String record) {
    return START + checkSum(record) + "\",\"record\":" + record + "}";
  }

  /**
   * The line that was written as {@code text}; empty if it is damaged or cut, or says what this
   * version does not know.
   *
   * @param text one character for each byte (ISO-8859-1)
   */
  static Optional<JournalLine> parse(String text) {
    try {
      return record(text)
          .map(node -> new JournalLine(node.required("sequence").asLong(), EntryJson.read(node)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The format that the header in {@code text} names, whatever else a later version has put there.
   *
   * @return empty if it is no header, or is damaged or cut
   */
  static Optional<String> formatNamedBy(String text) {
    return record(text).flatMap(EntryJson::formatNamedBy);
  }

  /** The record of a line; empty if it is damaged or cut. */
  static Optional<ObjectNode> record(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches() || !line.group(1).equals(checkSum(line.group(2)))) {
      return Optional.empty();
    }
    try {
      return Optional.of((ObjectNode) JSON.readTree(line.group(2)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String checkSum(String record) {
    CRC32C sum = new CRC32C();
    sum.update(record.getBytes(ISO_8859_1));
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }
}
