package org.bucketcopy.planner.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.RangeSource;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

class ByteComparisonTest {
  private static final int SIZE = 1_000_000;
  private final byte[] bytes = bytes();

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private RangeSource content(byte[] held) {
    return new Held(held, Integer.MAX_VALUE, 0);
  }

  /** Bytes whose streams break off. */
  private static final class Held implements RangeSource {
    private final byte[] bytes;

    /** How many bytes a stream gives that breaks off. */
    private final int after;

    /** How many more streams break off. */
    private int fails;

    private int opened;

    Held(byte[] bytes, int after, int fails) {
      this.bytes = bytes;
      this.after = after;
      this.fails = fails;
    }

    @Override
    public InputStream open(ByteRange range) {
      opened++;
      int first = (int) range.first();
      return fails-- > 0
          ? new Broken(new ByteArrayInputStream(bytes, first, after))
          : new ByteArrayInputStream(bytes, first, (int) range.length());
    }

    @Override
    public String uri() {
      return "file:/a";
    }
  }

  @Test
  void theFirstByteThatDiffersIsFound() {
    ByteRange range = new ByteRange(10, SIZE - 1);
    assertThat(new ByteComparison(content(bytes), content(bytes)).firstDifference(range)).isEmpty();

    for (int at : new int[] {10, 131_081, 131_082, 131_083, SIZE - 1}) {
      byte[] other = bytes.clone();
      other[at]++;
      other[SIZE - 1]++;
      assertThat(new ByteComparison(content(bytes), content(other)).firstDifference(range))
          .hasValue(at);
    }
  }

  @Test
  void whatIsOutsideOfTheRangeIsNotRead() {
    byte[] other = bytes.clone();
    other[9]++;
    other[21]++;

    assertThat(
            new ByteComparison(content(bytes), content(other))
                .firstDifference(new ByteRange(10, 20)))
        .isEmpty();
  }

  @Test
  void readingGoesOnBehindWhatWasCompared() {
    Held breaking = new Held(bytes, 200_000, 7);
    byte[] other = bytes.clone();
    other[SIZE - 1]++;

    assertThat(
            new ByteComparison(breaking, content(other))
                .firstDifference(new ByteRange(0, SIZE - 1)))
        .hasValue(SIZE - 1);
    assertThat(breaking.opened).isEqualTo(5);
  }

  @Test
  void whatNeverGivesAByteFails() {
    Held dead = new Held(bytes, 0, Integer.MAX_VALUE);

    assertThatThrownBy(
            () -> new ByteComparison(content(bytes), dead).firstDifference(new ByteRange(0, 5)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the connection was reset");
    assertThat(dead.opened).isEqualTo(5);
  }

  @Test
  void aStreamThatIsTooShortFails() {
    RangeSource shorter = content(Arrays.copyOf(bytes, SIZE));
    RangeSource cut =
        new RangeSource() {
          @Override
          public InputStream open(ByteRange range) {
            int first = (int) Math.min(100, range.first());
            return new ByteArrayInputStream(bytes, first, 100 - first);
          }

          @Override
          public String uri() {
            return "s3://b/k";
          }
        };

    assertThatThrownBy(
            () -> new ByteComparison(shorter, cut).firstDifference(new ByteRange(0, 999)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("s3://b/k");
  }

  @Test
  void whatHasChangedIsNotReadAgain() {
    StoreFault changed =
        StoreFault.found(
            StoreFault.Kind.SOURCE_CHANGED, StoreOperation.READ_RANGE, "file:/a", "changed");
    int[] opened = {0};
    RangeSource other =
        new RangeSource() {
          @Override
          public InputStream open(ByteRange range) throws IOException {
            opened[0]++;
            throw new SourceFaultException(changed);
          }

          @Override
          public String uri() {
            return "file:/a";
          }
        };

    assertThatThrownBy(
            () -> new ByteComparison(content(bytes), other).firstDifference(new ByteRange(0, 9)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.fault()).isEqualTo(changed));
    assertThat(opened[0]).isEqualTo(1);
  }

  /** Fails where the bytes end. */
  private static final class Broken extends FilterInputStream {
    Broken(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = super.read(into, offset, length);
      if (got < 0) {
        throw new IOException("the connection was reset");
      }
      return got;
    }
  }
}
