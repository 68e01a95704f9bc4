package org.bucketcopy.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTreeTest {
  private static final CopyCheck.Place TO = new CopyCheck.Place("to", "data/");

  @TempDir private Path directory;

  @Test
  void everyObjectIsAFileWithItsBytes() throws IOException {
    List<DemoObject> objects = DemoObjects.under("", 30, 100_000);

    DemoTree tree = DemoTree.write(directory, objects);

    assertThat(tree.names())
        .containsExactlyInAnyOrderElementsOf(objects.stream().map(DemoObject::key).toList());
    for (DemoObject object : objects) {
      try (InputStream content = object.content()) {
        byte[] bytes = content.readAllBytes();
        StoredObject expected = tree.expected(object.key());
        assertThat(expected.bytes()).isEqualTo(bytes.length);
        assertThat(expected.sha256()).isEqualTo(Hashing.sha256().hashBytes(bytes).toString());
      }
    }
  }

  /** What the command line asks for is written once as options and once as what they make. */
  @Test
  void headersAndUserMetadataAreThoseOfTheCommand() throws IOException {
    DemoTree tree =
        DemoTree.write(directory, List.of(new DemoObject("a/b", 3, Map.of(), Map.of())));
    Map<String, String> options = new TreeMap<>();
    List<String> command = tree.command();
    for (int at = 1; at < command.size(); at += 2) {
      options.put(command.get(at), command.get(at + 1));
    }

    StoredObject expected = tree.expected("a/b");

    assertThat(command.get(0)).isEqualTo("upload");
    assertThat(expected.headers())
        .isEqualTo(
            Map.of(
                "content-type", options.remove("--content-type"),
                "cache-control", options.remove("--cache-control")));
    long millis = Files.getLastModifiedTime(directory.resolve("a/b")).toMillis();
    assertThat(expected.metadata())
        .containsEntry("made-by", "demo")
        .hasEntrySatisfying(
            "mtime",
            mtime ->
                assertThat(new BigDecimal(mtime).movePointRight(3).longValueExact())
                    .isEqualTo(millis))
        .hasSize(2);
    assertThat(options)
        .isEqualTo(new TreeMap<>(Map.of("--metadata", "made-by=demo", "--preserve", "mtime")));
  }

  @Test
  void aFileThatBecameAnotherObjectIsFound() {
    DemoTree tree =
        DemoTree.write(
            directory,
            List.of(
                new DemoObject("one", 3, Map.of(), Map.of()),
                new DemoObject("two", 3, Map.of(), Map.of())));
    Shelf shelf = new Shelf();
    shelf.put("to/data/one", tree.expected("one"));
    shelf.put("to/data/two", tree.expected("one"));

    assertThat(CopyCheck.compare(tree, shelf, TO).differences())
        .singleElement()
        .asString()
        .startsWith("two: ");
  }
}
