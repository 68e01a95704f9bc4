/**
 * The way of one object, from its plan to its proof. {@link org.bucketcopy.job.transfer.Transfers}
 * is the way in; {@link org.bucketcopy.job.transfer.TransferRun} is what all transfers of a run
 * share. In the order of the way:
 *
 * <ol>
 *   <li>{@link org.bucketcopy.job.transfer.ObjectStarter} starts each planned object. {@link
 *       org.bucketcopy.job.transfer.EarlierCopies} says whether an earlier driver of the run has
 *       copied it already.
 *   <li>A small object is a {@link org.bucketcopy.job.transfer.WholeObject}: one CopyObject on an
 *       executor. {@link org.bucketcopy.job.transfer.WholeObjects} takes the answer, and {@link
 *       org.bucketcopy.job.transfer.WholeCopyLook} looks at the copy where the answer does not say
 *       enough.
 *   <li>{@link org.bucketcopy.job.transfer.SourceLook} looks at the source of a large object and
 *       makes a {@link org.bucketcopy.job.transfer.PlannedUpload} of it. {@link
 *       org.bucketcopy.job.transfer.UploadStarter} writes it to the journal and initiates it, or
 *       resumes one of {@link org.bucketcopy.job.transfer.EarlierUploads}.
 *   <li>{@link org.bucketcopy.job.transfer.ActiveUpload} gathers its parts as executors copy them.
 *   <li>{@link org.bucketcopy.job.transfer.UploadSettler} brings the upload to its end: {@link
 *       org.bucketcopy.job.transfer.UploadFinisher} completes and proves it, {@link
 *       org.bucketcopy.job.transfer.UploadAbort} aborts it after a failure.
 *   <li>{@link org.bucketcopy.job.transfer.WrongCopies} deletes a copy that was proved wrong, and
 *       the object is copied once more.
 * </ol>
 *
 * <p>Only the driver initiates, completes and aborts. No step blocks: each continues when a store
 * has answered.
 */
package org.bucketcopy.job.transfer;
