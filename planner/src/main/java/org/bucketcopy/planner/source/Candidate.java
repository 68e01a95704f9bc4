package org.bucketcopy.planner.source;

/**
 * Something that a run may have work with: an entry of the source and its destination, an object
 * that is only at the destination, or an entry that fails by itself.
 */
public sealed interface Candidate permits TransferPair, ExtraneousObject, FailedEntry {}
