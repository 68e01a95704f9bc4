package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.KeyMapping;
import org.bucketcopy.planner.plan.Pairs;
import org.junit.jupiter.api.Test;

class PairedListingTest {
  private static final Comparator<String> UTF_16 = Comparator.naturalOrder();

  private final List<String> looked = new ArrayList<>();

  @Test
  void everySourceMeetsWhatIsAtItsDestination() {
    List<CopyPair> pairs =
        paired(mapping("x/", "y/"), keys("x/a", "x/c", "x/d"), keys("y/a", "y/b", "y/d", "y/e"));
    assertThat(pairs)
        .extracting(pair -> pair.destination().toString())
        .containsExactly("s3://b/y/a", "s3://b/y/c", "s3://b/y/d");
    assertThat(pairs)
        .extracting(pair -> pair.existing().isPresent())
        .containsExactly(true, false, true);
    assertThat(looked).isEmpty();
  }

  @Test
  void sourceOutOfOrderIsLookedUpFromThereOn() {
    List<CopyPair> pairs = paired(mapping("", ""), keys("a", "c", "b", "d"), keys("b", "c", "d"));
    assertThat(pairs)
        .extracting(pair -> pair.existing().isPresent())
        .containsExactly(false, true, true, true);
    assertThat(looked).containsExactly("b", "d");
  }

  @Test
  void destinationOutOfOrderIsLookedUpFromThereOn() {
    List<CopyPair> pairs =
        paired(mapping("", ""), keys("a", "c", "d", "e"), keys("a", "c", "b", "e"));
    assertThat(pairs)
        .extracting(pair -> pair.existing().isPresent())
        .containsExactly(true, true, false, true);
    assertThat(looked).containsExactly("d", "e");
  }

  @Test
  void folderOfTheSourceIsNoObjectOfAWholeBucket() {
    List<ListedObject> source =
        List.of(Pairs.listed("x/", "e", 0, 0), Pairs.listed("x/a", "e", 0, 0));
    assertThat(paired(mapping("x/", ""), source, keys()))
        .extracting(pair -> pair.listed().key())
        .containsExactly("x/a");
    assertThat(paired(mapping("x/", "y/"), source, keys()))
        .extracting(pair -> pair.destination().key())
        .containsExactly("y/", "y/a");
  }

  @Test
  void objectThatLosesItsNameIsNotPassedOver() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> paired(mapping("x", ""), keys("x"), keys()))
        .withMessageContaining("add a destination prefix");
  }

  @Property(tries = 3000)
  void pairsAreThoseOfANaiveModel(
      @ForAll("keySets") Set<String> source,
      @ForAll("keySets") Set<String> existing,
      @ForAll("orders") Comparator<String> sourceOrder,
      @ForAll("orders") Comparator<String> existingOrder) {
    looked.clear();
    List<String> sorted = ImmutableList.sortedCopyOf(sourceOrder, source);
    List<CopyPair> pairs =
        paired(
            mapping("x/", "y/"),
            Lists.transform(sorted, key -> listed("x/" + key)),
            Lists.transform(
                ImmutableList.sortedCopyOf(existingOrder, existing), key -> listed("y/" + key)));
    assertThat(pairs).extracting(pair -> pair.listed().key().substring(2)).isEqualTo(sorted);
    for (CopyPair pair : pairs) {
      String key = pair.listed().key().substring(2);
      assertThat(pair.destination().key()).isEqualTo("y/" + key);
      assertThat(pair.existing().map(ListedObject::key))
          .isEqualTo(existing.contains(key) ? Optional.of("y/" + key) : Optional.empty());
    }
    assertThat(new HashSet<>(looked)).hasSameSizeAs(looked);
  }

  @Provide
  Arbitrary<Set<String>> keySets() {
    return Arbitraries.of("a", "b", "/", "é", "\uE000", "\uFF5E", "\uD83D\uDE00", "\uDBFF\uDFFF")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(parts -> String.join("", parts))
        .set()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<Comparator<String>> orders() {
    return Arbitraries.of(KeyOrder.UTF_8, UTF_16);
  }

  private List<CopyPair> paired(
      KeyMapping mapping, List<ListedObject> source, List<ListedObject> existing) {
    PairedListing listing =
        new PairedListing(
            mapping,
            source.iterator(),
            existing.iterator(),
            destination -> lookUp(destination, existing));
    return ImmutableList.copyOf(listing);
  }

  private Optional<ListedObject> lookUp(ObjectLocation destination, List<ListedObject> existing) {
    looked.add(destination.key());
    return existing.stream().filter(one -> one.key().equals(destination.key())).findFirst();
  }

  private static KeyMapping mapping(String source, String destination) {
    return new KeyMapping(
        new ObjectPrefix(new Bucket("s3", "a"), source),
        new ObjectPrefix(new Bucket("s3", "b"), destination));
  }

  private static List<ListedObject> keys(String... keys) {
    return Lists.transform(List.of(keys), PairedListingTest::listed);
  }

  private static ListedObject listed(String key) {
    return Pairs.listed(key, "etag", 1, 0);
  }
}
