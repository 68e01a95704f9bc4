/**
 * {@code status}: how far the run of a directory is, or how it ended, by what its driver writes
 * there. It starts no Spark and takes no lock.
 */
package org.bucketcopy.job.status;
