package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

class SingleObjectTest {
  private static final ObjectLocation FROM = new Bucket("s3", "a").object("x/file ?");
  private static final ObjectLocation TO = new Bucket("s3", "b").object("y/file");
  private static final InjectedFault DENIED = InjectedFault.refused(StoreFault.Kind.DENIED);

  private final MemoryService service = new MemoryService();
  private final ScriptedFaults ofSource = new ScriptedFaults();
  private final ScriptedFaults ofExisting = new ScriptedFaults();

  SingleObjectTest() {
    service.create(FROM.bucket());
    service.create(TO.bucket());
  }

  @Test
  void itIsFoundWithoutAListing() {
    put(FROM, 3);
    put(FROM.bucket().object("x/file ?2"), 5);
    put(TO.bucket().object("y/file2"), 5);

    CopyPair pair = pair();

    assertThat(pair.source().location()).isEqualTo(FROM);
    assertThat(pair.source().size()).isEqualTo(3);
    assertThat(pair.source().identity().versionId()).isEmpty();
    assertThat(pair.destination()).isEqualTo(TO);
    assertThat(pair.existing()).isEmpty();
    assertThat(ofSource.calls(StoreOperation.LIST_OBJECTS)).isZero();
    assertThat(ofExisting.calls(StoreOperation.LIST_OBJECTS)).isZero();
  }

  @Test
  void whatIsAtItsDestinationIsMet() {
    put(FROM, 3);
    put(TO, 4);

    assertThat(pair().existing().orElseThrow().size()).isEqualTo(4);
  }

  @Test
  void whereALookIsDeniedAListingDecides() {
    put(FROM, 3);
    put(FROM.bucket().object("x/file ?2"), 5);
    ofSource.then(StoreOperation.HEAD_OBJECT, DENIED);
    ofExisting.then(StoreOperation.HEAD_OBJECT, DENIED);

    assertThat(pair().source().size()).isEqualTo(3);
    assertThat(ofExisting.calls(StoreOperation.LIST_OBJECTS)).isEqualTo(1);
  }

  @Test
  void whatIsNotThereFails() {
    put(FROM.bucket().object("x/file ?/below"), 5);

    assertThat(failed().fault().kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
  }

  @Test
  void aDestinationThatCannotBeSeenFails() {
    put(FROM, 3);
    ofExisting.then(StoreOperation.HEAD_OBJECT, DENIED);
    ofExisting.then(StoreOperation.LIST_OBJECTS, DENIED);

    FailedEntry failed = failed();

    assertThat(failed.fault().operation()).isEqualTo(StoreOperation.LIST_OBJECTS);
    assertThat(failed.source()).isEqualTo("s3://a/x/file ?");
    assertThat(failed.destination()).contains(TO);
  }

  @Test
  void itIsGivenOnce() {
    put(FROM, 3);
    SingleObject walk = walk();

    assertThat(walk.next()).isInstanceOf(CopyPair.class);
    assertThat(walk.hasNext()).isFalse();
    assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    assertThat(walk.warnings()).isEmpty();
    assertThat(walk.covered()).isEmpty();
  }

  @Test
  void anInterruptionEndsTheWait() {
    put(FROM, 3);
    ofSource.then(StoreOperation.HEAD_OBJECT, InjectedFault.SILENCE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> walk().hasNext()).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private void put(ObjectLocation object, int size) {
    service.put(object, new byte[size], ObjectMetadata.NONE);
  }

  private CopyPair pair() {
    return (CopyPair) only();
  }

  private FailedEntry failed() {
    return (FailedEntry) only();
  }

  private Candidate only() {
    List<Candidate> given = ImmutableList.copyOf(walk());
    assertThat(given).hasSize(1);
    return given.get(0);
  }

  private SingleObject walk() {
    MemoryStore store = new MemoryStore(service, MemoryStore.PROFILE, 1);
    return new SingleObject(
        FROM, TO, new FaultyStore(store, ofSource), new FaultyStore(store, ofExisting));
  }
}
