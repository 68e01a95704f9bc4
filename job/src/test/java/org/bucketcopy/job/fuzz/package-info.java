/**
 * Runs of the whole application that are drawn from a seed: copies and uploads, a store, objects or
 * files, options, the way the run ends, and what the store or the file system does wrong. The real
 * commands run on one Spark that all share, against the servers of this repository by HTTP and the
 * real SDKs, and {@link org.bucketcopy.job.fuzz.Oracle} looks from outside whether the promises of
 * the manual are kept.
 *
 * <p>A new quirk of a store is a constant of {@link org.bucketcopy.job.fuzz.Quirk}: what it does to
 * a server, and what it may do to a run.
 */
package org.bucketcopy.job.fuzz;
