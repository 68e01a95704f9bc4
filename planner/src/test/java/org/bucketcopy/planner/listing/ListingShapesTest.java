package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.KeyMapping;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However keys are spread, a long listing takes few requests more, and much less time. */
class ListingShapesTest {
  private static final int PAGE = 10;
  private static final int PAGES = 2000;
  private static final int IN_FLIGHT = 32;

  @ParameterizedTest
  @EnumSource
  void sourceAloneIsSplitWell(ListingShape shape) {
    Set<String> keys = shape.keys(PAGE * PAGES);
    check(keys, Set.of(), 1, shape.maxTicks(PAGES));
  }

  @ParameterizedTest
  @EnumSource
  void bothSidesAreSplitInStep(ListingShape shape) {
    Set<String> keys = shape.keys(PAGE * PAGES);
    check(keys, keys, 2, shape.maxTicks(PAGES));
  }

  private static void check(Set<String> keys, Set<String> there, int sides, int maxTicks) {
    SimulatedClock clock = new SimulatedClock();
    SimulatedListing source = new SimulatedListing(keys, KeyOrder.UTF_8, () -> PAGE, clock);
    SimulatedListing existing = new SimulatedListing(there, KeyOrder.UTF_8, () -> PAGE, clock);
    ObjectPrefix prefix = new ObjectPrefix(new Bucket("s3", "a"), "x/");
    PairedListing listing =
        new PairedListing(
            new KeyMapping(prefix, prefix), source, existing, IN_FLIGHT, Extraneous.IGNORED, clock);
    List<String> listed = new ArrayList<>();
    while (listing.hasNext()) {
      CopyPair pair = (CopyPair) listing.next();
      listed.add(pair.source().location().key());
      assertThat(pair.existing().isPresent())
          .isEqualTo(there.contains(pair.source().location().key()));
    }
    assertThat(listed).hasSameSizeAs(keys);
    assertThat(new HashSet<>(listed)).isEqualTo(keys);
    int pages = (keys.size() + PAGE - 1) / PAGE;
    String figures =
        String.format(
            Locale.ROOT,
            "%d pages: %d requests of the source, %d of the destination, %d looks, %d ticks",
            pages,
            source.requests(),
            existing.requests(),
            existing.looked().size(),
            clock.ticks());
    assertThat(source.requests()).as(figures).isLessThan(pages * 11 / 10 + 20);
    assertThat(source.requests() + existing.requests())
        .as(figures)
        .isLessThan(sides * pages * 11 / 10 + 100);
    assertThat(clock.ticks()).as(figures).isLessThanOrEqualTo(maxTicks * (sides + 1) / 2);
    assertThat(existing.looked()).as(figures).hasSizeLessThan(pages);
  }
}
