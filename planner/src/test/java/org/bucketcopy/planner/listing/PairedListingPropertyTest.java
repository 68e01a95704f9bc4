package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.ExtraneousObject;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.junit.jupiter.api.Test;

/** Whatever the keys, the orders and the pages are, each pair is given once and is right. */
class PairedListingPropertyTest {
  private static final Comparator<String> UTF_16 = Comparator.naturalOrder();
  private static final List<List<String>> ALPHABETS =
      List.of(
          List.of("a", "b"),
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          List.of("a", "/", "\uFF5E", "\uD83D\uDE00"),
          List.of("\u0001", "\u001f", " ", "é", "\uD7FF", "\uE000", "\uFFFD", "\uDBFF\uDFFD"),
          List.of("（", "）", "北", "\uD83D\uDE00", "\uD83D\uDE01", "\uFF08a", "\uD840\uDC00"));

  @Property(tries = 1000, seed = "1")
  void pairsAreThoseOfANaiveModel(
      @ForAll("seeds") long seed,
      @ForAll("orders") Comparator<String> sourceOrder,
      @ForAll("orders") Comparator<String> existingOrder) {
    walkIsThatOfANaiveModel(seed, sourceOrder, existingOrder, Extraneous.IGNORED);
  }

  @Property(tries = 600, seed = "3")
  void outerMergeIsThatOfANaiveModel(
      @ForAll("seeds") long seed,
      @ForAll("orders") Comparator<String> sourceOrder,
      @ForAll("orders") Comparator<String> existingOrder) {
    walkIsThatOfANaiveModel(seed, sourceOrder, existingOrder, Extraneous.GIVEN);
  }

  private static void walkIsThatOfANaiveModel(
      long seed,
      Comparator<String> sourceOrder,
      Comparator<String> existingOrder,
      Extraneous wish) {
    Random random = new Random(seed);
    Set<String> source = new HashSet<>();
    Set<String> existing = new HashSet<>();
    drawKeys(random, source, existing);
    SimulatedClock clock = new SimulatedClock();
    int largest = 1 + random.nextInt(8);
    IntSupplier pageSize = () -> 1 + random.nextInt(largest);
    SimulatedListing from = listing("x/", source, sourceOrder, pageSize, clock);
    SimulatedListing to = listing("y/é/", existing, existingOrder, pageSize, clock);
    PairedListing listing =
        new PairedListing(
            new KeyMapping(prefix("x/"), prefix("y/é/")),
            from,
            to,
            1 + random.nextInt(12),
            wish,
            clock);
    List<String> listed = new ArrayList<>();
    List<String> extraneous = new ArrayList<>();
    CoverageCheck coverage =
        new CoverageCheck(
            wish == Extraneous.GIVEN ? Sets.union(source, onlyIn(existing, source)) : source);
    while (listing.hasNext()) {
      Candidate entry = listing.next();
      if (entry instanceof ExtraneousObject only) {
        extraneous.add(only.destination().key().substring("y/é/".length()));
        coverage.given(extraneous.get(extraneous.size() - 1), listing);
        continue;
      }
      assertThat(entry).isInstanceOf(CopyPair.class);
      CopyPair pair = (CopyPair) entry;
      String key = pair.source().location().key().substring(2);
      listed.add(key);
      coverage.given(key, listing);
      assertThat(pair.destination().key()).isEqualTo("y/é/" + key);
      assertThat(pair.existing().map(ListedObject::key))
          .isEqualTo(existing.contains(key) ? Optional.of("y/é/" + key) : Optional.empty());
    }
    coverage.ended(listing);
    assertThat(listed).doesNotHaveDuplicates();
    assertThat(new HashSet<>(listed)).isEqualTo(source);
    assertThat(to.looked()).doesNotHaveDuplicates();
    assertThat(extraneous)
        .containsExactlyInAnyOrderElementsOf(
            wish == Extraneous.GIVEN ? onlyIn(existing, source) : Set.of());
  }

  /** Of the keys that a listing can show exactly. */
  private static Set<String> onlyIn(Set<String> existing, Set<String> source) {
    return existing.stream()
        .filter(ListedObject::isExact)
        .filter(key -> !source.contains(key))
        .collect(Collectors.toSet());
  }

  /** A range is split behind an entry with U+FFFD, which the new range lists again. */
  @Test
  void anEntryThatASplitListsAgainIsGivenOnce() {
    pairsAreThoseOfANaiveModel(398, UTF_16, KeyOrder.UTF_8);
  }

  @Property(tries = 600, seed = "2")
  void oddEntriesFailByThemselves(
      @ForAll("seeds") long seed,
      @ForAll("orders") Comparator<String> sourceOrder,
      @ForAll("orders") Comparator<String> existingOrder) {
    oddEntriesFailByThemselves(seed, sourceOrder, existingOrder, Extraneous.IGNORED);
  }

  @Property(tries = 600, seed = "4")
  void oddEntriesAreNeverTakenForExtraneous(
      @ForAll("seeds") long seed,
      @ForAll("orders") Comparator<String> sourceOrder,
      @ForAll("orders") Comparator<String> existingOrder) {
    oddEntriesFailByThemselves(seed, sourceOrder, existingOrder, Extraneous.GIVEN);
  }

  private static void oddEntriesFailByThemselves(
      long seed,
      Comparator<String> sourceOrder,
      Comparator<String> existingOrder,
      Extraneous wish) {
    Random random = new Random(seed);
    Set<String> source = new HashSet<>();
    Set<String> existing = new HashSet<>();
    drawKeys(random, source, existing);
    ListingQuirks ofSource = quirks(random, "x/", source);
    ListingQuirks ofExisting = quirks(random, "y/é/", existing);
    SimulatedClock clock = new SimulatedClock();
    int largest = 1 + random.nextInt(8);
    IntSupplier pageSize = () -> 1 + random.nextInt(largest);
    SimulatedListing from =
        new SimulatedListing(under("x/", source), sourceOrder, pageSize, clock, ofSource);
    SimulatedListing to =
        new SimulatedListing(under("y/é/", existing), existingOrder, pageSize, clock, ofExisting);
    KeyMapping mapping = new KeyMapping(prefix("x/"), prefix("y/é/"));
    Set<String> copied = new HashSet<>();
    List<String> extraneous = new ArrayList<>();
    ListMultimap<String, FailedEntry> failed = ArrayListMultimap.create();
    new PairedListing(mapping, from, to, 1 + random.nextInt(12), wish, clock)
        .forEachRemaining(
            entry -> {
              if (entry instanceof ExtraneousObject only) {
                extraneous.add(only.destination().key().substring("y/é/".length()));
              } else if (entry instanceof FailedEntry failure && isOfTheSource(failure)) {
                failed.put(failure.source().substring("s3://b/".length()), failure);
              } else if (entry instanceof CopyPair pair) {
                String key = pair.source().location().key().substring(2);
                assertThat(copied.add(key)).as(key).isTrue();
                assertThat(pair.existing().isPresent()).as(key).isEqualTo(existing.contains(key));
              }
            });
    assertThat(source).containsAll(copied);
    assertThat(extraneous)
        .containsExactlyInAnyOrderElementsOf(
            wish == Extraneous.GIVEN ? shown(onlyIn(existing, source), ofExisting) : List.of());
    for (String key : source) {
      String shown = ofSource.shown("x/" + key);
      int times = failed.get(shown).size();
      if (!copied.contains(key)) {
        assertThat(times).as("failures of " + shown).isPositive();
      }
      if (ListedObject.isExact(shown)) {
        assertThat(times).as("failures of " + shown).isEqualTo(failures(key, copied, ofSource));
      }
    }
    assertThat(failed.keys().stream().filter(key -> key.startsWith("foreign/")))
        .containsExactlyInAnyOrderElementsOf(
            ofSource.followed().stream().map("foreign/"::concat).toList());
  }

  /** An entry without a state may be of any key that a server shows so. */
  @Test
  void anEntryWithoutAStateIsNeverTakenForAnother() {
    oddEntriesFailByThemselves(65385, UTF_16, KeyOrder.UTF_8);
    oddEntriesFailByThemselves(34, KeyOrder.UTF_8, KeyOrder.UTF_8);
  }

  /** Not of a look at the source for an object of the destination. */
  private static boolean isOfTheSource(FailedEntry failure) {
    return failure.state().isPresent() || failure.destination().isEmpty();
  }

  private static List<String> shown(Set<String> keys, ListingQuirks ofExisting) {
    return keys.stream()
        .filter(key -> !ofExisting.bare().contains("y/é/" + key))
        .filter(key -> ofExisting.shown(key).equals(key))
        .toList();
  }

  /** How often a key has to fail that is not copied; one whose copy cannot be looked at may. */
  private static int failures(String key, Set<String> copied, ListingQuirks ofSource) {
    if (ofSource.bare().contains("x/" + key)) {
      return 1;
    }
    if (ofSource.conflicting().contains("x/" + key)) {
      return 2;
    }
    return copied.contains(key) ? 0 : 1;
  }

  private static ListingQuirks quirks(Random random, String prefix, Set<String> keys) {
    ListingQuirks quirks = ListingQuirks.none();
    List<Set<String>> drawn =
        List.of(
            quirks.bare(),
            quirks.doubled(),
            quirks.conflicting(),
            quirks.followed(),
            quirks.unreachable());
    int share = 1 + random.nextInt(100);
    for (String key : keys) {
      if (random.nextInt(share) == 0) {
        drawn.get(random.nextInt(drawn.size())).add(prefix + key);
      }
    }
    if (random.nextBoolean()) {
      quirks.replaced().addAll(List.of('\u0001', '\u001f'));
    }
    return quirks;
  }

  private static List<String> under(String prefix, Set<String> keys) {
    return keys.stream().map(prefix::concat).toList();
  }

  /** Keys in folders of a random depth, most of them in a hot one. */
  private static void drawKeys(Random random, Set<String> source, Set<String> existing) {
    List<String> stems = new ArrayList<>(List.of("", "z".repeat(random.nextInt(300))));
    List<String> alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
    for (int i = random.nextInt(5); i >= 0; i--) {
      stems.add(stems.get(random.nextInt(stems.size())) + word(random, alphabet, 4) + "/");
    }
    Collections.shuffle(stems, random);
    double inSource = random.nextDouble();
    double inExisting = random.nextInt(3) / 2.0;
    for (int i = random.nextInt(1200); i > 0; i--) {
      String stem = stems.get(Math.min(random.nextInt(stems.size()), random.nextInt(stems.size())));
      String key = stem + word(random, alphabet, 6);
      if (random.nextDouble() < inSource) {
        source.add(key);
      }
      if (random.nextDouble() < inExisting) {
        existing.add(key);
      }
    }
  }

  private static String word(Random random, List<String> alphabet, int longest) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(longest); i >= 0; i--) {
      word.append(alphabet.get(random.nextInt(alphabet.size())));
    }
    return word.toString();
  }

  private static SimulatedListing listing(
      String prefix,
      Set<String> keys,
      Comparator<String> order,
      IntSupplier pageSize,
      SimulatedClock clock) {
    List<String> all = new ArrayList<>(List.of("w", "x", "y", "z", "y/é", "x0"));
    keys.forEach(key -> all.add(prefix + key));
    return new SimulatedListing(all, order, pageSize, clock);
  }

  private static ObjectPrefix prefix(String prefix) {
    return new ObjectPrefix(new Bucket("s3", "b"), prefix);
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  @Provide
  Arbitrary<Comparator<String>> orders() {
    return Arbitraries.of(KeyOrder.UTF_8, UTF_16);
  }
}
