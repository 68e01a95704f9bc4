package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntryFilterTest {
  private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
  private static final ObjectFilter ALL = ObjectFilter.of(List.of(), List.of());

  private static SourceFile file(long size, Instant written) {
    return new SourceFile("file:/x/a", new FileState(size, written.toEpochMilli()));
  }

  private static SourceObject object(Optional<String> storageClass) {
    return new SourceObject(
        new Bucket("s3", "b").object("x/a"),
        new ObjectIdentity(ETag.of("e"), Optional.empty(), 1, 0),
        storageClass);
  }

  private static Optional<TimeLimits.Limit> age(String age) {
    return Optional.of(new TimeLimits.Age(Duration.parse(age), START));
  }

  private static Optional<TimeLimits.Limit> time(String time) {
    return Optional.of(new TimeLimits.Time(Instant.parse(time)));
  }

  private static EntryFilter of(TimeLimits times) {
    return new EntryFilter(ALL, SizeLimits.NONE, times, Set.of());
  }

  private static EntryFilter of(SizeLimits sizes) {
    return new EntryFilter(ALL, sizes, TimeLimits.NONE, Set.of());
  }

  @Test
  void withoutLimitsOnlyKeysCount() {
    EntryFilter filter = EntryFilter.of(ObjectFilter.of(List.of("a"), List.of()));

    assertThat(filter.accepts("a", file(0, Instant.EPOCH))).isTrue();
    assertThat(filter.accepts("b", file(0, Instant.EPOCH))).isFalse();
    assertThat(filter.accepts("a", object(Optional.of("GLACIER")))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"9, false", "10, true", "15, true", "20, true", "21, false"})
  void limitsOfSizeAreInclusive(long size, boolean taken) {
    EntryFilter filter = of(new SizeLimits(OptionalLong.of(10), OptionalLong.of(20)));

    assertThat(filter.accepts("a", file(size, START))).isEqualTo(taken);
    assertThat(filter.acceptsExtraneous("a", size)).isEqualTo(taken);
    assertThat(filter.acceptsUnusable("a", Optional.of(file(size, START).state())))
        .isEqualTo(taken);
  }

  @Test
  void oneSizeMayBeWanted() {
    EntryFilter filter = of(new SizeLimits(OptionalLong.of(10), OptionalLong.of(10)));

    assertThat(filter.accepts("a", file(10, START))).isTrue();
    assertThat(filter.accepts("a", file(11, START))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-08T23:59:59.999Z, false",
    "2026-03-09T00:00:00Z, true",
    "2026-03-10T11:59:59.999Z, true",
    "2026-03-10T12:00:00Z, false"
  })
  void aSpanOfTimeHasItsStartAndNotItsEnd(Instant written, boolean taken) {
    EntryFilter filter = of(new TimeLimits(age("PT36H"), time("2026-03-10T12:00:00Z")));

    assertThat(filter.accepts("a", file(1, written))).isEqualTo(taken);
  }

  @Test
  void agesAreMeasuredFromTheStartOfTheRun() {
    EntryFilter filter = of(new TimeLimits(age("P1D"), Optional.empty()));
    SourceEntry entry = file(1, START.minus(Duration.ofHours(30)));

    assertThat(filter.accepts("a", entry)).isFalse();
    assertThat(filter.startedAt(START.minus(Duration.ofHours(8))).accepts("a", entry)).isTrue();
  }

  @Test
  void timesStayWhereTheyAre() {
    EntryFilter filter = of(new TimeLimits(time("2026-03-01T00:00:00Z"), Optional.empty()));

    assertThat(filter.startedAt(Instant.EPOCH)).isEqualTo(filter);
  }

  @Test
  void aStorageClassIsTakenAsItIsNamed() {
    EntryFilter filter =
        new EntryFilter(ALL, SizeLimits.NONE, TimeLimits.NONE, Set.of("standard", "Glacier"));

    assertThat(filter.accepts("a", object(Optional.of("GLACIER")))).isTrue();
    assertThat(filter.accepts("a", object(Optional.of("STANDARD")))).isTrue();
    assertThat(filter.accepts("a", object(Optional.empty()))).isTrue();
    assertThat(filter.accepts("a", object(Optional.of("STANDARD_IA")))).isFalse();
    assertThat(filter.accepts("a", file(1, START))).isFalse();
  }

  @Test
  void whatIsNotKnownLeavesNothingOut() {
    EntryFilter filter =
        new EntryFilter(
            ObjectFilter.of(List.of(), List.of("tmp/")),
            new SizeLimits(OptionalLong.of(10), OptionalLong.empty()),
            new TimeLimits(age("PT1H"), Optional.empty()),
            Set.of("GLACIER"));

    assertThat(filter.acceptsUnusable("a", Optional.empty())).isTrue();
    assertThat(filter.acceptsUnusable("tmp/a", Optional.empty())).isFalse();
    assertThat(filter.acceptsExtraneous("a", 10)).isTrue();
    assertThat(filter.acceptsExtraneous("tmp/a", 10)).isFalse();
  }

  @Test
  void contradictionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeLimits(OptionalLong.of(2), OptionalLong.of(1)))
        .withMessage("--min-size is 2 bytes and --max-size only 1: no entry has both");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeLimits(age("P1D"), age("P7D")))
        .withMessageContaining("--newer-than is 2026-03-09T12:00:00Z and --older-than 2026-03-03");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeLimits(age("P1D"), time("2026-03-09T12:00:00Z")));
    assertThat(new TimeLimits(age("P7D"), age("P1D")).accepts(0)).isFalse();
  }
}
