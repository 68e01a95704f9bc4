package org.bucketcopy.job.verify;

import java.util.List;
import java.util.Set;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.wire.CompareWork;
import org.bucketcopy.job.wire.Compared;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.ContentComparison;
import org.bucketcopy.planner.verify.Evidence;
import org.bucketcopy.planner.verify.KnownContent;
import org.bucketcopy.planner.verify.MetadataAspect;

/** Decides which comparison a key needs, and puts it into the queue. */
final class Comparing {
  private final Checks checks;
  private final WorkQueue queue;
  private final Findings findings;

  /**
   * @param queue where comparisons go
   * @param findings notified of what they show
   */
  Comparing(Checks checks, WorkQueue queue, Findings findings) {
    this.checks = checks;
    this.queue = queue;
    this.findings = findings;
  }

  /** What a key needs. */
  enum Need {
    /** The listings have decided. */
    NOTHING,
    /** The stores are asked, or a file is read. */
    LOOK,
    /** All bytes are read. */
    READ
  }

  /** What is known of a key that both sides have. */
  record Verdict(Need need, Comparison known) {}

  /**
   * What the listings show of a pair, and what has to be done beside.
   *
   * @param subject a pair
   */
  static Verdict verdict(Checks checks, Subject subject) {
    SourceEntry source = subject.source().entry().orElseThrow();
    SourceEntry destination = subject.destination().entry().orElseThrow();
    Comparison listed = listed(source, destination);
    if (!checks.metadata().isEmpty()) {
      return new Verdict(Need.LOOK, listed);
    }
    if (listed instanceof Comparison.Different || source.size() == 0) {
      return new Verdict(Need.NOTHING, listed);
    }
    if (checks.all()) {
      return new Verdict(Need.READ, listed);
    }
    if (!(listed instanceof Comparison.Undecided)) {
      return new Verdict(Need.NOTHING, listed);
    }
    return checks.level() == Checks.Level.LISTING
        ? new Verdict(Need.NOTHING, new Comparison.Equal(Evidence.SIZE))
        : new Verdict(Need.LOOK, listed);
  }

  private static Comparison listed(SourceEntry source, SourceEntry destination) {
    Comparison listed = ContentComparison.of(known(source), known(destination));
    boolean empty = source.size() == 0 && destination.size() == 0;
    return empty ? new Comparison.Equal(Evidence.SIZE) : listed;
  }

  private static KnownContent known(SourceEntry entry) {
    ETag etag =
        entry instanceof SourceObject object
            ? object.identity().etag()
            : ETag.of("no etag: " + entry.uri());
    return new KnownContent(entry.size(), etag, ContentChecksums.NONE);
  }

  /**
   * Takes a key that is listed.
   *
   * @throws InterruptedException if the run is to stop
   */
  void take(Subject subject) throws InterruptedException {
    if (!subject.isPair()) {
      findings.found(
          subject.key(),
          Finding.of(
              subject.source().entry().isPresent() ? Finding.Kind.MISSING : Finding.Kind.EXTRA,
              subject,
              Finding.Detail.NONE));
      return;
    }
    Verdict verdict = verdict(checks, subject);
    switch (verdict.need()) {
      case NOTHING -> findings.compared(subject, verdict.known(), List.of());
      case LOOK -> {
        queue.reserve(1);
        queue.add(new Look(subject), subject.shown().orElseThrow().size());
      }
      case READ -> {
        queue.reserve(1);
        queue.release(1);
        read(subject, List.of());
      }
    }
  }

  private void read(Subject subject, List<String> metadata) {
    ComparedRanges ranges = new ComparedRanges(subject, metadata, queue, findings);
    queue.announce(ranges.count());
    queue.add(ranges, ranges.count());
  }

  /** A comparison by what the stores know. */
  private final class Look implements Work<Compared> {
    private final Subject subject;

    Look(Subject subject) {
      this.subject = subject;
    }

    @Override
    public CompareWork item(long id) {
      Set<MetadataAspect> metadata = checks.metadata();
      return new CompareWork(
          id,
          subject.source().entry().orElseThrow(),
          subject.destination().entry().orElseThrow(),
          metadata);
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
      return true;
    }

    @Override
    public boolean hedgeable() {
      return subject.source().entry().orElseThrow() instanceof SourceObject
          && subject.destination().entry().orElseThrow() instanceof SourceObject;
    }

    @Override
    public void done(Compared result) {
      boolean decided =
          checks.all()
              ? !(result.content() instanceof Comparison.Equal
                  || result.content() instanceof Comparison.Undecided)
              : !(result.content() instanceof Comparison.Undecided);
      boolean empty = subject.shown().orElseThrow().size() == 0;
      boolean sameSize =
          subject
              .source()
              .entry()
              .map(SourceEntry::size)
              .equals(subject.destination().entry().map(SourceEntry::size));
      if (checks.level() == Checks.Level.BYTES && !decided && !empty && sameSize) {
        read(subject, result.metadata());
      } else {
        findings.compared(subject, result.content(), result.metadata());
      }
    }

    @Override
    public void failed(StoreFault fault) {
      findings.found(
          subject.key(), Finding.of(Finding.Kind.UNVERIFIED, subject, Finding.Detail.of(fault)));
    }

    @Override
    public void dropped() {}
  }
}
