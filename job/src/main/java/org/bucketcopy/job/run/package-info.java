/**
 * One run of a command that transfers: {@link org.bucketcopy.job.run.TransferJob} from the looks at
 * its ends to the summary, {@link org.bucketcopy.job.run.DistributedRun} the transfers themselves,
 * {@link org.bucketcopy.job.run.RunPlan} what is to be transferred, {@link
 * org.bucketcopy.job.run.RunRecords} what is kept of it so that it can be resumed, {@link
 * org.bucketcopy.job.run.RunStatus} how far it is, for all who look: the status file, standard
 * error and Spark's metrics show what one {@link org.bucketcopy.job.run.LiveRun} says.
 *
 * <p>{@link org.bucketcopy.job.run.StreamJob} uploads standard input: no executor can read it, so
 * it starts no Spark.
 *
 * <p>{@link org.bucketcopy.job.run.RunRecorder} records how a run goes, and {@link
 * org.bucketcopy.job.run.RunPage} makes its page of that. A page must not delay the end of a run:
 * nothing waits for it longer than some seconds, and without it the run is the same.
 *
 * <p>What any run on executors has is {@link org.bucketcopy.job.run.RunExecutors}: queue, pumps,
 * who watches them, and how they end. A transfer is one task of it, a verification another. What is
 * shown of either is a {@link org.bucketcopy.job.run.RunOutline}.
 *
 * <p>A command is its options, and what it transfers: a {@link org.bucketcopy.job.run.RunSource}.
 */
package org.bucketcopy.job.run;
