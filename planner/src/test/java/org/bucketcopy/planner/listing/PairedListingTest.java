package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedListingTest {
  private static final int PAGE = 3;

  private final SimulatedClock clock = new SimulatedClock();

  @Test
  void everySourceMeetsWhatIsAtItsDestination() {
    SimulatedListing existing = listing("y/a", "y/b", "y/d", "y/e");
    List<CopyPair> pairs = paired(mapping("x/", "y/"), listing("x/a", "x/c", "x/d"), existing);
    assertThat(pairs)
        .extracting(pair -> pair.destination().toString())
        .containsExactly("s3://b/y/a", "s3://b/y/c", "s3://b/y/d");
    assertThat(pairs)
        .extracting(pair -> pair.existing().isPresent())
        .containsExactly(true, false, true);
    assertThat(existing.looked()).isEmpty();
  }

  @Test
  void sourceOutOfOrderIsLookedUpFromThereOn() {
    SimulatedListing existing = listing("b", "c", "d");
    assertThat(there(paired(mapping("", ""), listing("a", "c", "b", "d"), existing)))
        .containsExactlyInAnyOrder("b", "c", "d");
    assertThat(existing.looked()).containsExactly("b", "d");
  }

  @Test
  void destinationOutOfOrderIsLookedUpFromThatPageOn() {
    SimulatedListing existing = listing("a", "c", "b", "e");
    assertThat(there(paired(mapping("", ""), listing("a", "c", "d", "e"), existing)))
        .containsExactlyInAnyOrder("a", "c", "e");
    assertThat(existing.looked()).containsExactly("a", "c", "d", "e");
  }

  @Test
  void longListingInNoKnownOrderIsWalkedByPages() {
    String[] keys = numbered(40 * PAGE);
    Arrays.sort(keys, Comparator.comparing((String key) -> key.substring(4)).reversed());
    SimulatedListing source = listing(keys);
    assertThat(paired(mapping("", ""), source, listing())).hasSameSizeAs(keys);
    assertThat(source.requests()).isEqualTo(40);
  }

  @Test
  void orderThatIsLostOnceTheListingIsSplitEndsIt() {
    String[] keys = numbered(100 * PAGE);
    Arrays.sort(keys, 30 * PAGE, keys.length, Comparator.reverseOrder());
    assertThatThrownBy(() -> paired(mapping("", ""), listing(keys), listing()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("neither in the order of UTF-8 nor of UTF-16");
  }

  @Test
  void destinationWhoseOrderIsLostOnceTheListingIsSplitIsLookedUpFromThereOn() {
    String[] keys = numbered(100 * PAGE);
    Comparator<String> lateReversed =
        Comparator.<String>comparingInt(key -> key.compareTo("1000120") < 0 ? 0 : 1)
            .thenComparing(
                (left, right) ->
                    left.compareTo("1000120") < 0 ? left.compareTo(right) : right.compareTo(left));
    SimulatedListing source =
        new SimulatedListing(List.of(keys), KeyOrder.UTF_8, () -> PAGE, clock);
    SimulatedListing existing =
        new SimulatedListing(List.of(keys), lateReversed, () -> PAGE, clock);
    assertThat(paired(mapping("", ""), source, existing))
        .hasSameSizeAs(keys)
        .filteredOn(pair -> existing.looked().contains(pair.source().location().key()))
        .hasSizeGreaterThan(30 * PAGE)
        .allMatch(pair -> pair.existing().isPresent());
  }

  @Test
  void fewSourcesTakeFewRequestsOfALargeDestination() {
    List<String> keys = List.of(numbered(1000 * PAGE));
    SimulatedListing existing = new SimulatedListing(keys, KeyOrder.UTF_8, () -> PAGE, clock);
    SimulatedListing source = listing("1000100", "10011", "1001500", "1002750");
    assertThat(paired(mapping("", ""), source, existing))
        .extracting(pair -> pair.existing().isPresent())
        .containsExactly(true, false, true, true);
    assertThat(existing.requests()).isLessThan(24);
    assertThat(existing.looked()).isEmpty();
  }

  /**
   * In UTF-16 the emoji come first, in UTF-8 last. So a destination that is read up to them in
   * UTF-8 seems to have nothing left for the blocks that the source still has.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 100})
  void blockThatTheDestinationHasBehindItIsReadAgain(int emoji) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      if (i < emoji) {
        keys.add("a\uD83D\uDE00" + (100 + i));
      }
      keys.add("a\uFF5D" + (100 + i));
      keys.add("a\uFF5E" + (100 + i));
    }
    SimulatedListing source =
        new SimulatedListing(keys, Comparator.naturalOrder(), () -> PAGE, clock);
    SimulatedListing existing = new SimulatedListing(keys, KeyOrder.UTF_8, () -> PAGE, clock);
    assertThat(paired(mapping("", ""), source, existing))
        .hasSameSizeAs(keys)
        .allMatch(pair -> pair.existing().isPresent());
  }

  @Test
  void boundariesAreNoLongerThanAKeyMayBe() {
    int max = MemoryStore.PROFILE.limits().maxKeyBytes();
    List<String> keys = new ArrayList<>();
    String stem = "é".repeat(max / 2 - 8);
    for (int i = 0; i < 300; i++) {
      keys.add(stem + (1000 + i));
      keys.add(stem + "\uD83D\uDE00" + (1000 + i));
    }
    String prefix = "y".repeat(20);
    SimulatedListing source = new SimulatedListing(keys, KeyOrder.UTF_8, () -> PAGE, clock);
    SimulatedListing existing =
        new SimulatedListing(List.of("zz"), KeyOrder.UTF_8, () -> PAGE, clock);
    assertThat(paired(mapping("", prefix), source, existing)).hasSameSizeAs(keys);
    assertThat(existing.longest()).isLessThanOrEqualTo(max);
    assertThat(source.longest()).isLessThanOrEqualTo(max);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PAGE, PAGE + 1, 7 * PAGE, 7 * PAGE + 2})
  void shortListingTakesNoRequestMoreThanItHasPages(int count) {
    SimulatedListing source = listing(numbered(count));
    SimulatedListing existing = listing(numbered(count));
    assertThat(paired(mapping("", ""), source, existing))
        .extracting(pair -> pair.source().location().key())
        .containsExactly(numbered(count));
    int pages = Math.max(1, (count + PAGE - 1) / PAGE);
    assertThat(source.requests()).isEqualTo(pages);
    assertThat(existing.requests()).isEqualTo(pages);
  }

  @Test
  void emptyDestinationIsAskedOnce() {
    SimulatedListing source =
        new SimulatedListing(List.of(numbered(1000)), KeyOrder.UTF_8, () -> PAGE, clock);
    SimulatedListing existing = listing();
    assertThat(paired(mapping("", ""), source, existing)).hasSize(1000);
    assertThat(clock.ticks()).isLessThan(100);
    assertThat(existing.requests()).isEqualTo(1);
  }

  @Test
  void endIsTheEnd() {
    PairedListing listing = listing(mapping("", ""), listing(), listing());
    assertThat(listing.hasNext()).isFalse();
    assertThatThrownBy(listing::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void failureComesAfterWhatWasListedBefore() {
    MemoryService service = new MemoryService();
    KeyMapping mapping = mapping("", "");
    service.create(mapping.destination().bucket());
    for (String key : numbered(4 * PAGE)) {
      service.put(mapping.source().bucket().object(key), new byte[0], ObjectMetadata.NONE);
    }
    ScriptedFaults faults = new ScriptedFaults();
    MemoryStore memory = new MemoryStore(service, MemoryStore.PROFILE, PAGE);
    PairedListing listing = new PairedListing(mapping, new FaultyStore(memory, faults), memory, 4);
    faults.then(StoreOperation.LIST_OBJECTS, InjectedFault.TRANSIENT);
    // The first of the next page would show whether the last one's key is listed again.
    assertThat(Iterators.advance(listing, PAGE - 1)).isEqualTo(PAGE - 1);
    assertThatThrownBy(listing::next).isInstanceOf(StoreException.class);
    assertThatThrownBy(listing::hasNext).isInstanceOf(StoreException.class);
  }

  @Test
  void folderOfTheSourceIsNoObjectOfAWholeBucket() {
    SimulatedListing source = listing("x/", "x/a");
    assertThat(paired(mapping("x/", "y/"), source, listing()))
        .extracting(pair -> pair.destination().key())
        .containsExactly("y/", "y/a");
    assertThat(paired(mapping("x/", ""), source, listing()))
        .extracting(pair -> pair.source().location().key())
        .containsExactly("x/a");
  }

  private List<CopyPair> paired(
      KeyMapping mapping, SimulatedListing source, SimulatedListing existing) {
    return entries(mapping, source, existing).stream().map(CopyPair.class::cast).toList();
  }

  /** Keys of pairs that are at the destination. */
  private static List<String> there(List<CopyPair> pairs) {
    return pairs.stream().flatMap(pair -> pair.existing().stream()).map(ListedObject::key).toList();
  }

  private List<Candidate> entries(KeyMapping mapping, ObjectStore source, ObjectStore existing) {
    return ImmutableList.copyOf(listing(mapping, source, existing));
  }

  private PairedListing listing(KeyMapping mapping, ObjectStore source, ObjectStore existing) {
    return new PairedListing(mapping, source, existing, 8, Extraneous.IGNORED, clock);
  }

  /** Keys that are listed in the order in which they are given. */
  private SimulatedListing listing(String... keys) {
    List<String> order = List.of(keys);
    return new SimulatedListing(order, Comparator.comparingInt(order::indexOf), () -> PAGE, clock);
  }

  private static String[] numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.valueOf(1_000_000 + i))
        .toArray(String[]::new);
  }

  private static KeyMapping mapping(String source, String destination) {
    return new KeyMapping(
        new ObjectPrefix(new Bucket("s3", "a"), source),
        new ObjectPrefix(new Bucket("s3", "b"), destination));
  }
}
