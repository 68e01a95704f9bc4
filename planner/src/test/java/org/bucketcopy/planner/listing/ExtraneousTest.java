package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.ExtraneousObject;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UnusableEntry;
import org.junit.jupiter.api.Test;

/** What is only at the destination, for those who ask for it. */
class ExtraneousTest {
  private static final int PAGE = 3;
  private static final KeyMapping MAPPING =
      new KeyMapping(
          new ObjectPrefix(new Bucket("s3", "a"), "x/"),
          new ObjectPrefix(new Bucket("s3", "b"), "y/"));

  private final SimulatedClock clock = new SimulatedClock();

  @Test
  void whatIsOnlyAtTheDestinationComesInItsPlace() {
    SimulatedListing source = listing("x/b", "x/d");
    SimulatedListing existing = listing("y/a", "y/b", "y/c", "y/d", "y/e", "y/f");

    assertThat(outerMerge(source, existing))
        .extracting(ExtraneousTest::summary)
        .containsExactly("+y/a", "y/b", "+y/c", "y/d", "+y/e", "+y/f");
    assertThat(source.looked()).isEmpty();
    assertThat(existing.looked()).isEmpty();
  }

  @Test
  void ofOneBeginningAllIsRelativeToTheWholeSource() {
    KeyMapping some = MAPPING.below("2024/");
    PairedListing listing =
        new PairedListing(
            some,
            listing("x/2024/a", "x/2024/c"),
            listing("y/2024/a", "y/2024/b"),
            8,
            Extraneous.GIVEN,
            clock);

    assertThat(ImmutableList.copyOf(listing))
        .extracting(ExtraneousTest::summary)
        .containsExactly("y/2024/a", "+y/2024/b", "x/2024/c");
    assertThat(listing.covered())
        .hasValueSatisfying(covered -> assertThat(covered.covers("2024/c")).isTrue());
  }

  @Test
  void itIsPassedOverIfNobodyAsks() {
    SimulatedListing existing = listing("y/a", "y/b", "y/c", "y/d");

    assertThat(walk(listing("x/b"), existing, Extraneous.IGNORED))
        .extracting(ExtraneousTest::summary)
        .containsExactly("y/b");
  }

  /** What it costs: without the wish these few sources take a few requests. */
  @Test
  void allOfTheDestinationIsListedOnce() {
    String[] keys = numbered(1000 * PAGE);
    SimulatedListing existing =
        new SimulatedListing(List.of(keys), KeyOrder.UTF_8, () -> PAGE, clock);

    assertThat(outerMerge(listing("x/1000100", "x/10011", "x/1001500"), existing))
        .filteredOn(ExtraneousObject.class::isInstance)
        .hasSize(keys.length - 2);
    assertThat(existing.requests()).isEqualTo(1000);
    assertThat(existing.looked()).isEmpty();
  }

  @Test
  void anEmptySourceLeavesAllOfTheDestination() {
    assertThat(outerMerge(listing(), listing(numbered(5 * PAGE))))
        .extracting(ExtraneousTest::summary)
        .containsExactlyElementsOf(
            IntStream.range(0, 5 * PAGE).mapToObj(i -> "+y/" + (1_000_000 + i)).toList());
  }

  @Test
  void aSourceThatFailsByItselfHasItsDestination() {
    PagedListing source =
        new PagedListing(
            start ->
                new ListingPage(
                    List.of(
                        object("x/a"), Pairs.listed("x/a", "another", 1, 0), object("x/f\uFFFD")),
                    List.of(
                        new UnusableEntry("x/c", "it has no ETag"),
                        new UnusableEntry("x/d", "it has no ETag")),
                    Optional.empty()),
            "x/c",
            "x/fé");
    PagedListing existing =
        PagedListing.of(object("y/a"), object("y/b"), object("y/c"), object("y/d"), object("y/fé"));

    assertThat(outerMerge(source, existing))
        .filteredOn(ExtraneousObject.class::isInstance)
        .extracting(ExtraneousTest::summary)
        .containsExactlyInAnyOrder("+y/b", "+y/d");
    assertThat(source.looked()).contains("x/c", "x/d", "x/fé").doesNotContain("x/a", "x/b");
  }

  @Test
  void aLookThatFailsIsAFailureAndNothingElse() {
    ListingQuirks quirks = ListingQuirks.none();
    quirks.bare().add("x/a");
    quirks.unreachable().add("x/a");
    SimulatedListing source =
        new SimulatedListing(List.of("x/a"), KeyOrder.UTF_8, () -> PAGE, clock, quirks);

    assertThat(outerMerge(source, listing("y/a")))
        .allMatch(FailedEntry.class::isInstance)
        .extracting(candidate -> ((FailedEntry) candidate).fault().kind())
        .containsExactlyInAnyOrder(StoreFault.Kind.INVALID, StoreFault.Kind.DENIED);
  }

  @Test
  void anEntryInSeveralStatesIsGivenOnce() {
    List<ListedObject> objects =
        List.of(
            object("y/a"),
            Pairs.listed("y/a", "another", 1, 0),
            object("y/b"),
            Pairs.listed("y/b", "another", 1, 0),
            Pairs.listed("y/b", "third", 1, 0));
    PagedListing existing = new PagedListing(start -> new ListingPage(objects, false), "y/b");

    assertThat(outerMerge(PagedListing.of(object("x/b")), existing))
        .extracting(ExtraneousTest::summary)
        .containsExactlyInAnyOrder("+y/a", "y/b");
  }

  @Test
  void aSourceInNoKnownOrderIsLookedAt() {
    SimulatedListing source = listing("x/c", "x/b", "x/a");

    assertThat(outerMerge(source, listing("y/a", "y/b", "y/z")))
        .extracting(ExtraneousTest::summary)
        .containsExactlyInAnyOrder("x/c", "y/b", "y/a", "+y/z");
  }

  @Test
  void aDestinationInNoKnownOrderFailsTheWalk() {
    assertThatThrownBy(() -> outerMerge(listing("x/a"), listing("y/a", "y/c", "y/b")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("s3://b/y/")
        .hasMessageContaining("neither in the order of UTF-8 nor of UTF-16");
  }

  @Test
  void aDestinationThatDoesNotAdvanceFailsTheWalk() {
    PagedListing existing =
        new PagedListing(start -> new ListingPage(List.of(), List.of(), Optional.of("y/1")));

    assertThatThrownBy(() -> outerMerge(PagedListing.of(object("x/1")), existing))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the listing of s3://b/y/ does not advance");
  }

  @Test
  void entriesThatCannotBeToldApartAreCounted() {
    PairedListing listing =
        listing(listing("x/a"), PagedListing.of(object("y/\uFFFD")), Extraneous.GIVEN);

    assertThat(ImmutableList.copyOf(listing)).hasSize(1).allMatch(CopyPair.class::isInstance);
    assertThat(listing.warnings()).hasSize(1).first().asString().startsWith("1 entries");
  }

  private List<Candidate> outerMerge(ObjectStore source, ObjectStore existing) {
    return walk(source, existing, Extraneous.GIVEN);
  }

  private List<Candidate> walk(ObjectStore source, ObjectStore existing, Extraneous wish) {
    return ImmutableList.copyOf(listing(source, existing, wish));
  }

  private PairedListing listing(ObjectStore source, ObjectStore existing, Extraneous wish) {
    boolean simulated = source instanceof SimulatedListing || existing instanceof SimulatedListing;
    return new PairedListing(
        MAPPING, source, existing, 8, wish, simulated ? clock : new LinkedBlockingQueue<>());
  }

  /** Its key at the destination if something is there, with a + if it is only there. */
  private static String summary(Candidate candidate) {
    if (candidate instanceof ExtraneousObject only) {
      return "+" + only.destination().key();
    }
    CopyPair pair = (CopyPair) candidate;
    return pair.existing().map(ListedObject::key).orElse(pair.source().location().key());
  }

  private SimulatedListing listing(String... keys) {
    List<String> order = List.of(keys);
    return new SimulatedListing(order, Comparator.comparingInt(order::indexOf), () -> PAGE, clock);
  }

  private static String[] numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "y/" + (1_000_000 + i)).toArray(String[]::new);
  }

  private static ListedObject object(String key) {
    return Pairs.listed(key, "etag", 1, 0);
  }
}
