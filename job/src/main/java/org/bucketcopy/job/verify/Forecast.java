package org.bucketcopy.job.verify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.MetadataAspect;

/**
 * Counts what a verification would ask and read at most, without doing it. Listing is not counted
 * here: the walk has to make it.
 */
final class Forecast {
  private final Checks checks;
  private final Findings findings;
  private final Map<StoreOperation, Long> requests = new EnumMap<>(StoreOperation.class);

  Forecast(Checks checks, Findings findings) {
    this.checks = checks;
    this.findings = findings;
  }

  void add(Subject subject) {
    if (!subject.isPair()) {
      findings.compared(
          subject,
          subject.source().entry().isPresent() ? new Comparison.Missing() : new Comparison.Extra(),
          List.of());
      return;
    }
    Comparing.Verdict verdict = Comparing.verdict(checks, subject);
    long objects =
        Stream.of(subject.source(), subject.destination())
            .filter(side -> side.entry().orElseThrow() instanceof SourceObject)
            .count();
    SourceEntry source = subject.source().entry().orElseThrow();
    boolean reads = verdict.need() == Comparing.Need.READ;
    if (verdict.need() == Comparing.Need.LOOK) {
      count(StoreOperation.HEAD_OBJECT, objects);
      count(
          StoreOperation.READ_TAGS, checks.metadata().contains(MetadataAspect.TAGS) ? objects : 0);
      reads =
          checks.level() == Checks.Level.BYTES
              && (checks.all() || verdict.known() instanceof Comparison.Undecided);
      if (objects == 1) {
        findings.read(source.size());
      }
    } else {
      findings.compared(subject, verdict.known(), List.of());
    }
    if (reads) {
      count(
          StoreOperation.READ_RANGE,
          objects * ((source.size() + ComparedRanges.RANGE - 1) / ComparedRanges.RANGE));
      findings.read(source.size());
    }
  }

  private void count(StoreOperation operation, long times) {
    if (times > 0) {
      requests.merge(operation, times, Long::sum);
    }
  }

  RequestCounts requests() {
    return new RequestCounts(requests, 0, 0);
  }
}
