package org.bucketcopy.job.run;

import org.bucketcopy.planner.plan.CompareRule;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;

/**
 * Which entries of a source are transferred.
 *
 * @param filter by their keys below the source
 * @param ifExists what to do with those whose destination exists
 * @param compare what counts as being there already
 */
public record Selection(ObjectFilter filter, IfExists ifExists, CompareRule compare) {}
