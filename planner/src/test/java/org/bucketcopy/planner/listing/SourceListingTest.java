package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Iterators;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceListingTest {
  private static final int PAGE = 3;

  private final ObjectPrefix prefix = new ObjectPrefix(new Bucket("memory", "listed"), "x/");
  private final MemoryService service = new MemoryService();
  private final ScriptedFaults faults = new ScriptedFaults();
  private final ObjectStore store =
      new FaultyStore(new MemoryStore(service, MemoryStore.PROFILE, PAGE), faults);

  @BeforeEach
  void makeBucket() {
    service.create(prefix.bucket());
    put("w");
    put("y");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PAGE, PAGE + 1, 3 * PAGE, 3 * PAGE + 2})
  void everyObjectIsListedOnce(int count) {
    List<String> keys = IntStream.range(0, count).mapToObj(i -> "x/" + (char) ('a' + i)).toList();
    keys.forEach(this::put);
    List<String> listed =
        List.of(
            Iterators.toArray(
                Iterators.transform(new SourceListing(store, prefix), ListedObject::key),
                String.class));
    assertThat(listed).isEqualTo(keys);
  }

  @Test
  void onePageIsAskedForAheadAndNoMore() {
    IntStream.range(0, 10).forEach(i -> put("x/" + i));
    SourceListing listing = new SourceListing(store, prefix);
    assertThat(faults.calls(StoreOperation.LIST_OBJECTS)).isEqualTo(1);
    Iterators.advance(listing, PAGE);
    assertThat(faults.calls(StoreOperation.LIST_OBJECTS)).isEqualTo(2);
    listing.next();
    assertThat(faults.calls(StoreOperation.LIST_OBJECTS)).isEqualTo(3);
  }

  @Test
  void endIsTheEnd() {
    SourceListing listing = new SourceListing(store, prefix);
    assertThat(listing.hasNext()).isFalse();
    assertThatThrownBy(listing::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void failureComesAfterThePageBeforeIt() {
    IntStream.range(0, 10).forEach(i -> put("x/" + i));
    SourceListing listing = new SourceListing(store, prefix);
    faults.then(StoreOperation.LIST_OBJECTS, InjectedFault.TRANSIENT);
    assertThat(Iterators.advance(listing, PAGE)).isEqualTo(PAGE);
    assertThatThrownBy(listing::next).isInstanceOf(StoreException.class);
    assertThatThrownBy(listing::hasNext).isInstanceOf(StoreException.class);
  }

  private void put(String key) {
    service.put(prefix.bucket().object(key), new byte[0], ObjectMetadata.NONE);
  }
}
