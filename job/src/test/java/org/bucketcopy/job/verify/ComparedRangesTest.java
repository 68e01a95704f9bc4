package org.bucketcopy.job.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.wire.CompareRangeWork;
import org.bucketcopy.job.wire.ComparedRange;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ComparedRangesTest {
  private static final long RANGE = 10;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream err = System.err;
  private final WorkQueue queue = new WorkQueue();
  private final Findings findings =
      new Findings(new FindingLines(Optional.empty()), VerifyCounts.NONE);

  @BeforeEach
  void start() {
    System.setErr(new PrintStream(shown, true, UTF_8));
    Subject subject = new Subject("k", side("from"), side("to"));
    findings.listed(subject.key());
    ComparedRanges ranges = new ComparedRanges(subject, List.of(), RANGE, queue, findings);
    queue.announce(ranges.count());
    queue.add(ranges, ranges.count());
  }

  @AfterEach
  void stop() {
    System.setErr(err);
  }

  private static Subject.Side side(String bucket) {
    return Subject.Side.of(
        SourceObject.of(
            new Bucket("s3", bucket),
            new ListedObject(
                "k", new ObjectIdentity(ETag.of("e"), Optional.empty(), 35, 0), Optional.empty())));
  }

  @SuppressWarnings("unchecked")
  private List<Work<ComparedRange>> take(int most) {
    List<Work<ComparedRange>> taken = new ArrayList<>();
    queue
        .take(most, Long.MAX_VALUE, Long.MAX_VALUE, "here")
        .forEach(work -> taken.add((Work<ComparedRange>) work));
    return taken;
  }

  private static void equal(Work<ComparedRange> range) {
    range.done(new ComparedRange(OptionalLong.empty()));
  }

  private static void differs(Work<ComparedRange> range, long at) {
    range.done(new ComparedRange(OptionalLong.of(at)));
  }

  private static void fails(Work<ComparedRange> range) {
    range.failed(
        StoreFault.found(
            StoreFault.Kind.SOURCE_CHANGED,
            StoreOperation.READ_RANGE,
            "s3://from/k",
            "it changed"));
  }

  private void settled(Finding.Kind kind, String why) {
    assertThat(findings.counts().of(kind)).isEqualTo(1);
    assertThat(findings.counts().settled()).isEqualTo(1);
    assertThat(shown.toString(UTF_8)).contains(why).hasLineCount(1);
    assertThat(queue.ahead()).isZero();
    assertThat(take(9)).isEmpty();
  }

  @Test
  void allRangesMakeTheWhole() {
    List<Work<ComparedRange>> ranges = take(9);

    assertThat(ranges)
        .extracting(range -> ((CompareRangeWork) range.item(1)).range())
        .containsExactly(
            new ByteRange(0, 9),
            new ByteRange(10, 19),
            new ByteRange(20, 29),
            new ByteRange(30, 34));
    ranges.forEach(ComparedRangesTest::equal);
    assertThat(findings.counts().equalCount()).isEqualTo(1);
    assertThat(findings.counts().bytesRead()).isEqualTo(35);
    assertThat(queue.ahead()).isZero();
  }

  @Test
  void theFirstDifferenceOfAllIsFoundInWhateverOrderTheyCome() {
    List<Work<ComparedRange>> ranges = take(9);

    differs(ranges.get(2), 25);
    assertThat(ranges.get(3).wanted()).isFalse();
    assertThat(ranges.get(1).wanted()).isTrue();
    ranges.get(3).dropped();
    differs(ranges.get(1), 17);
    assertThat(findings.counts().settled()).isZero();
    equal(ranges.get(0));

    settled(Finding.Kind.DIFFERS, "from that at offset 17 on");
    assertThat(findings.counts().bytesRead()).isEqualTo(10 + 8 + 6);
  }

  @Test
  void whatIsBehindADifferenceIsNotRead() {
    List<Work<ComparedRange>> ranges = take(2);

    differs(ranges.get(0), 3);
    assertThat(take(9)).isEmpty();
    ranges.get(1).dropped();

    settled(Finding.Kind.DIFFERS, "offset 3 on");
  }

  @Test
  void aRangeThatFailsLeavesItUnverified() {
    List<Work<ComparedRange>> ranges = take(2);

    fails(ranges.get(1));
    assertThat(findings.counts().settled()).isZero();
    assertThat(take(9)).isEmpty();
    equal(ranges.get(0));

    settled(Finding.Kind.UNVERIFIED, "it changed");
  }

  @Test
  void aDifferenceCountsMoreThanARangeThatFails() {
    List<Work<ComparedRange>> ranges = take(3);

    fails(ranges.get(0));
    differs(ranges.get(2), 22);
    equal(ranges.get(1));

    settled(Finding.Kind.DIFFERS, "offset 22 on");
  }
}
