package org.bucketcopy.job.wire;

/**
 * Where an executor is.
 *
 * @param host its host, as Spark names it
 * @param destination where it reaches the bucket that is written to
 */
public record ExecutorSite(String host, String destination) {}
