package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.ExtraneousObject;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceWalk;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

class WalkedPairsTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final int PAGE = 3;
  private static final List<String> ALPHABET =
      List.of("a", "b", "/", "-", "é", "\uFF5E", "\uE000", "\uD83D\uDE00");

  private final SimulatedClock clock = new SimulatedClock();

  @Test
  void everyFileMeetsWhatIsAtItsDestination() {
    SimulatedListing existing = listing("y/a", "y/b", "y/d", "y/e");
    List<UploadPair> pairs = paired("y/", existing, "a", "c", "d");
    assertThat(pairs)
        .extracting(pair -> pair.destination().toString())
        .containsExactly("s3://b/y/a", "s3://b/y/c", "s3://b/y/d");
    assertThat(pairs)
        .extracting(pair -> pair.existing().isPresent())
        .containsExactly(true, false, true);
    assertThat(pairs).extracting(pair -> pair.source().path()).contains("file:/x/a");
    assertThat(existing.looked()).isEmpty();
  }

  @Test
  void filesThatAreThereCostOneRequestAPage() {
    String[] keys = numbered(100 * PAGE);
    SimulatedListing existing = listing(keys);
    assertThat(paired("", existing, keys)).allMatch(pair -> pair.existing().isPresent());
    assertThat(existing.requests()).isEqualTo(100);
    assertThat(existing.looked()).isEmpty();
  }

  @Test
  void whatTheWalkHasNotIsNotListed() {
    SimulatedListing existing = listing(numbered(1000 * PAGE));
    assertThat(paired("", existing, "1000001", "1002998")).hasSize(2);
    assertThat(existing.requests()).isLessThan(6);
  }

  @Test
  void oneFileGoesToTheKeyOfTheDestination() {
    List<UploadPair> pairs = paired("x/big", listing("x/big", "x/big.old"), "");
    assertThat(pairs).extracting(pair -> pair.destination().key()).containsExactly("x/big");
    assertThat(pairs.get(0).existing()).isPresent();
  }

  @Test
  void aFileWithoutAKeyFailsByItself() {
    List<Candidate> given = given("", listing(), walk("", "a"));
    assertThat(given).hasSize(2);
    assertThat(((FailedEntry) given.get(0)).fault().kind()).isEqualTo(StoreFault.Kind.INVALID);
    assertThat(given.get(1)).isInstanceOf(UploadPair.class);
  }

  @Test
  void failuresOfTheWalkAreGiven() {
    FailedEntry failed =
        new FailedEntry(
            "file:/x/d",
            Optional.of("d/"),
            Optional.empty(),
            Optional.empty(),
            StoreFault.found(StoreFault.Kind.DENIED, StoreOperation.LIST_OBJECTS, "file:/x/d", ""));
    List<SourceWalk.Step> steps = new ArrayList<>(steps("a", "e"));
    steps.add(1, failed);
    assertThat(given("", listing("a"), walk(steps))).hasSize(3).contains(failed);
  }

  @Test
  void listingOutOfOrderIsLookedUpFromThereOn() {
    SimulatedListing existing = listing("a", "c", "b", "e");
    assertThat(there(paired("", existing, "a", "c", "d", "e")))
        .containsExactlyInAnyOrder("a", "c", "e");
    assertThat(existing.looked()).containsExactly("a", "c", "d", "e");
  }

  @Test
  void walkOutOfOrderIsLookedUpFromThereOn() {
    SimulatedListing existing = listing("b", "c", "d");
    assertThat(there(paired("", existing, "a", "c", "b", "d")))
        .containsExactlyInAnyOrder("b", "c", "d");
    assertThat(existing.looked()).containsExactly("b", "d");
  }

  @Test
  void listingThatDoesNotAdvanceIsReadNoFurther() {
    PagedListing existing =
        new PagedListing(
            start ->
                new ListingPage(
                    List.of(Pairs.listed("a", "etag", 1, 0), Pairs.listed("b", "etag", 1, 0)),
                    true),
            "a",
            "b",
            "d");
    WalkedPairs pairs =
        new WalkedPairs(
            walk("a", "b", "c", "d"),
            new ObjectPrefix(BUCKET, ""),
            existing,
            Extraneous.IGNORED,
            new LinkedBlockingQueue<>());
    List<Candidate> given = ImmutableList.copyOf(pairs);
    assertThat(there(given.stream().map(UploadPair.class::cast).toList()))
        .containsExactlyInAnyOrder("a", "b", "d");
    assertThat(pairs.warnings()).singleElement().asString().contains("does not advance");
    assertThat(existing.requests()).isLessThan(5);
  }

  @Test
  void failedListingEndsIt() {
    MemoryService service = new MemoryService();
    service.create(BUCKET);
    for (String key : numbered(4 * PAGE)) {
      service.put(BUCKET.object(key), new byte[0], ObjectMetadata.NONE);
    }
    ScriptedFaults faults = new ScriptedFaults();
    ObjectStore existing =
        new FaultyStore(new MemoryStore(service, MemoryStore.PROFILE, PAGE), faults);
    WalkedPairs pairs =
        new WalkedPairs(walk(numbered(4 * PAGE)), new ObjectPrefix(BUCKET, ""), existing);
    assertThat(pairs.next()).isInstanceOf(UploadPair.class);
    faults.then(StoreOperation.LIST_OBJECTS, InjectedFault.TRANSIENT);
    assertThatThrownBy(() -> pairs.forEachRemaining(pair -> {})).isInstanceOf(StoreException.class);
    assertThatThrownBy(pairs::hasNext).isInstanceOf(StoreException.class);
  }

  @Test
  void endIsTheEnd() {
    WalkedPairs pairs = new WalkedPairs(walk(), new ObjectPrefix(BUCKET, ""), listing());
    assertThat(pairs.hasNext()).isFalse();
    assertThatThrownBy(pairs::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void objectsThatNoFileGoesToAreGivenInTheirPlace() {
    SimulatedListing existing = listing("y/a", "y/b", "y/d", "y/e", "y/f");
    assertThat(outer("y/", existing, walk("b", "c")))
        .extracting(WalkedPairsTest::name)
        .containsExactly("+y/a", "y/b", "y/c", "+y/d", "+y/e", "+y/f");
    assertThat(existing.looked()).isEmpty();
  }

  @Test
  void nothingIsExtraneousBelowADirectoryThatCannotBeWalked() {
    FailedEntry failed =
        new FailedEntry(
            "file:/x/d",
            Optional.of("d/"),
            Optional.empty(),
            Optional.empty(),
            StoreFault.found(StoreFault.Kind.DENIED, StoreOperation.LIST_OBJECTS, "file:/x/d", ""));
    List<SourceWalk.Step> steps = new ArrayList<>(steps("a", "e"));
    steps.add(1, failed);
    assertThat(outer("", listing("a", "d/1", "d/2", "d0", "e", "f"), walk(steps)))
        .filteredOn(ExtraneousObject.class::isInstance)
        .extracting(WalkedPairsTest::name)
        .containsExactly("+d0", "+f");
  }

  @Test
  void aListingInNoOrderFailsAnOuterMerge() {
    SimulatedListing existing = listing("a", "d", "b", "e");
    assertThatThrownBy(() -> outer("", existing, walk("a", "c", "d")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("order");
  }

  @Test
  void outerMergeIsThatOfANaiveModel() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      Set<String> source = draw(random);
      Set<String> existing = draw(random);
      int largest = 1 + random.nextInt(8);
      boolean utf16 = seed % 3 == 0;
      SimulatedListing to =
          new SimulatedListing(
              existing.stream().map("y/"::concat).toList(),
              utf16 ? Comparator.<String>naturalOrder() : KeyOrder.UTF_8,
              () -> 1 + random.nextInt(largest),
              clock,
              ListingQuirks.none());
      WalkedPairs walk =
          new WalkedPairs(
              walk(source.toArray(String[]::new)),
              new ObjectPrefix(BUCKET, "y/"),
              to,
              Extraneous.GIVEN,
              clock);
      CoverageCheck coverage = new CoverageCheck(Sets.union(source, existing));
      Set<String> only = new HashSet<>();
      Set<String> met = new HashSet<>();
      while (walk.hasNext()) {
        Candidate candidate = walk.next();
        String key = name(candidate).replaceFirst("^\\+?y/", "");
        (candidate instanceof UploadPair ? met : only).add(key);
        assertThat(candidate instanceof FailedEntry && !utf16).isFalse();
        coverage.given(key, walk);
      }
      coverage.ended(walk);
      assertThat(met).as("seed %d", seed).isEqualTo(source);
      if (utf16) {
        assertThat(only).as("seed %d", seed).containsAll(Sets.difference(existing, source));
      } else {
        assertThat(only).as("seed %d", seed).isEqualTo(Sets.difference(existing, source));
      }
    }
  }

  private List<Candidate> outer(String prefix, ObjectStore existing, SourceWalk walk) {
    return ImmutableList.copyOf(
        new WalkedPairs(walk, new ObjectPrefix(BUCKET, prefix), existing, Extraneous.GIVEN, clock));
  }

  private static String name(Candidate candidate) {
    if (candidate instanceof ExtraneousObject only) {
      return "+" + only.existing().key();
    }
    return candidate instanceof UploadPair pair
        ? pair.destination().key()
        : ((FailedEntry) candidate).destination().map(ObjectLocation::key).orElse("-");
  }

  @Test
  void pairsAreThoseOfANaiveModel() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      Set<String> source = draw(random);
      Set<String> existing = draw(random);
      int largest = 1 + random.nextInt(8);
      IntSupplier pageSize = () -> 1 + random.nextInt(largest);
      Comparator<String> order =
          random.nextBoolean() ? KeyOrder.UTF_8 : Comparator.<String>naturalOrder();
      ListingQuirks quirks = ListingQuirks.none();
      existing.stream()
          .filter(key -> random.nextInt(20) == 0)
          .forEach(
              key -> (random.nextBoolean() ? quirks.bare() : quirks.doubled()).add("y/" + key));
      SimulatedListing to =
          new SimulatedListing(
              existing.stream().map("y/"::concat).toList(), order, pageSize, clock, quirks);
      List<UploadPair> pairs = paired("y/", to, source.toArray(String[]::new));
      assertThat(pairs).as("seed %d", seed).hasSameSizeAs(source);
      Set<String> met = new HashSet<>();
      for (UploadPair pair : pairs) {
        String key = pair.destination().key().substring(2);
        met.add(key);
        assertThat(pair.source().path()).isEqualTo("file:/x/" + key);
        assertThat(pair.existing().isPresent())
            .as("seed %d %s", seed, key)
            .isEqualTo(existing.contains(key));
      }
      assertThat(met).isEqualTo(source);
    }
  }

  private static Set<String> draw(Random random) {
    Set<String> keys = new TreeSet<>(KeyOrder.UTF_8);
    for (int i = random.nextInt(60); i > 0; i--) {
      StringBuilder key = new StringBuilder();
      for (int j = random.nextInt(4); j >= 0; j--) {
        key.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
      }
      keys.add(key.toString());
    }
    return keys;
  }

  private List<UploadPair> paired(String prefix, ObjectStore existing, String... keys) {
    return given(prefix, existing, walk(keys)).stream().map(UploadPair.class::cast).toList();
  }

  private List<Candidate> given(String prefix, ObjectStore existing, SourceWalk walk) {
    return ImmutableList.copyOf(
        new WalkedPairs(
            walk, new ObjectPrefix(BUCKET, prefix), existing, Extraneous.IGNORED, clock));
  }

  private static List<String> there(List<UploadPair> pairs) {
    return pairs.stream().flatMap(pair -> pair.existing().stream()).map(ListedObject::key).toList();
  }

  /** Keys that are listed in the order in which they are given. */
  private SimulatedListing listing(String... keys) {
    List<String> order = List.of(keys);
    return new SimulatedListing(order, Comparator.comparingInt(order::indexOf), () -> PAGE, clock);
  }

  private static SourceWalk walk(String... keys) {
    return walk(steps(keys));
  }

  private static List<SourceWalk.Step> steps(String... keys) {
    return List.of(keys).stream()
        .<SourceWalk.Step>map(
            key -> new SourceWalk.Found(key, new SourceFile("file:/x/" + key, new FileState(1, 1))))
        .toList();
  }

  private static SourceWalk walk(List<SourceWalk.Step> steps) {
    Iterator<SourceWalk.Step> left = steps.iterator();
    return new SourceWalk() {
      @Override
      public boolean hasNext() {
        return left.hasNext();
      }

      @Override
      public Step next() {
        return left.next();
      }
    };
  }

  private static String[] numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.valueOf(1_000_000 + i))
        .toArray(String[]::new);
  }
}
