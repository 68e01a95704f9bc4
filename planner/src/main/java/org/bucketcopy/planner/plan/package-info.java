/**
 * From a listed object to what has to be done for it: pure arithmetic, no input or output. What
 * must be copied ({@link org.bucketcopy.planner.plan.SkipRule}), where to ({@link
 * org.bucketcopy.planner.plan.KeyMapping}), and in which ranges ({@link
 * org.bucketcopy.planner.plan.PartSizing}).
 */
package org.bucketcopy.planner.plan;
