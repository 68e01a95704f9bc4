package org.bucketcopy.planner.plan;

/** What became of one entry of the source's listing: work to do, or a failure of this entry. */
public sealed interface SourceEntry permits CopyPair, FailedEntry {}
