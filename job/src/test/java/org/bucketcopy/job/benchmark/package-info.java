/**
 * {@code submit-scripts/benchmark}: how fast the job is, and what it costs, on a server that has
 * latencies but no bytes ({@link org.bucketcopy.job.servers.virtual.VirtualS3Main}, in a process of
 * its own). The job runs as a user runs it, by its script; other tools that are on the {@code PATH}
 * do the same work on the same server in the same run.
 *
 * <p>What is measured where:
 *
 * <ul>
 *   <li>Times and counts are the server's: from the arrival of the first copy request to the answer
 *       of the last. The limit is what the latencies that the server gave, tails included, take at
 *       the number in flight.
 *   <li>CPU is that of the whole process tree, from {@code /proc}; per object it is counted from
 *       the 20,000th copy to the last, so that the start of a JVM is not in it.
 *   <li>Heap is what is in use right after a full collection that {@code jcmd} asks for every few
 *       seconds; of these the largest. It slows those runs down a little, so only runs that are
 *       about memory do it.
 * </ul>
 *
 * <p>Uploads go to a server that takes bodies, checks the CRC that comes with them and keeps
 * nothing ({@link org.bucketcopy.job.servers.virtual.Sink}); the files are sparse ({@code
 * SourceTree}). What is sent then counts as a copy.
 *
 * <p>Tools take turns within each repetition, so that a machine that slows down slows down all.
 */
@NullMarked
package org.bucketcopy.job.benchmark;

import org.jspecify.annotations.NullMarked;
