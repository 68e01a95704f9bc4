/**
 * One run of {@code sweep}: aborts multipart uploads that nobody resumes. {@link
 * org.bucketcopy.job.sweep.JournalledUploads} knows whose an upload is, {@link
 * org.bucketcopy.job.sweep.AbandonedRun} holds the lock and the journal of a dead run, {@link
 * org.bucketcopy.job.sweep.UploadSweeper} aborts. A run directory that cannot be read hides no
 * other: it is skipped and reported at the end, and what no journal names is not aborted then.
 */
package org.bucketcopy.job.sweep;
