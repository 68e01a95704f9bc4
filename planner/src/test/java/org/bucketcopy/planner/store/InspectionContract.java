package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.verify.RunningChecksum;
import org.junit.jupiter.api.Test;

/**
 * What a store tells of how objects are stored is right. It need not tell anything beyond a HEAD.
 */
public interface InspectionContract extends ContractTest {
  @Test
  default void checksumsAreThoseOfTheContent() {
    byte[] content = content(100_000, 60);
    ObjectLocation object = source("checksums");
    harness().put(object, content, PLAIN);
    try (ObjectStore store = harness().open()) {
      ObjectInfo info = Calls.done(store.inspector().info(object, Optional.empty()));

      assertThat(info.identity()).isEqualTo(look(store, object).identity());
      assertThat(info.metadata()).isEqualTo(look(store, object).metadata());
      requireOf(content, info);
    }
  }

  @Test
  default void checksumsOfAnObjectOfPartsAreThoseOfTheContent() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      byte[] content = content(threeParts(store), 61);
      harness().put(source("summed"), content, PLAIN);
      copyByParts(pinned(store, source("summed")), destination("summed"), PLAIN);

      requireOf(
          content, Calls.done(store.inspector().info(destination("summed"), Optional.empty())));
    }
  }

  private static void requireOf(byte[] content, ObjectInfo info) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      RunningChecksum sum = RunningChecksum.of(algorithm);
      sum.update(ByteBuffer.wrap(content));
      Checksum expected = sum.value();
      assertThat(info.checksums().whole(algorithm).orElse(expected)).isEqualTo(expected);
    }
  }

  @Test
  default void checksumsOfNothingAreNotFound() {
    try (ObjectStore store = harness().open()) {
      StoreFault fault = Calls.fault(store.inspector().info(source("nothing"), Optional.empty()));
      assertThat(fault.kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }

  /** A server that ignores the number of a part is found out. */
  @Test
  default void partsAreWhereTheyAreSaidToBe() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      long size = threeParts(store);
      harness().put(source("located"), content(size, 62), PLAIN);
      copyByParts(pinned(store, source("located")), destination("located"), PLAIN);
      List<ByteRange> ranges = ranges(store, size);
      for (int number = 1; number <= ranges.size(); number++) {
        Optional<ObjectPart> part = part(store, destination("located"), number);
        ByteRange expected = ranges.get(number - 1);
        assertThat(part.map(ObjectPart::range).orElse(expected)).isEqualTo(expected);
        assertThat(part.map(ObjectPart::partCount).orElse(ranges.size())).isEqualTo(ranges.size());
      }
      assertThat(part(store, source("located"), 1)).isEmpty();
    }
  }

  private static Optional<ObjectPart> part(ObjectStore store, ObjectLocation object, int number) {
    try {
      return Optional.of(Calls.done(store.inspector().part(object, Optional.empty(), number)));
    } catch (StoreException e) {
      assertThat(e.fault().kind()).isEqualTo(StoreFault.Kind.UNSUPPORTED);
      return Optional.empty();
    }
  }

  @Test
  default void attributesOfPartsAreRight() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      byte[] content = content(threeParts(store), 63);
      harness().put(source("listed"), content, PLAIN);
      copyByParts(pinned(store, source("listed")), destination("listed"), PLAIN);
      List<ByteRange> ranges = ranges(store, content.length);
      OptionalInt after = OptionalInt.of(0);
      while (after.isPresent()) {
        Optional<ObjectPartsPage> page = page(store, destination("listed"), after.getAsInt());
        for (ObjectPartsPage.Part part : page.map(ObjectPartsPage::parts).orElse(List.of())) {
          ByteRange range = ranges.get(part.partNumber() - 1);
          assertThat(part.size()).isEqualTo(range.length());
          for (Checksum checksum : part.checksums()) {
            RunningChecksum sum = RunningChecksum.of(checksum.algorithm());
            sum.update(ByteBuffer.wrap(content, (int) range.first(), (int) range.length()));
            assertThat(checksum).isEqualTo(sum.value());
          }
        }
        after = page.map(ObjectPartsPage::next).orElse(OptionalInt.empty());
      }
    }
  }

  private static Optional<ObjectPartsPage> page(
      ObjectStore store, ObjectLocation object, int after) {
    try {
      return Optional.of(Calls.done(store.inspector().partsAfter(object, Optional.empty(), after)));
    } catch (StoreException e) {
      assertThat(e.fault().kind()).isEqualTo(StoreFault.Kind.UNSUPPORTED);
      return Optional.empty();
    }
  }
}
