/**
 * Finds out what a store allows and honours by an upload that is never completed: {@link
 * org.bucketcopy.job.probe.UploadProbe}. {@code check} reports it, and {@code copy} uses it before
 * it begins.
 *
 * <p>The upload is under a key of its own below the destination's prefix, since rights on that
 * prefix are all that a run needs, and nothing is visible there before an upload is completed. A
 * run notes it in its journal before it is initiated, as it notes all its uploads. A check has no
 * journal: if it is killed between the initiation and the abort, {@code sweep --destination} finds
 * the upload by its key.
 *
 * <p>That a store honours the condition where its profile does not say so is not relied upon: one
 * answer of one server does not speak for all that are behind an address. That it ignores the
 * condition is: one answer is enough.
 */
package org.bucketcopy.job.probe;
