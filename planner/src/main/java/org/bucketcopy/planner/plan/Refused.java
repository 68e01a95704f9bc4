package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreFault;

/**
 * The entry cannot be transferred, which no request is needed to know.
 *
 * @param pair the entry and where it would go
 * @param fault why, and what to do about it
 */
public record Refused(TransferPair pair, StoreFault fault) implements ObjectPlan {}
