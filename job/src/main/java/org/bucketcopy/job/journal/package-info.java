/**
 * What a run directory keeps so that a run can be resumed after its driver died. {@link
 * org.bucketcopy.job.journal.RunDirectory} is the one door to it: the journal behind it knows the
 * uploads that are open, a lock keeps a second driver away.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>Object stores cannot append and show a file only once it is closed. So the journal is a row
 *       of small files that are written once, and one thread writes all records that wait into one
 *       file: a record is durable as soon as its file is closed, on any file system.
 *   <li>The stores are the truth, the journal only says where to look. So a record too many costs a
 *       look, and a record too few costs a copy: nothing here has to be repaired, only reported.
 *   <li>A file whose last line says that it is a complete snapshot makes all before it void. So the
 *       older ones may be deleted at any time later, in any number, and a death in between needs no
 *       care. An incomplete snapshot is no snapshot, only more records.
 *   <li>A run that only compares opens nothing: beside the journal's header, which says its
 *       options, it has a checkpoint ({@link org.bucketcopy.job.journal.CheckpointFile}), a single
 *       file that is replaced as a whole. One that is damaged costs comparisons, and nothing else.
 *   <li>Check sums are ours, a line each: one damaged byte loses one record. Hadoop's local check
 *       sums are passed by, since they lose a whole file, and move it away.
 *   <li>Each segment names its format ({@link org.bucketcopy.job.journal.JournalFormat}). A later
 *       one is refused before the lock is touched, since what is misread is lost or aborted; an
 *       earlier one is read, and what is written from then on is of today's.
 *   <li>An upload is kept with its whole layout, of uneven parts with the size of each: a part of
 *       the planned size and number may be of other bytes where those before it had other sizes.
 *   <li>Files are known to be ours by their names and by what they hold. Nothing else in a run
 *       directory is deleted or written over, and what stands in the way of ours is refused.
 *   <li>A lock's age is the difference of two modification times that the file system gave: that of
 *       the lock and that of a file written for the purpose. No host's clock is asked.
 * </ul>
 */
package org.bucketcopy.job.journal;
