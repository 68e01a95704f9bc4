/** One run of {@code sweep}: aborts multipart uploads that nobody goes on with. */
package org.bucketcopy.job.sweep;
