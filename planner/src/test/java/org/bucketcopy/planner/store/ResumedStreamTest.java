package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bucketcopy.planner.model.ByteRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumedStreamTest {
  private static final int SIZE = 10_000;
  private static final ByteRange RANGE = new ByteRange(10, SIZE - 1);

  private final byte[] bytes = bytes();
  private final List<Long> opened = new ArrayList<>();

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** Streams that end or break off after so many bytes, unless they come to the end first. */
  private RangeSource source(int after, IOException failure) {
    return new RangeSource() {
      @Override
      public InputStream open(ByteRange range) {
        opened.add(range.first());
        return broken((int) range.first(), after, failure);
      }

      @Override
      public String uri() {
        return "s3://b/k";
      }
    };
  }

  private InputStream broken(int first, int after, IOException failure) {
    return new InputStream() {
      private final InputStream in =
          new ByteArrayInputStream(bytes, first, Math.min(after, SIZE - first));

      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] into, int offset, int most) throws IOException {
        int got = in.read(into, offset, most);
        if (got < 0) {
          throw failure;
        }
        return got;
      }
    };
  }

  private static IOException fault(StoreFault.Kind kind) {
    return new SourceFaultException(
        StoreFault.found(kind, StoreOperation.READ_RANGE, "s3://b/k", "so it is"));
  }

  private byte[] expected() {
    return Arrays.copyOfRange(bytes, 10, SIZE);
  }

  @Test
  void readingGoesOnAtTheByteWhereItStopped() throws IOException {
    try (InputStream in = new ResumedStream(source(1_000, new IOException("reset")), RANGE)) {
      assertThat(in.readAllBytes()).isEqualTo(expected());
    }

    assertThat(opened)
        .containsExactly(10L, 1010L, 2010L, 3010L, 4010L, 5010L, 6010L, 7010L, 8010L, 9010L);
  }

  @Test
  void whatWasOpenedAlreadyIsReadFirst() throws IOException {
    InputStream first = broken(10, 100, new IOException("reset"));
    try (InputStream in = new ResumedStream(source(SIZE, new IOException("end")), RANGE, first)) {
      assertThat(in.readAllBytes()).isEqualTo(expected());
    }

    assertThat(opened).containsExactly(110L);
  }

  @Test
  void whatNeverGivesAByteFails() throws IOException {
    try (InputStream in = new ResumedStream(source(0, fault(StoreFault.Kind.TRANSIENT)), RANGE)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(SourceFaultException.class)
          .hasMessageContaining("so it is");
    }

    assertThat(opened).hasSize(5);
  }

  @Test
  void bytesThatEndEarlyAreAskedForAgain() throws IOException {
    RangeSource ends =
        new RangeSource() {
          @Override
          public InputStream open(ByteRange range) {
            opened.add(range.first());
            return InputStream.nullInputStream();
          }

          @Override
          public String uri() {
            return "s3://b/k";
          }
        };

    try (InputStream in = new ResumedStream(ends, RANGE)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(SourceFaultException.class)
          .hasMessageContaining("s3://b/k")
          .hasMessageContaining("the bytes end before 9999");
    }

    assertThat(opened).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreFault.Kind.class,
      names = {"SOURCE_CHANGED", "DENIED", "NOT_FOUND", "UNSUPPORTED"})
  void whatDoesNotPassIsNotReadAgain(StoreFault.Kind kind) throws IOException {
    try (InputStream in = new ResumedStream(source(100, fault(kind)), RANGE)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOfSatisfying(
              SourceFaultException.class, e -> assertThat(e.fault().kind()).isEqualTo(kind));
    }

    assertThat(opened).hasSize(1);
  }

  @Test
  void aStreamThatIsClosedReadsNoMore() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    InputStream stuck =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("not asked for");
          }

          @Override
          public int read(byte[] into, int offset, int most) throws IOException {
            reading.countDown();
            try {
              closed.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    InputStream in = new ResumedStream(source(SIZE, new IOException("end")), RANGE, stuck);
    CompletableFuture<Throwable> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                in.readAllBytes();
                return new AssertionError("it was read");
              } catch (IOException e) {
                return e;
              }
            });
    reading.await();

    in.close();

    assertThat(end.get()).isInstanceOf(IOException.class);
    assertThat(opened).isEmpty();
    assertThatThrownBy(in::read).hasMessageContaining("closed");
  }
}
