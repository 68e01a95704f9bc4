package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.store.StoreFault;

/**
 * The object cannot be copied, which no request is needed to know.
 *
 * @param pair the object and where it would go
 * @param fault why, and what to do about it
 */
public record Refused(CopyPair pair, StoreFault fault) implements ObjectPlan {}
