package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings as no store should give them: an entry fails by itself, and the walk ends. */
class OddListingTest {
  private static final String REPLACED = "x/a\uFFFD";
  private static final PagedListing EMPTY = PagedListing.of();

  private final KeyMapping mapping = mapping("x/", "y/");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void oneKeyInSeveralStatesIsAFailureOfEach(int pageSize) {
    List<ListedObject> objects =
        List.of(
            object("x/a"),
            object("x/b"),
            Pairs.listed("x/b", "another", 1, 0),
            Pairs.listed("x/b", "etag", 1, 5000),
            object("x/c"),
            object("x/d"));
    List<Candidate> entries = entries(mapping, inPages(objects, pageSize), EMPTY);

    assertThat(copied(entries)).containsExactly("x/a", "x/c", "x/d");
    assertThat(failures(entries))
        .extracting(failure -> failure.state().orElseThrow())
        .containsExactlyElementsOf(
            objects.subList(1, 4).stream().map(ListedObject::identity).toList());
    assertThat(failures(entries))
        .allMatch(failure -> failure.fault().message().contains("more than once"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void oneObjectThatIsListedTwiceIsGivenOnce(int pageSize) {
    List<ListedObject> objects =
        List.of(object("x/a"), object("x/a"), object("x/b"), object("x/b"), object("x/b"));

    assertThat(copied(entries(mapping, inPages(objects, pageSize), EMPTY)))
        .containsExactly("x/a", "x/b");
  }

  @Test
  void destinationInSeveralStatesIsLookedUp() {
    PagedListing existing =
        new PagedListing(
            start ->
                new ListingPage(
                    List.of(object("y/a"), Pairs.listed("y/a", "another", 1, 0)), false),
            "y/a");
    List<Candidate> entries =
        entries(mapping, PagedListing.of(object("x/a"), object("x/b")), existing);

    assertThat(copied(entries)).containsExactlyInAnyOrder("x/a", "x/b");
    assertThat(existing.looked()).containsExactly("y/a");
  }

  @Test
  void unusableEntryOfTheSourceIsAFailure() {
    PagedListing source =
        new PagedListing(
            start ->
                start.isEmpty()
                    ? new ListingPage(
                        List.of(),
                        List.of(
                            new UnusableEntry("x/a", "it has no ETag"), new UnusableEntry("", "")),
                        Optional.of("x/b"))
                    : new ListingPage(List.of(object("x/c")), false));
    List<Candidate> entries = entries(mapping, source, EMPTY);

    assertThat(copied(entries)).containsExactly("x/c");
    assertThat(failures(entries))
        .extracting(FailedEntry::source)
        .containsExactly("s3://a/x/a", "s3://a/");
    assertThat(failures(entries).get(0).fault().message()).isEqualTo("it has no ETag");
  }

  @Test
  void unusableEntryOfTheDestinationIsLookedUp() {
    PagedListing existing =
        new PagedListing(
            start ->
                new ListingPage(
                    List.of(object("y/b")),
                    List.of(
                        new UnusableEntry("y/a", "it has no ETag"),
                        new UnusableEntry("y/d\uFFFD.x", "its key cannot be read")),
                    Optional.empty()),
            "y/a",
            "y/dé.x");
    PagedListing source =
        PagedListing.of(
            object("x/a"), object("x/b"), object("x/c"), object("x/dé.x"), object("x/dé.y"));
    List<Candidate> entries = entries(mapping, source, existing);

    assertThat(existing.looked()).containsExactly("y/a", "y/dé.x");
    assertThat(there(entries)).containsExactlyInAnyOrder("y/a", "y/b", "y/dé.x");
    assertThat(copied(entries)).hasSize(5);
  }

  @Test
  void keyWithAReplacementCharacterIsCopiedIfItIsFound() {
    PagedListing source =
        new PagedListing(start -> new ListingPage(List.of(object(REPLACED)), false), REPLACED);
    PagedListing existing = new PagedListing(start -> new ListingPage(List.of(), false));
    assertThat(copied(entries(mapping, source, existing))).containsExactly(REPLACED);
    assertThat(existing.looked()).containsExactly("y/a\uFFFD");

    PagedListing unusable =
        new PagedListing(
            start ->
                new ListingPage(
                    List.of(),
                    List.of(new UnusableEntry(REPLACED, "unreadable")),
                    Optional.empty()),
            REPLACED);
    assertThat(copied(entries(mapping, unusable, EMPTY))).containsExactly(REPLACED);
  }

  @Test
  void keyThatStandsForAnotherIsAFailure() {
    PagedListing absent =
        new PagedListing(start -> new ListingPage(List.of(object(REPLACED)), false));
    assertThat(failures(entries(mapping, absent, EMPTY))).hasSize(1);

    PagedListing another =
        new PagedListing(
            start -> new ListingPage(List.of(Pairs.listed(REPLACED, "other", 1, 0)), false),
            REPLACED);
    assertThat(failures(entries(mapping, another, EMPTY))).hasSize(1);

    PagedListing several =
        new PagedListing(
            start -> new ListingPage(List.of(object(REPLACED), object(REPLACED)), false), REPLACED);
    assertThat(failures(entries(mapping, several, EMPTY))).hasSize(2);
  }

  @Test
  void keysThatNoRequestCanNameAreFailures() {
    PagedListing source =
        PagedListing.of(object(""), object("half\uD83D"), object("\uDE00"), object("z"));
    List<Candidate> entries = entries(mapping("", "y/"), source, EMPTY);

    assertThat(copied(entries)).containsExactly("z");
    assertThat(failures(entries))
        .extracting(failure -> failure.relativeKey().orElseThrow())
        .containsExactly("", "half\uD83D", "\uDE00");
  }

  @Test
  void keyThatIsNotUnderTheSourceIsAFailure() {
    List<Candidate> entries =
        entries(
            mapping, PagedListing.of(object("w"), object("x"), object("x/a"), object("z")), EMPTY);

    assertThat(copied(entries)).containsExactly("x/a");
    assertThat(failures(entries))
        .extracting(FailedEntry::source)
        .containsExactly("s3://a/w", "s3://a/x", "s3://a/z");
  }

  @Test
  void keyThatIsNotUnderTheDestinationIsIgnoredAndCounted() {
    PagedListing existing = PagedListing.of(object("w"), object("y"), object("y/a"), object("z"));
    PairedListing listing =
        new PairedListing(mapping, PagedListing.of(object("x/a"), object("x/b")), existing, 8);

    assertThat(there(ImmutableList.copyOf(listing))).containsExactly("y/a");
    assertThat(listing.warnings()).hasSize(1).first().asString().startsWith("3 keys");
  }

  @Test
  void objectThatLosesItsNameIsAFailure() {
    List<Candidate> entries =
        entries(mapping("x", ""), PagedListing.of(object("x"), object("xa")), EMPTY);

    assertThat(copied(entries)).containsExactly("xa");
    assertThat(failures(entries))
        .hasSize(1)
        .allMatch(failure -> failure.fault().message().contains("add a destination prefix"));
  }

  /** Listings without end, by what they answer to a request for what comes after a key. */
  private enum Endless {
    IGNORES_THE_START {
      @Override
      ListingPage page(String start) {
        return truncated("1", "2", "3");
      }
    },
    BEGINS_WITH_THE_START {
      @Override
      ListingPage page(String start) {
        return truncated(start.isEmpty() ? "1" : start.substring(2));
      }
    },
    DESCENDS {
      @Override
      ListingPage page(String start) {
        return start.isEmpty() ? truncated("9", "8", "7") : truncated("9", "8");
      }
    },
    GOES_ROUND {
      @Override
      ListingPage page(String start) {
        return truncated(start.endsWith("5") ? "1" : start.endsWith("1") ? "3" : "5");
      }
    },
    GOES_ROUND_LATER {
      @Override
      ListingPage page(String start) {
        int number = start.isEmpty() ? 0 : Integer.parseInt(start.replaceAll("[^0-9]", ""));
        return truncated(String.valueOf(number == 19 ? 12 : number + 1));
      }
    },
    EMPTY_PAGES {
      @Override
      ListingPage page(String start) {
        return new ListingPage(List.of(), List.of(), Optional.of("any"));
      }
    },
    STEPS_BACK {
      @Override
      ListingPage page(String start) {
        return new ListingPage(
            List.of(object("?/5"), object("?/6")), List.of(), Optional.of("?/4"));
      }
    };

    abstract ListingPage page(String start);

    static ListingPage truncated(String... keys) {
      return new ListingPage(Arrays.stream(keys).map(key -> object("?/" + key)).toList(), true);
    }

    PagedListing under(String prefix, String... held) {
      return new PagedListing(
          start -> {
            ListingPage page = page(start.orElse(""));
            return new ListingPage(
                page.objects().stream()
                    .map(object -> object(object.key().replace("?/", prefix)))
                    .toList(),
                List.of(),
                page.next().map(key -> key.replace("?/", prefix)));
          },
          held);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endlessListingOfTheSourceEndsTheWalk(Endless endless) {
    PagedListing source = endless.under("x/");

    assertThatThrownBy(() -> entries(mapping, source, EMPTY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the listing of s3://a/x/ does not advance");
    assertThat(source.requests()).isLessThan(64);
  }

  @ParameterizedTest
  @EnumSource
  void endlessListingOfTheDestinationIsNotNeeded(Endless endless) {
    PagedListing existing = endless.under("y/", "y/3", "y/99");
    String[] keys = {"x/3", "x/31", "x/99"};
    PairedListing listing =
        new PairedListing(
            mapping,
            PagedListing.of(Arrays.stream(keys).map(k -> object(k)).toArray(ListedObject[]::new)),
            existing,
            8);
    List<Candidate> entries = ImmutableList.copyOf(listing);

    assertThat(copied(entries)).containsExactlyInAnyOrder(keys);
    assertThat(there(entries)).containsExactlyInAnyOrder("y/3", "y/99");
    assertThat(existing.requests()).isLessThan(64);
  }

  @Test
  void descendingPagesThatLeaveKeysOutAreNoListing() {
    PagedListing source =
        new PagedListing(
            start ->
                start.isEmpty()
                    ? new ListingPage(List.of(object("x/9"), object("x/8"), object("x/7")), true)
                    : new ListingPage(List.of(object("x/9"), object("x/8")), false));

    assertThatThrownBy(() -> entries(mapping, source, EMPTY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("does not advance");
  }

  /** Out of order, so that every destination is looked up. */
  private static PagedListing descending(int count) {
    return PagedListing.of(
        IntStream.range(0, count)
            .mapToObj(i -> object("x/" + (9999 - i)))
            .toArray(ListedObject[]::new));
  }

  @Test
  void lookThatFailsIsAFailureOfItsEntry() {
    Looking existing =
        new Looking(
            call ->
                CompletableFuture.failedStage(
                    new StoreException(
                        StoreFault.found(
                            call.endsWith("7") ? StoreFault.Kind.DENIED : StoreFault.Kind.NOT_FOUND,
                            StoreOperation.HEAD_OBJECT,
                            call,
                            "no"))));
    List<Candidate> entries = entries(mapping, descending(1000), existing);

    assertThat(copied(entries)).hasSize(900);
    assertThat(failures(entries))
        .hasSize(99 + 1)
        .allMatch(failure -> failure.fault().kind() == StoreFault.Kind.DENIED)
        .allMatch(failure -> failure.destination().orElseThrow().key().endsWith("7"));
  }

  @Test
  void looksAreBoundedAndWaitForNobodyWhoInterrupts() {
    AtomicInteger started = new AtomicInteger();
    Thread walker = Thread.currentThread();
    Looking existing =
        new Looking(
            call -> {
              if (started.incrementAndGet() == Lookups.MAX_IN_FLIGHT) {
                walker.interrupt();
              }
              return new CompletableFuture<>();
            });
    PairedListing listing = new PairedListing(mapping, descending(1000), existing, 8);

    // The first key is in order still, and there is nothing at the destination.
    assertThat(listing.next()).isInstanceOf(CopyPair.class);
    assertThatThrownBy(listing::hasNext).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(started).hasValue(Lookups.MAX_IN_FLIGHT);
  }

  /** An empty listing, and looks that are answered as wanted. */
  private static final class Looking extends StoreDecorator {
    private interface Answer {
      CompletionStage<?> to(String target);
    }

    private final Answer answer;

    Looking(Answer answer) {
      super(EMPTY);
      this.answer = answer;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      return operation == StoreOperation.HEAD_OBJECT
          ? (CompletionStage<T>) answer.to(target.toString())
          : call.get();
    }
  }

  private static PagedListing inPages(List<ListedObject> objects, int pageSize) {
    List<List<ListedObject>> pages = Lists.partition(objects, pageSize);
    AtomicInteger asked = new AtomicInteger();
    return new PagedListing(
        start -> {
          int page = asked.getAndIncrement();
          return new ListingPage(
              pages.get(page),
              List.of(),
              Optional.of("x/page" + page).filter(next -> page + 1 < pages.size()));
        });
  }

  private static List<Candidate> entries(
      KeyMapping mapping, ObjectStore source, ObjectStore existing) {
    return ImmutableList.copyOf(new PairedListing(mapping, source, existing, 8));
  }

  private static List<String> copied(List<Candidate> entries) {
    return pairs(entries).stream().map(pair -> pair.source().location().key()).toList();
  }

  private static List<String> there(List<Candidate> entries) {
    return pairs(entries).stream()
        .flatMap(pair -> pair.existing().stream())
        .map(ListedObject::key)
        .toList();
  }

  private static List<CopyPair> pairs(List<Candidate> entries) {
    return entries.stream().filter(CopyPair.class::isInstance).map(CopyPair.class::cast).toList();
  }

  private static List<FailedEntry> failures(List<Candidate> entries) {
    return entries.stream()
        .filter(FailedEntry.class::isInstance)
        .map(FailedEntry.class::cast)
        .toList();
  }

  private static ListedObject object(String key) {
    return Pairs.listed(key, "etag", 1, 0);
  }

  private static KeyMapping mapping(String source, String destination) {
    return new KeyMapping(
        new ObjectPrefix(new Bucket("s3", "a"), source),
        new ObjectPrefix(new Bucket("s3", "b"), destination));
  }
}
