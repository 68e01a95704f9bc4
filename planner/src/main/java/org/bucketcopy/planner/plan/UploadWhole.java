package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.source.UploadPair;

/**
 * One PutObject sends the file.
 *
 * @param pair the file and where it goes
 */
public record UploadWhole(UploadPair pair) implements ObjectPlan {}
