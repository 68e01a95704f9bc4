package org.bucketcopy.job.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentTypesTest {
  @ParameterizedTest
  @CsvSource({
    "a.avro, application/octet-stream",
    "a.css, text/css",
    "a.csv, text/csv",
    "a.csv.gz, application/gzip",
    "A.CSV, text/csv",
    "a.html, text/html",
    "a.jpg, image/jpeg",
    "a.js, text/javascript",
    "a.json, application/json",
    "a.jsonl, application/jsonl",
    "a.md, text/markdown",
    "a.mp4, video/mp4",
    "a.ndjson, application/x-ndjson",
    "a.orc, application/octet-stream",
    "part-0.snappy.parquet, application/vnd.apache.parquet",
    "a.pdf, application/pdf",
    "a.png, image/png",
    "a.svg, image/svg+xml",
    "a.tsv, text/tab-separated-values",
    "a.txt, text/plain",
    "a.webp, image/webp",
    "a.woff2, font/woff2",
    "a.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "a.xml, application/xml",
    "a.yaml, application/yaml",
    "a.yml, application/yaml",
    "a.zip, application/zip",
    "a.zst, application/zstd"
  })
  void theTypeIsThatOfTheEnding(String name, String type) {
    assertThat(ContentTypes.of(name)).contains(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "csv", "_SUCCESS", "a.", "a.unknown-ending", "a.csv "})
  void otherNamesSayNothing(String name) {
    assertThat(ContentTypes.of(name)).isEmpty();
  }
}
