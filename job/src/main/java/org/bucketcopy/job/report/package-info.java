/**
 * What a run has done, as far as it is known: {@link org.bucketcopy.job.report.Results} counts what
 * becomes of each object, {@link org.bucketcopy.job.report.Report} lists those that failed or lost
 * something, {@link org.bucketcopy.job.report.Progress} prints how far the run is.
 */
package org.bucketcopy.job.report;
