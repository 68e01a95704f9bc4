package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.source.CopyPair;

/**
 * One CopyObject copies the object.
 *
 * @param pair the object and where it goes
 */
public record CopyWhole(CopyPair pair) implements ObjectPlan {}
