package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.primitives.ImmutableLongArray;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.StoreLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizingTest {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final long TIB = 1024 * GIB;
  private static final StoreLimits SMALL_PARTS =
      new StoreLimits(10_000, 100 * 1024, 5_000_000_000L, 50_000_000_000_000L, GIB, 1023);
  private static final StoreLimits FEW_PARTS =
      new StoreLimits(1000, 5 * MIB, 5 * GIB, 1000 * 5 * GIB, 5 * GIB, 1024);

  @ParameterizedTest
  @CsvSource({
    // size, wanted, expected part size, expected count
    "1, 1, 5242880, 1",
    "5242880, 1, 5242880, 1",
    "5242881, 1, 5242880, 2",
    "1073741824, 134217728, 134217728, 8",
    "1073741825, 134217728, 134217728, 9",
    "1073741824, 134217729, 135266304, 8",
    // 10,000 parts of 128 MiB, and one byte more
    "1342177280000, 134217728, 134217728, 10000",
    "1342177280001, 134217728, 135266304, 9923",
    // all that S3 can hold
    "53687091200000, 8388608, 5368709120, 10000",
    "53687091199999, 8388608, 5368709120, 10000"
  })
  void partIsTheSmallestWholeMebibyteThatDoes(long size, long wanted, long part, int count) {
    PartLayout layout = PartSizing.layout(size, wanted, StoreLimits.S3);
    assertThat(layout.partSize()).isEqualTo(part);
    assertThat(layout.partCount()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    // size, wanted, expected part size, expected count
    "1073741824, 1, 107375, 10000",
    "1024000000, 1, 102400, 10000",
    "10485760, 102400, 102400, 103",
    "10485760, 150000, 150000, 70",
    "10485760, 1048575, 1048575, 11",
    "10485760, 1048577, 2097152, 5",
    "104857600000, 102400, 10485760, 10000"
  })
  void belowAMebibyteThePartIsAsWantedWhereTheStoreTakesIt(
      long size, long wanted, long part, int count) {
    PartLayout layout = PartSizing.layout(size, wanted, SMALL_PARTS);
    assertThat(layout.partSize()).isEqualTo(part);
    assertThat(layout.partCount()).isEqualTo(count);
  }

  @Test
  void wantedPartLargerThanTheStoreTakesIsCut() {
    assertThat(PartSizing.layout(TIB, Long.MAX_VALUE, StoreLimits.S3).partSize())
        .isEqualTo(5 * GIB);
    assertThat(PartSizing.layout(TIB, Long.MAX_VALUE, SMALL_PARTS).partSize())
        .isEqualTo(5_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 53_687_091_200_001L, Long.MAX_VALUE})
  void sizeThatCannotBeHeldIsRefused(long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartSizing.layout(size, 8 * MIB, StoreLimits.S3))
        .withMessageContaining(String.valueOf(size));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
  void partWithoutBytesIsRefused(long wanted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartSizing.layout(GIB, wanted, StoreLimits.S3));
  }

  @Test
  void layoutChecksItself() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PartLayout(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PartLayout(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PartLayout(1L << 40, 1));
    PartLayout layout = new PartLayout(10, 4);
    assertThat(List.of(layout.range(1), layout.range(2), layout.range(3)))
        .containsExactly(new ByteRange(0, 3), new ByteRange(4, 7), new ByteRange(8, 9));
    assertThatIllegalArgumentException().isThrownBy(() -> layout.range(0));
    assertThatIllegalArgumentException().isThrownBy(() -> layout.range(4));
  }

  @Test
  void partsOfAnySizesFollowEachOther() {
    PartLayout uneven = PartLayout.of(List.of(4L, 5L, 1L));

    assertThat(uneven.isUneven()).isTrue();
    assertThat(uneven.size()).isEqualTo(10);
    assertThat(uneven.partCount()).isEqualTo(3);
    assertThat(List.of(uneven.range(1), uneven.range(2), uneven.range(3)))
        .containsExactly(new ByteRange(0, 3), new ByteRange(4, 8), new ByteRange(9, 9));
    assertThat(uneven.sizes().boxed()).containsExactly(4L, 5L, 1L);
    assertThat(uneven).isEqualTo(PartLayout.of(List.of(4L, 5L, 1L)));
    assertThat(PartLayout.of(List.of(4L, 5L)).isUneven()).as("the last is the largest").isTrue();
  }

  @Test
  void evenPartsAreWrittenInOneWay() {
    assertThat(PartLayout.of(List.of(4L, 4L, 2L))).isEqualTo(new PartLayout(10, 4));
    assertThat(PartLayout.of(List.of(4L, 4L))).isEqualTo(new PartLayout(8, 4));
    assertThat(PartLayout.of(List.of(7L))).isEqualTo(new PartLayout(7, 7));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PartLayout(10, 4, ImmutableLongArray.of(4, 8, 10)));
  }

  @Test
  void unevenPartsCheckThemselves() {
    assertThatIllegalArgumentException().isThrownBy(() -> PartLayout.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> PartLayout.of(List.of(4L, 0L, 5L)));
    for (long[] ends : new long[][] {{4, 9}, {3, 8, 10}, {4, 4, 10}, {4, 9, 11}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PartLayout(10, 4, ImmutableLongArray.copyOf(ends)));
    }
  }

  @Test
  void aStoreSaysWhyItTakesNoSuchParts() {
    StoreLimits limits = new StoreLimits(3, 4, 6, 18, 6, 1024);

    assertThat(PartSizing.flaw(PartLayout.of(List.of(4L, 6L, 1L)), limits)).isEmpty();
    assertThat(PartSizing.flaw(PartLayout.of(List.of(1L)), limits)).isEmpty();
    assertThat(PartSizing.flaw(new PartLayout(16, 4), limits))
        .contains("it has 4 parts and the store takes 3");
    assertThat(PartSizing.flaw(PartLayout.of(List.of(4L, 7L)), limits))
        .contains("it has a part of 7 bytes and the store takes 6");
    assertThat(PartSizing.flaw(PartLayout.of(List.of(4L, 3L, 4L)), limits).orElseThrow())
        .contains("it has a part of 3 bytes before the last");
  }

  @Property
  void rangesCoverTheObjectExactlyAndKeepTheLimits(
      @ForAll("limits") StoreLimits limits,
      @ForAll @LongRange(min = 1, max = 53_687_091_200_000L) long anySize,
      @ForAll @LongRange(min = 1, max = 6_000_000_000L) long wanted) {
    long size = Math.min(anySize, limits.maxObjectSize());
    PartLayout layout = PartSizing.layout(size, wanted, limits);
    assertThat(layout.partCount()).isBetween(1, limits.maxParts());
    long covered = 0;
    for (int number = 1; number <= layout.partCount(); number++) {
      ByteRange range = layout.range(number);
      boolean last = number == layout.partCount();
      assertThat(range.first() == covered).isTrue();
      assertThat(range.length() <= limits.maxPartSize()).isTrue();
      assertThat(last || range.length() >= limits.minPartSize()).isTrue();
      assertThat(last || range.length() == layout.partSize()).isTrue();
      covered = range.last() + 1;
    }
    assertThat(covered).isEqualTo(size);
  }

  @Provide
  Arbitrary<StoreLimits> limits() {
    return Arbitraries.of(StoreLimits.S3, SMALL_PARTS, FEW_PARTS);
  }
}
