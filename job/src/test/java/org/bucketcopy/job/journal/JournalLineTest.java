package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JournalLineTest {
  private static final JournalLine LINE =
      new JournalLine(17, new JournalEntry.Initiated(Uploads.upload("a \"key\" \u00e9 \\")));

  static List<JournalEntry> entries() {
    UploadRecord upload = Uploads.upload(1);
    return List.of(
        new JournalEntry.Header(
            new JournalHeader("run", 5, Map.of("--exclude", "*.gz, \u4e2d*", "--part-size", "1"))),
        new JournalEntry.Header(new JournalHeader("run", 0, Map.of())),
        new JournalEntry.Intended(Uploads.intent(1)),
        new JournalEntry.Withdrawn("token"),
        new JournalEntry.Initiated(upload),
        new JournalEntry.Initiated(
            new UploadRecord(
                new SourceObject(
                    upload.destination(),
                    new ObjectIdentity(ETag.of("\"\"quoted\"\""), Optional.empty(), 1, -1),
                    Optional.empty()),
                upload.destination(),
                Long.MAX_VALUE,
                "id",
                "token")),
        new JournalEntry.Initiated(
            new UploadRecord(
                new SourceFile("hdfs://nn:8020/a b/\u4e2d%41", new FileState(5L << 40, -1)),
                upload.destination(),
                5L << 30,
                "id",
                "token")),
        new JournalEntry.Initiated(
            new UploadRecord(
                new SourceFile(
                    "abfs://c@a/f", new FileState(7, 8, Optional.of(ETag.of("\"0x8D\"")))),
                upload.destination(),
                5L << 30,
                "id",
                "token")),
        new JournalEntry.Initiated(
            new UploadRecord(
                new SourceFile("file:/uneven", new FileState(10, 8)),
                upload.destination(),
                PartLayout.of(List.of(4L, 5L, 1L)),
                "id",
                "token")),
        new JournalEntry.Ended(upload.handle()),
        new JournalEntry.Copied(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE)),
        new JournalEntry.Distrusted(upload.destination(), ETag.of("\"e\"")),
        new JournalEntry.Snapshot(3),
        new JournalEntry.Finished());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void comesBackAsItWas(JournalEntry entry) {
    JournalLine line = new JournalLine(Long.MAX_VALUE, entry);

    assertThat(JournalLine.parse(line.text())).contains(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\t\n\r\u001f\u007f\u0085\u2028\u2029",
        "\ud83d\udc18/\ud83c\udf0a",
        "half a pair: \ud83d, and the other half: \udc18",
        "\\u0041 %41 \"quoted\" }{",
        "\ufeff\uffff\u4e2d\u6587 e\u0301 \u00e9",
        " ",
        "//"
      })
  void keepsAnyKeyInAscii(String key) {
    JournalLine line = new JournalLine(1, new JournalEntry.Initiated(Uploads.upload(key)));

    String text = line.text();

    assertThat(US_ASCII.newEncoder().canEncode(text)).isTrue();
    assertThat(text).doesNotContain("\n", "\r");
    assertThat(JournalLine.parse(text)).contains(line);
  }

  @Test
  void isJsonForOtherPrograms() throws IOException {
    JsonNode json = new JsonMapper().readTree(LINE.text());

    assertThat(json.at("/record/sequence").asLong()).isEqualTo(17);
    assertThat(json.at("/record/destination/key").asText()).isEqualTo("a \"key\" \u00e9 \\");
  }

  @Test
  void noFlippedBitGoesUnnoticed() {
    byte[] bytes = LINE.text().getBytes(ISO_8859_1);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(JournalLine.parse(new String(flipped, ISO_8859_1))).as("bit %s", bit).isEmpty();
    }
  }

  @Test
  void noCutGoesUnnoticed() {
    String text = LINE.text();
    for (int length = 0; length < text.length(); length++) {
      assertThat(JournalLine.parse(text.substring(0, length))).isEmpty();
    }
    assertThat(JournalLine.parse(text + text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sequence\":1,\"entry\":\"postponed\"}",
        "{\"sequence\":1,\"entry\":\"ended\"}",
        "{\"entry\":\"finished\"}",
        "{\"sequence\":1,\"entry\":\"finished\""
      })
  void whatAnotherVersionWroteIsRefused(String record) {
    assertThat(JournalLine.parse(summed("{\"sequence\":1,\"entry\":\"finished\"}"))).isPresent();
    assertThat(JournalLine.parse(summed(record))).isEmpty();
  }

  private static String summed(String record) {
    CRC32C sum = new CRC32C();
    sum.update(record.getBytes(US_ASCII));
    return "{\"crc32c\":\"%08x\",\"record\":%s}".formatted(sum.getValue(), record);
  }
}
