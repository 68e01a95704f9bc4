/**
 * From a candidate to what has to be done for it: pure arithmetic, no input or output. Whether it
 * is copied ({@link org.bucketcopy.planner.plan.ObjectFilter}, {@link
 * org.bucketcopy.planner.plan.SkipRule}), how ({@link org.bucketcopy.planner.plan.CopyPlanner}),
 * and in which parts ({@link org.bucketcopy.planner.plan.PartSizing}).
 *
 * <p>Parts are all of one size but the last. Parts balanced to the byte would make no copy faster,
 * and a round size can be recognised in a listing of parts.
 */
package org.bucketcopy.planner.plan;
