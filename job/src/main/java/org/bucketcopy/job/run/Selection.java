package org.bucketcopy.job.run;

import java.time.Instant;
import java.util.Optional;
import org.bucketcopy.planner.plan.CompareRule;
import org.bucketcopy.planner.plan.EntryFilter;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;

/**
 * Which entries of a source are transferred.
 *
 * @param filter by what the source shows of them
 * @param ifExists what to do with those whose destination exists
 * @param compare what counts as being there already
 * @param last by their keys, those that are transferred once all others are in; empty for none
 */
public record Selection(
    EntryFilter filter, IfExists ifExists, CompareRule compare, Optional<ObjectFilter> last) {
  /** The same of a run that started then. */
  Selection startedAt(Instant start) {
    return new Selection(filter.startedAt(start), ifExists, compare, last);
  }
}
