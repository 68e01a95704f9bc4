/**
 * One run of {@code check}: what a copy would need, before one is made. {@link
 * org.bucketcopy.job.check.CheckJob} asks for it on the driver alone, {@link
 * org.bucketcopy.job.check.Check} names each thing that is asked, and {@link
 * org.bucketcopy.job.check.Elimination} finds out which right an upload is refused for, by leaving
 * out one thing after the other.
 *
 * <p>Nothing that is visible is made or deleted: what only a deletion would show is not known. A
 * right is said to be missing only where an answer has shown it: by what it was asked for, or by
 * what the answer names. What to add to a policy is written by the store's own package.
 */
package org.bucketcopy.job.check;
