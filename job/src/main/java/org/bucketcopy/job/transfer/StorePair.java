package org.bucketcopy.job.transfer;

import org.bucketcopy.planner.store.ObjectStore;

/**
 * The two stores of a copy, as the driver sees them.
 *
 * @param source the store to read from
 * @param destination the store that makes the copies
 */
public record StorePair(ObjectStore source, ObjectStore destination) {}
