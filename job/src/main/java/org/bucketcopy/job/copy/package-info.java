/**
 * What {@code copy} does by itself: {@link org.bucketcopy.job.copy.Preflight} finds out whether one
 * bucket can be copied into another, {@link org.bucketcopy.job.copy.EtagCheck} whether copies can
 * have the ETags of their sources, {@link org.bucketcopy.job.copy.PartProbe} what the destination's
 * store allows and honours, {@link org.bucketcopy.job.copy.ObjectSource} lists both, or looks at a
 * single object. All else is a run's ({@code job.run}).
 */
package org.bucketcopy.job.copy;
