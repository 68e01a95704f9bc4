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
 *   <li>Of a tree of files, markers of directories are neither missing nor extra: a file system has
 *       directories by itself.
 * </ul>
 */
package org.bucketcopy.job.verify;
