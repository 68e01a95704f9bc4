/**
 * The command {@code verify}: proves that what is at a destination is what its source has, whoever
 * has copied it. {@link org.bucketcopy.job.verify.VerifyJob} is the algorithm: the two listings are
 * walked together; what they decide costs no request, what they do not is compared by executors.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>Nothing is called equal that is not known to be. What the stores cannot decide is {@code
 *       unverified}, and so is an object that cannot be looked at: one odd object is one finding.
 *   <li>A finding is one line, written when it is found, and so is what repairs it: a run that ends
 *       early has both. Each execution has files of its own.
 *   <li>A checkpoint counts what is durable. Once a finding cannot be written there is none any
 *       more, and the run ends: the next one compares again what was found since the last.
 *   <li>A source without anything to compare proves nothing, unless the destination has nothing
 *       either: it is exit code 3, whatever becomes of what is extra. What was walked is counted
 *       anew by each execution, so that a checkpoint does not hide it.
 *   <li>An entry that cannot be compared may have the key of another one, and settles only itself.
 *   <li>Of a tree of files, markers of directories are neither missing nor extra: a file system has
 *       directories by itself.
 * </ul>
 */
package org.bucketcopy.job.verify;
