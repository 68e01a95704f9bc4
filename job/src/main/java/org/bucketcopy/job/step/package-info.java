/**
 * The driver's steps for each object, from plan to proof: {@link
 * org.bucketcopy.job.step.ObjectStarter} sets the work up, {@link
 * org.bucketcopy.job.step.ActiveUpload} gathers the parts, {@link
 * org.bucketcopy.job.step.UploadFinisher} completes and proves, {@link
 * org.bucketcopy.job.step.WholeObjects} does what one call copies, {@link
 * org.bucketcopy.job.step.WrongCopies} takes away what was proved wrong, {@link
 * org.bucketcopy.job.step.Results} counts and reports.
 *
 * <p>What a run left open that died is swept: {@link org.bucketcopy.job.step.JournalledUploads}
 * tells whose an upload is, {@link org.bucketcopy.job.step.AbandonedRun} holds a dead run's lock
 * and journal, {@link org.bucketcopy.job.step.UploadSweeper} aborts.
 *
 * <p>Only the driver initiates, completes and aborts. No step blocks: each goes on when a store has
 * answered.
 */
package org.bucketcopy.job.step;
