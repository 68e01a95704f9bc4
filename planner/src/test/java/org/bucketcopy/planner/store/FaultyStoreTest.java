package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
  private static final Map<String, String> TAGS = Map.of("a", "b");

  private final ObjectLocation object = new Bucket("memory", "faulty").object("key");
  private final ScriptedFaults faults = new ScriptedFaults();
  private final MemoryService service = new MemoryService();
  private final ObjectStore healthy = new MemoryStore(service, MemoryStore.PROFILE, 10);
  private final ObjectStore faulty = new FaultyStore(healthy, faults);

  @BeforeEach
  void putObject() {
    service.put(object, new byte[] {1}, ObjectMetadata.NONE);
  }

  @Test
  void faultBeforeTheWorkLeavesItUndone() {
    faults.then(StoreOperation.WRITE_TAGS, InjectedFault.LOST_REQUEST);
    StoreFault fault = Calls.fault(faulty.writeTags(object, TAGS));
    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.UNKNOWN);
    assertThat(fault.operation()).isEqualTo(StoreOperation.WRITE_TAGS);
    assertThat(Calls.done(healthy.tags(object, Optional.empty()))).isEmpty();
  }

  @Test
  void faultAfterTheWorkLeavesItDone() {
    faults.then(StoreOperation.WRITE_TAGS, InjectedFault.LOST_ANSWER);
    assertThat(Calls.fault(faulty.writeTags(object, TAGS)).kind())
        .isEqualTo(StoreFault.Kind.UNKNOWN);
    assertThat(Calls.done(healthy.tags(object, Optional.empty()))).isEqualTo(TAGS);
  }

  @Test
  void onlyTheScriptedCallsFail() {
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.THROTTLED, 2);
    assertThat(Calls.done(faulty.tags(object, Optional.empty()))).isEmpty();
    for (int i = 0; i < 2; i++) {
      assertThat(Calls.fault(faulty.head(object, Optional.empty())).kind())
          .isEqualTo(StoreFault.Kind.THROTTLED);
    }
    assertThat(Calls.done(faulty.head(object, Optional.empty())).size()).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isEqualTo(3);
  }

  @Test
  void randomFaultsHitTheirShareAndRepeatWithTheirSeed() {
    List<Optional<InjectedFault>> first = thousand(new RandomFaults(7, 0.05, twoFaults()));
    assertThat(first).isEqualTo(thousand(new RandomFaults(7, 0.05, twoFaults())));
    for (InjectedFault fault : twoFaults()) {
      assertThat(Collections.frequency(first, Optional.of(fault))).isBetween(25, 80);
    }
    assertThat(thousand(new RandomFaults(7, 0, twoFaults()))).containsOnly(Optional.empty());
  }

  private static List<InjectedFault> twoFaults() {
    return List.of(InjectedFault.THROTTLED, InjectedFault.LOST_ANSWER);
  }

  private static List<Optional<InjectedFault>> thousand(FaultScript script) {
    List<Optional<InjectedFault>> drawn = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      drawn.add(script.next(StoreOperation.COPY_PART, "target"));
    }
    return drawn;
  }
}
