package org.bucketcopy.job.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.ManifestRow;
import org.bucketcopy.planner.source.NamedObject;
import org.bucketcopy.planner.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestFileTest {
  private static final KeyMapping MAPPING =
      new KeyMapping(
          new ObjectPrefix(new Bucket("s3", "from"), "t/"),
          new ObjectPrefix(new Bucket("s3", "to"), "u/"));

  @TempDir Path directory;

  @Test
  void aHeaderNamesTheFields() throws IOException {
    List<ManifestRow> rows =
        read(
            "m.csv",
            "etag,Source,size,destination,version\n"
                + "abc,a,3,b,v1\n"
                + "\"\"\"q\"\"\",s3a://from/t/c d,,s3://to/u/\"\"\"e\"\"\",\n"
                + "\n"
                + ",\"x,\"\"y\n z\",,,\r\n");

    assertThat(rows).hasSize(3);
    NamedObject first = (NamedObject) rows.get(0);
    assertThat(first.source().uri()).isEqualTo("s3://from/t/a");
    assertThat(first.destination().uri()).isEqualTo("s3://to/u/b");
    assertThat(first.versionId()).contains("v1");
    assertThat(first.wanted())
        .isEqualTo(new NamedObject.State(OptionalLong.of(3), Optional.of(ETag.of("abc"))));
    assertThat(first.row()).isEqualTo("line 2 of the manifest");
    assertThat(ends(rows.get(1))).startsWith("s3://from/t/c d -> s3://to/u/");
    assertThat(((NamedObject) rows.get(1)).wanted().etag()).contains(ETag.of("q"));
    assertThat(ends(rows.get(2))).isEqualTo("s3://from/t/x,\"y\n z -> s3://to/u/x,\"y\n z");
  }

  @Test
  void aManifestOfBatchOperationsIsUrlEncoded() throws IOException {
    List<ManifestRow> rows =
        read(
            "m.csv.gz", "\uFEFFfrom,t/a%2Cb+c,\n\"from\",\"t/%C3%BC%2B\",v\nother,t/x,\nfrom,k,\n");

    assertThat(ends(rows.get(0))).isEqualTo("s3://from/t/a,b c -> s3://to/u/a,b c");
    assertThat(ends(rows.get(1))).isEqualTo("s3://from/t/\u00fc+ -> s3://to/u/\u00fc+");
    assertThat(((NamedObject) rows.get(1)).versionId()).contains("v");
    assertThat(flaw(rows.get(2))).contains("it is of the bucket other, not of from");
    assertThat(flaw(rows.get(3))).contains("s3://from/k is not below s3://from/t/");
  }

  @Test
  void aListOfFilesIsNeitherQuotedNorEncoded() throws IOException {
    List<ManifestRow> rows =
        read(
            "file-list",
            """
            s3a://from/t/p=x%2C+y/a,b.parquet,s3://to/u/p=x%2C+y/a,b.parquet\r
            s3://from/t/q,s3://to/u/q,s3://to/u/r
            s3://from/t/only, one
            """);

    assertThat(ends(rows.get(0)))
        .isEqualTo("s3://from/t/p=x%2C+y/a,b.parquet -> s3://to/u/p=x%2C+y/a,b.parquet");
    assertThat(flaw(rows.get(1))).contains("line 2").contains("more than one way");
    assertThat(ends(rows.get(2))).isEqualTo("s3://from/t/only, one -> s3://to/u/only, one");
  }

  @Test
  void ofAReportWhatHasFailedIsRead() throws IOException {
    List<ManifestRow> rows =
        read(
            "report-1.jsonl",
            "{\"outcome\":\"left-open\",\"destination\":\"s3://to/u/z\",\"uploadId\":\"1\"}\n"
                + "{\"outcome\":\"failed\",\"source\":\"s3://from/t/a\",\"destination\":\"s3://to/u/b\","
                + "\"size\":3,\"etag\":\"old\",\"reason\":\"SOURCE_CHANGED\"}\n"
                + "{\"outcome\":\"degraded\",\"source\":\"s3://from/t/c\",\"destination\":\"s3://to/u/c\"}\n");

    assertThat(rows).hasSize(1);
    assertThat(ends(rows.get(0))).isEqualTo("s3://from/t/a -> s3://to/u/b");
    assertThat(((NamedObject) rows.get(0)).wanted()).isEqualTo(NamedObject.State.ANY);
  }

  @Test
  void aLineThatIsNoRowFailsByItself() throws IOException {
    List<ManifestRow> rows =
        read(
            "m.jsonl",
            """
            {"source":"a","size":12}
            {"source":"b","size":"x"}
            {"source":
            {"sorce":"c"}
            [1]
            {"source":"\uFFFD"}
            {"source":"s3://elsewhere/t/d"}
            {"source":"e","destination":"s3://to/e"} {}
            {"source":"f","destination":null}
            """);

    assertThat(ends(rows.get(0))).isEqualTo("s3://from/t/a -> s3://to/u/a");
    assertThat(rows.subList(1, 8)).allMatch(FailedEntry.class::isInstance);
    assertThat(flaw(rows.get(1))).contains("line 2").contains("its size is no number: x");
    assertThat(flaw(rows.get(3))).contains("it has a field \"sorce\"");
    assertThat(((FailedEntry) rows.get(6)).source()).endsWith("m.jsonl:7");
    assertThat(ends(rows.get(8))).isEqualTo("s3://from/t/f -> s3://to/u/f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b,c,d|its columns are not known",
        "a,b|its columns are not known",
        "source,dest|its column \"dest\" is not known",
        "source,Source|two columns \"source\""
      })
  void anUnknownLayoutIsRefused(String content, String message) {
    assertThatThrownBy(() -> read("m.csv", content + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.csv", "m.jsonl", "keys.txt"})
  void anEmptyManifestNamesNothing(String name) throws IOException {
    assertThat(read(name, "")).isEmpty();
    assertThat(read(name, "\n\n")).isEmpty();
  }

  @Test
  void onlyKeysWillDo() throws IOException {
    assertThat(read("keys.txt", "a b\n\"c,d\"\n").stream().map(ManifestFileTest::ends))
        .containsExactly("s3://from/t/a b -> s3://to/u/a b", "s3://from/t/c,d -> s3://to/u/c,d");
  }

  @Test
  void aFileThatEndsTooEarlyCannotBeReadFurther() throws IOException {
    Path zipped = directory.resolve("m.csv.gz");
    read("m.csv.gz", "source\n" + "a\n".repeat(100_000));
    byte[] all = Files.readAllBytes(zipped);
    Files.write(zipped, java.util.Arrays.copyOf(all, all.length / 2));
    assertThatThrownBy(() -> read(zipped))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be read after line");

    assertThatThrownBy(() -> read("m.jsonl", "x".repeat(Lines.LONGEST + 1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("line 1 has more than 65536 characters");
    assertThatThrownBy(() -> read(directory.resolve("none.csv"))).isInstanceOf(IOException.class);
  }

  @Test
  void aPatternMayMatchOneFile() throws IOException {
    read("report-1.jsonl", "{\"source\":\"a\"}");
    assertThat(read(directory.resolve("report-*.jsonl"))).hasSize(1);
    read("report-2.jsonl", "{\"source\":\"b\"}");
    assertThatThrownBy(() -> read(directory.resolve("report-*.jsonl")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 files match it");
  }

  private List<ManifestRow> read(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream bytes = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      bytes.write(content.getBytes(UTF_8));
    }
    return read(file);
  }

  private static List<ManifestRow> read(Path file) throws IOException {
    String name = file.toString();
    ManifestSettings settings =
        new ManifestSettings(name, ManifestFormat.ofName(name).orElse(ManifestFormat.CSV));
    List<ManifestRow> rows = new ArrayList<>();
    ManifestFile.open(settings, MAPPING, new Configuration(false)).forEachRemaining(rows::add);
    return rows;
  }

  private static String ends(ManifestRow row) {
    NamedObject named = (NamedObject) row;
    return named.source().uri() + " -> " + named.destination().uri();
  }

  private static String flaw(ManifestRow row) {
    return ((FailedEntry) row).fault().message();
  }
}
