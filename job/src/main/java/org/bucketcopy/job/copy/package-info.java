/**
 * One run of {@code copy}: {@link org.bucketcopy.job.copy.CopyJob} from the look at both buckets to
 * the summary, {@link org.bucketcopy.job.copy.ObjectCopies} the copies themselves, {@link
 * org.bucketcopy.job.copy.RunCandidates} what there is to look at, {@link
 * org.bucketcopy.job.copy.CopyPlan} what is to be copied, {@link
 * org.bucketcopy.job.copy.RunRecords} what is kept of it so that it can be resumed.
 */
package org.bucketcopy.job.copy;
