package org.bucketcopy.job.wire;

/**
 * Names a pump.
 *
 * @param executor the id Spark gave to its executor
 * @param attempt the id Spark gave to the attempt of the task that it runs in
 */
public record PumpName(String executor, long attempt) {}
