/**
 * The way of one object, from its plan to its proof. {@link org.bucketcopy.job.transfer.Transfers}
 * is the way in; {@link org.bucketcopy.job.transfer.TransferRun} is what all transfers of a run
 * share. In the order of the way:
 *
 * <ol>
 *   <li>{@link org.bucketcopy.job.transfer.CopyStarter} starts each planned copy, {@link
 *       org.bucketcopy.job.transfer.FileStarter} each planned upload of a file. {@link
 *       org.bucketcopy.job.transfer.EarlierObjects} says whether an earlier driver of the run has
 *       made the object already.
 *   <li>A small object is a {@link org.bucketcopy.job.transfer.WholeObject}: one CopyObject on an
 *       executor. {@link org.bucketcopy.job.transfer.WholeObjects} takes the answer, {@link
 *       org.bucketcopy.job.transfer.WholeSettler} brings the copy to its end, and {@link
 *       org.bucketcopy.job.transfer.WholeCopyLook} looks at it where the answer does not say
 *       enough. A small file is a {@link org.bucketcopy.job.transfer.WholeFile}: one PutObject. A
 *       small object that is relayed is a {@link org.bucketcopy.job.transfer.RelayedWhole}: one
 *       GetObject and one PutObject. {@link org.bucketcopy.job.transfer.FailedPuts} takes away what
 *       either may have left.
 *   <li>A large one is a {@link org.bucketcopy.job.transfer.PlannedUpload}, whose parts are taken
 *       from its {@link org.bucketcopy.job.transfer.Origin}: an object, at which {@link
 *       org.bucketcopy.job.transfer.SourceLook} looks first, or a file. Of a relayed object they
 *       are read and sent ({@link org.bucketcopy.job.transfer.RelayOrigin}). {@link
 *       org.bucketcopy.job.transfer.UploadStarter} writes it to the journal and initiates it, or
 *       resumes one of {@link org.bucketcopy.job.transfer.EarlierUploads}.
 *   <li>{@link org.bucketcopy.job.transfer.ActiveUpload} gathers its parts as executors make them.
 *   <li>{@link org.bucketcopy.job.transfer.UploadSettler} brings the upload to its end: {@link
 *       org.bucketcopy.job.transfer.UploadFinisher} completes and proves it, {@link
 *       org.bucketcopy.job.transfer.UploadAbort} aborts it after a failure.
 *   <li>A copy that shall have the ETag of its source is cut as that was: {@link
 *       org.bucketcopy.job.transfer.SourceParts} finds out how, by two looks as a rule, and {@link
 *       org.bucketcopy.job.transfer.LayoutCheck} whether the parts make that ETag, before anything
 *       is visible. If they do not, each part of the source is looked at, and the object is copied
 *       again, once. The journal keeps the layout of each upload, since only the same parts in the
 *       same places may be resumed.
 *   <li>Checksums that the store makes of copied parts are there to find faults, and are no reason
 *       to fail a copy that is right: an upload that it does not initiate or complete with them is
 *       made without, those that nobody has asked for are not named, and none counts against the
 *       ETag of the source.
 *   <li>{@link org.bucketcopy.job.transfer.WrongCopies} deletes an object that was proved wrong,
 *       and it is made once more.
 * </ol>
 *
 * <p>A stream has a way of its own, on the driver alone, since nobody can read it twice: {@link
 * org.bucketcopy.job.transfer.StreamTransfer}. It begins ({@link
 * org.bucketcopy.job.transfer.UploadInitiator}) and ends ({@link
 * org.bucketcopy.job.transfer.UploadFinisher}, {@link org.bucketcopy.job.transfer.UploadAbort}) as
 * that of a file does.
 *
 * <p>Only the driver initiates, completes and aborts. No step blocks: each continues when a store
 * has answered.
 */
package org.bucketcopy.job.transfer;
