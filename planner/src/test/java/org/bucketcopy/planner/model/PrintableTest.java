package org.bucketcopy.planner.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {
  private static final String BAD = "a\n\u001b[31m\u202eb";
  private static final String SHOWN = "a\\n\\u001b[31m\\u202eb";

  @ParameterizedTest
  @CsvSource({
    "000A, \\n",
    "000D, \\r",
    "0009, \\t",
    "0000, \\u0000",
    "0007, \\u0007",
    "001B, \\u001b",
    "007F, \\u007f",
    "0085, \\u0085",
    "009B, \\u009b",
    "00AD, \\u00ad",
    "200B, \\u200b",
    "200F, \\u200f",
    "2028, \\u2028",
    "2029, \\u2029",
    "202E, \\u202e",
    "2066, \\u2066",
    "D800, \\ud800",
    "DC00, \\udc00",
    "FDD0, \\ufdd0",
    "FEFF, \\ufeff",
    "FFFE, \\ufffe",
    "FFFF, \\uffff",
    "E0041, \\udb40\\udc41",
    "1FFFF, \\ud83f\\udfff"
  })
  void whatIsNotToBeSeenIsEscaped(String codePoint, String shown) {
    String text = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";

    assertThat(Printable.of(text)).isEqualTo("a" + shown + "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "données/日本/😀", "back\\slash", "\\n", "\"'`$(x)", "\uFFFD"})
  void whatCanBeSeenStaysAsItIs(String text) {
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @Test
  void twiceIsAsOnce() {
    assertThat(Printable.of(Printable.of(BAD))).isEqualTo(SHOWN);
  }

  @Test
  void whatIsLongIsCut() {
    assertThat(Printable.of("\n".repeat(100_000)).length()).isLessThan(10_000);
    assertThat(Printable.json("x".repeat(100_000))).hasSize(100_000);
  }

  @Test
  void theNamesOfThingsArePrintable() {
    Bucket bucket = new Bucket("s3", BAD);
    ObjectLocation object = bucket.object(BAD);

    assertThat(bucket).hasToString("s3://" + SHOWN);
    assertThat(object).hasToString("s3://" + SHOWN + "/" + SHOWN);
    assertThat(new ObjectPrefix(bucket, BAD)).hasToString("s3://" + SHOWN + "/" + SHOWN);
    assertThat(ETag.of(BAD)).hasToString(SHOWN);
  }

  @Test
  void theirUrisAreExact() {
    Bucket bucket = new Bucket("s3", "b");

    assertThat(bucket.object(BAD).uri()).isEqualTo("s3://b/" + BAD);
    assertThat(new ObjectPrefix(bucket, BAD).uri()).isEqualTo("s3://b/" + BAD);
  }
}
