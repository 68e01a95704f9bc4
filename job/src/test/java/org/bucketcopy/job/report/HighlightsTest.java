package org.bucketcopy.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Strings;
import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

final class HighlightsTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final StoreFault FAULT =
      StoreFault.found(StoreFault.Kind.DENIED, StoreOperation.PUT_OBJECT, "t", "no");

  private final AtomicLong millis = new AtomicLong();
  private final Highlights highlights =
      new Highlights(
          new Ticker() {
            @Override
            public long read() {
              return TimeUnit.MILLISECONDS.toNanos(millis.get());
            }
          });
  private final Results results =
      new Results(new Report(Optional.empty()), failed -> {}, thrown -> {}, highlights);

  @Test
  void theSlowestAreKeptAndTheSlowestIsFirst() {
    for (int took = 0; took < 1_000; took++) {
      make("k" + took, took);
    }

    List<SlowObject> slowest = highlights.kept().slowest();
    assertThat(slowest).hasSize(100);
    assertThat(slowest.get(0).took()).isEqualTo(Duration.ofMillis(999));
    assertThat(slowest.get(99).took()).isEqualTo(Duration.ofMillis(900));
    assertThat(highlights.kept().made().get(Route.UPLOADED_WHOLE, Proof.SENT)).isEqualTo(1_000);
  }

  @Test
  void anObjectThatIsMadeASecondTimeTookAllOfThat() {
    results.begun(pair("k"));
    millis.addAndGet(5);
    results.begun(pair("k"));
    millis.addAndGet(7);

    results.copiedByParts(pair("k"), List.of(), Proof.CRC64NVME);

    assertThat(highlights.kept().slowest())
        .containsExactly(new SlowObject("k", 10, Route.UPLOADED_BY_PARTS, Duration.ofMillis(12)));
  }

  @Test
  void theFirstThousandFailedAreKept() {
    for (int index = 0; index < 2_000; index++) {
      results.failed(pair("k" + index), FAULT);
    }

    List<FailedObject> failed = highlights.kept().failed();
    assertThat(failed).hasSize(1_000);
    assertThat(failed.get(999)).isEqualTo(new FailedObject("k999", 10, FAULT));
  }

  @Test
  void ofVeryLongNamesFewerAreKept() {
    String longName = Strings.repeat("x", 1_024);
    for (int index = 0; index < 1_000; index++) {
      results.failed(pair(longName + index), FAULT);
    }

    assertThat(highlights.kept().failed()).hasSizeBetween(300, 500);
  }

  private void make(String name, long took) {
    results.begun(pair(name));
    millis.addAndGet(took);
    results.copiedWhole(pair(name), List.of(), Proof.SENT);
  }

  private static TransferPair pair(String name) {
    return new SourceFile(name, new FileState(10, 0)).to(BUCKET.object(name), Optional.empty());
  }
}
