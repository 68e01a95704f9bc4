package org.bucketcopy.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bucketcopy.job.demo.CopyCheck.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CopyCheckTest {
  private static final Place SOURCE = new Place("from", "data/");
  private static final Place DESTINATION = new Place("to", "copy/");
  private static final StoredObject OBJECT =
      new StoredObject(3, "abc", Map.of("Content-Type", "text/plain"), Map.of("name", "value"));

  private final Shelf shelf = new Shelf();

  @BeforeEach
  void copyOfTwoObjects() {
    for (String name : List.of("one", "two")) {
      shelf.put("from/data/" + name, OBJECT);
      shelf.put("to/copy/" + name, OBJECT);
    }
  }

  private CopyCheck check() {
    return CopyCheck.compare(new DemoBucket(shelf, "map", SOURCE), shelf, DESTINATION);
  }

  @Test
  void equalObjectsPassAndAreCounted() {
    shelf.put("from/other", OBJECT);

    assertThat(check()).isEqualTo(new CopyCheck(2, 6, List.of()));
  }

  @Test
  void theMarkOfAnUploadIsNoDifference() {
    Map<String, String> marked = Map.of("name", "value", "bucket-copy-upload", "1");
    shelf.put("to/copy/one", new StoredObject(3, "abc", OBJECT.headers(), marked));

    assertThat(check().differences()).isEmpty();
  }

  @Test
  void theLettersOfAHeadersNameAreNoDifference() {
    Map<String, String> headers = Map.of("content-type", "text/plain");
    shelf.put("to/copy/one", new StoredObject(3, "abc", headers, OBJECT.metadata()));

    assertThat(check().differences()).isEmpty();
  }

  @Test
  void otherBytesHeadersAndMetadataAreFound() {
    for (StoredObject wrong :
        List.of(
            new StoredObject(3, "abd", OBJECT.headers(), OBJECT.metadata()),
            new StoredObject(3, "abc", Map.of(), OBJECT.metadata()),
            new StoredObject(3, "abc", OBJECT.headers(), Map.of("name", "other")),
            new StoredObject(3, "abc", OBJECT.headers(), Map.of()))) {
      shelf.put("to/copy/two", wrong);

      assertThat(check().differences()).singleElement().asString().startsWith("two: ");
    }
  }

  @Test
  void anObjectThatIsMissingIsFound() {
    shelf.remove("to/copy/one");

    assertThat(check().differences()).singleElement().asString().startsWith("one ");
  }

  @Test
  void anObjectThatShouldNotBeThereIsFoundWhereverItIs() {
    shelf.put("to/copy/three", OBJECT);
    shelf.put("to/elsewhere", OBJECT);

    assertThat(check().differences()).hasSize(2);
    assertThat(check().objects()).isEqualTo(4);
  }
}
