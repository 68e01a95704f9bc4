package org.bucketcopy.planner.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.ManifestRow;
import org.bucketcopy.planner.source.NamedObject;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

final class NamedPairsTest {
  private static final Bucket FROM = new Bucket("s3", "from");
  private static final Bucket TO = new Bucket("s3", "to");
  private static final ObjectPrefix UNDER = new ObjectPrefix(TO, "x/");

  private final MemoryService service = new MemoryService();
  private final ObjectStore store = new MemoryStore(service, MemoryStore.PROFILE, 1000);

  NamedPairsTest() {
    service.create(FROM);
    service.create(TO);
  }

  @Test
  void eachObjectMeetsWhatIsAtItsDestination() {
    put(FROM, "a");
    put(FROM, "b");
    put(TO, "x/b");

    Map<String, Candidate> given = given(row("a", "x/a"), row("b", "x/b"));

    assertThat(((CopyPair) at(given, "x/a")).existing()).isEmpty();
    CopyPair there = (CopyPair) at(given, "x/b");
    assertThat(there.existing()).isPresent();
    assertThat(there.source().location()).isEqualTo(FROM.object("b"));
    assertThat(there.source().size()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereOrAnotherStateFailsByItself() {
    put(FROM, "a");
    ETag other = ETag.of("0123");
    Map<String, Candidate> given =
        given(
            row("none", "x/none"),
            row("a", "x/large", new NamedObject.State(OptionalLong.of(2), Optional.empty())),
            row("a", "x/other", new NamedObject.State(OptionalLong.of(1), Optional.of(other))),
            row("a", "x/a", new NamedObject.State(OptionalLong.of(1), Optional.empty())));

    assertThat(fault(at(given, "x/none")).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(fault(at(given, "x/none")).message()).contains("row of none");
    assertThat(fault(at(given, "x/large")).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    assertThat(fault(at(given, "x/large")).message()).contains("has 1 bytes, not 2");
    assertThat(fault(at(given, "x/other")).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    assertThat(at(given, "x/a")).isInstanceOf(CopyPair.class);
  }

  @Test
  void aDestinationGoesToTheFirstRowThatNamesIt() {
    put(FROM, "a");
    put(FROM, "b");
    List<Candidate> given = all(row("a", "x/a"), row("b", "x/a"));

    assertThat(given).hasSize(2);
    assertThat(given.stream().filter(CopyPair.class::isInstance).map(CopyPair.class::cast))
        .extracting(pair -> pair.source().location().key())
        .containsExactly("a");
    assertThat(fault(given.stream().filter(FailedEntry.class::isInstance).findAny().orElseThrow()))
        .satisfies(fault -> assertThat(fault.message()).contains("has the same destination"));
  }

  @Test
  void aRowThatIsNoneAndMoreRowsThanAreLookedAtAtATimeAreGiven() {
    FailedEntry none =
        new FailedEntry(
            "m:1",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            StoreFault.found(Kind.INVALID, StoreOperation.LIST_OBJECTS, FROM, "no row"));
    List<ManifestRow> rows = new ArrayList<>(List.of(none));
    IntStream.range(0, 5 * Lookups.MAX_IN_FLIGHT)
        .mapToObj(i -> "k" + i)
        .forEach(
            key -> {
              put(FROM, key);
              rows.add(row(key, "x/" + key));
            });
    List<Candidate> given = all(rows.toArray(ManifestRow[]::new));
    assertThat(given).hasSize(rows.size()).contains(none);
  }

  @Test
  void manyKeysAreToldApart() {
    SeenKeys seen = new SeenKeys();
    assertThat(IntStream.range(0, 100_000).allMatch(i -> seen.add("k" + i))).isTrue();
    assertThat(IntStream.range(0, 100_000).noneMatch(i -> seen.add("k" + i))).isTrue();
  }

  private void put(Bucket bucket, String key) {
    service.put(bucket.object(key), "1".getBytes(UTF_8), ObjectMetadata.NONE);
  }

  private static NamedObject row(String source, String destination) {
    return row(source, destination, NamedObject.State.ANY);
  }

  private static NamedObject row(String source, String destination, NamedObject.State wanted) {
    return new NamedObject(
        "row of " + source, FROM.object(source), Optional.empty(), TO.object(destination), wanted);
  }

  private Map<String, Candidate> given(ManifestRow... rows) {
    Map<String, Candidate> byKey = new HashMap<>();
    for (Candidate candidate : all(rows)) {
      String key =
          candidate instanceof CopyPair pair
              ? pair.destination().key()
              : ((FailedEntry) candidate).destination().orElseThrow().key();
      byKey.put(key, candidate);
    }
    return byKey;
  }

  private static Candidate at(Map<String, Candidate> given, String key) {
    return Objects.requireNonNull(given.get(key), key);
  }

  private List<Candidate> all(ManifestRow... rows) {
    List<Candidate> all = new ArrayList<>();
    new NamedPairs(List.of(rows).iterator(), UNDER, store, store).forEachRemaining(all::add);
    return all;
  }

  private static StoreFault fault(Candidate failed) {
    return ((FailedEntry) failed).fault();
  }
}
