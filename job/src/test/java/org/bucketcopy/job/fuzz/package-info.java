/**
 * Runs of the whole application that are drawn from a seed: a store, objects, options, the way the
 * run ends, and what the store does wrong. The real commands run on one Spark that all share,
 * against the servers of this repository by HTTP and the real SDKs, and {@link
 * org.bucketcopy.job.fuzz.Oracle} looks from outside whether the promises of the manual are kept.
 *
 * <p>A new quirk of a store is a constant of {@link org.bucketcopy.job.fuzz.Quirk}: what it does to
 * a server, and what it may do to a run.
 */
package org.bucketcopy.job.fuzz;
