package org.bucketcopy.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
      shelf.objects.put("from/data/" + name, OBJECT);
      shelf.objects.put("to/copy/" + name, OBJECT);
    }
  }

  private CopyCheck check() {
    return CopyCheck.compare(shelf, SOURCE, DESTINATION);
  }

  @Test
  void equalObjectsPassAndAreCounted() {
    shelf.objects.put("from/other", OBJECT);

    assertThat(check()).isEqualTo(new CopyCheck(2, 6, List.of()));
  }

  @Test
  void theMarkOfAnUploadIsNoDifference() {
    Map<String, String> marked = Map.of("name", "value", "bucket-copy-upload", "1");
    shelf.objects.put("to/copy/one", new StoredObject(3, "abc", OBJECT.headers(), marked));

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
      shelf.objects.put("to/copy/two", wrong);

      assertThat(check().differences()).singleElement().asString().startsWith("two: ");
    }
  }

  @Test
  void anObjectThatIsMissingIsFound() {
    shelf.objects.remove("to/copy/one");

    assertThat(check().differences()).singleElement().asString().startsWith("one ");
  }

  @Test
  void anObjectThatShouldNotBeThereIsFoundWhereverItIs() {
    shelf.objects.put("to/copy/three", OBJECT);
    shelf.objects.put("to/elsewhere", OBJECT);

    assertThat(check().differences()).hasSize(2);
    assertThat(check().objects()).isEqualTo(4);
  }

  /** Objects by bucket and key. */
  private static final class Shelf implements DemoStore {
    private final Map<String, StoredObject> objects = new TreeMap<>();

    @Override
    public List<String> keys(String bucket, String prefix) {
      String start = bucket + "/";
      return objects.keySet().stream()
          .filter(name -> name.startsWith(start + prefix))
          .map(name -> name.substring(start.length()))
          .toList();
    }

    @Override
    public StoredObject read(String bucket, String key) {
      return Optional.ofNullable(objects.get(bucket + "/" + key))
          .orElseThrow(() -> new IllegalStateException("not there"));
    }

    @Override
    public String description() {
      return "a map";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void createBucket(String bucket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void put(String bucket, DemoObject object) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
