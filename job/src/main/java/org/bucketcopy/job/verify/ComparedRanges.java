package org.bucketcopy.job.verify;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.dispatch.PartSource;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.wire.CompareRangeWork;
import org.bucketcopy.job.wire.ComparedRange;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.Evidence;

/**
 * The bytes of a pair, compared range by range, many at a time. Of a pair that differs, the first
 * byte that does is found: what is behind a difference is not read any more. Thread-safe.
 */
final class ComparedRanges implements PartSource {
  /** Large enough that the requests are few, small enough that many executors read one object. */
  static final long RANGE = 64L << 20;

  private final Subject subject;
  private final List<String> metadata;
  private final WorkQueue queue;
  private final Findings findings;
  private final long size;
  private final long length;
  private long next;
  private int out;
  private long differs = Long.MAX_VALUE;
  private Optional<StoreFault> fault = Optional.empty();
  private boolean settled;

  /** Whether somebody has been shown that there is another one, and has not taken it yet. */
  private boolean claimed;

  /**
   * @param subject a pair of one size, which is not empty
   * @param metadata how what it carries differs
   */
  ComparedRanges(Subject subject, List<String> metadata, WorkQueue queue, Findings findings) {
    this(subject, metadata, RANGE, queue, findings);
  }

  /**
   * @param length of each range but the last, in bytes
   */
  ComparedRanges(
      Subject subject, List<String> metadata, long length, WorkQueue queue, Findings findings) {
    this.length = length;
    this.subject = subject;
    this.metadata = metadata;
    this.queue = queue;
    this.findings = findings;
    this.size = subject.shown().orElseThrow().size();
  }

  /** How many ranges there are. */
  long count() {
    return ranges(size);
  }

  private long ranges(long bytes) {
    return (bytes + length - 1) / length;
  }

  @Override
  public synchronized boolean hasNext() {
    claimed = next < size && !broken();
    return claimed;
  }

  private boolean broken() {
    return differs < next || fault.isPresent();
  }

  @Override
  public synchronized Work<?> next(String host) {
    ByteRange range = new ByteRange(next, Math.min(next + length, size) - 1);
    next += length;
    claimed = false;
    out++;
    return new Range(range);
  }

  private void settleIfDone() {
    boolean over;
    synchronized (this) {
      over = out == 0 && !claimed && !settled && (next >= size || broken());
      if (over) {
        settled = true;
        long left = next >= size ? 0 : ranges(size - next);
        if (left > 0) {
          queue.release(left);
        }
        next = size;
      }
    }
    if (over) {
      settle();
    }
  }

  private void settle() {
    if (differs < Long.MAX_VALUE) {
      findings.compared(
          subject,
          new Comparison.Different("its bytes differ from that at offset " + differs + " on"),
          metadata);
    } else if (fault.isPresent()) {
      findings.found(
          subject.key(),
          Finding.of(Finding.Kind.UNVERIFIED, subject, Finding.Detail.of(fault.orElseThrow())));
    } else {
      findings.compared(subject, new Comparison.Equal(Evidence.BYTES), metadata);
    }
  }

  /** One of them. */
  private final class Range implements Work<ComparedRange> {
    private final ByteRange range;

    Range(ByteRange range) {
      this.range = range;
    }

    @Override
    public CompareRangeWork item(long id) {
      return new CompareRangeWork(
          id,
          subject.source().entry().orElseThrow(),
          subject.destination().entry().orElseThrow(),
          range);
    }

    @Override
    public long bytesSent() {
      return 0;
    }

    @Override
    public long bytes() {
      return item(0).bytes();
    }

    @Override
    public boolean wanted() {
      synchronized (ComparedRanges.this) {
        return range.first() < differs;
      }
    }

    @Override
    public boolean hedgeable() {
      return false;
    }

    @Override
    public void done(ComparedRange result) {
      findings.read(
          result.firstDifference().isPresent()
              ? result.firstDifference().getAsLong() - range.first() + 1
              : range.length());
      synchronized (ComparedRanges.this) {
        out--;
        result.firstDifference().ifPresent(at -> differs = Math.min(differs, at));
      }
      settleIfDone();
    }

    @Override
    public void failed(StoreFault failure) {
      synchronized (ComparedRanges.this) {
        out--;
        fault = fault.or(() -> Optional.of(failure));
      }
      settleIfDone();
    }

    @Override
    public void dropped() {
      synchronized (ComparedRanges.this) {
        out--;
      }
      settleIfDone();
    }
  }
}
