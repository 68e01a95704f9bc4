/**
 * What {@code copy} does by itself: {@link org.bucketcopy.job.copy.Preflight} finds out whether one
 * bucket can be copied into another, {@link org.bucketcopy.job.copy.ObjectSource} lists both. All
 * else is a run's ({@code job.run}).
 */
package org.bucketcopy.job.copy;
