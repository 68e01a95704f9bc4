/**
 * What a run has done, as far as it is known: {@link org.bucketcopy.job.report.Results} counts what
 * becomes of each object, {@link org.bucketcopy.job.report.Report} lists those that failed or lost
 * something, {@link org.bucketcopy.job.report.Highlights} keeps what a page shows of single
 * objects, {@link org.bucketcopy.job.report.Progress} measures how far the run is, and {@link
 * org.bucketcopy.job.report.ProgressDisplay} shows that on standard error.
 */
package org.bucketcopy.job.report;
