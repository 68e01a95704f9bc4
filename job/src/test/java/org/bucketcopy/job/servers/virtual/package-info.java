/**
 * An S3 server that holds no bytes: millions of keys and objects of terabytes in a few megabytes of
 * memory, for whole-job tests, benchmarks and fault drills.
 *
 * <p>What it is: one HTTP/1.1 endpoint in path style with two buckets. The source bucket is a
 * function ({@link org.bucketcopy.job.servers.virtual.SyntheticKeys}) from an index to a key, a
 * size and an ETag, and an object is a bit that says whether it is there. Content is an identity
 * ({@code Content}), so a copy is known by the identity it carries. The ETag of a part follows from
 * the identity and the range: equal ranges have equal ETags. Each completed upload is checked, and
 * {@link org.bucketcopy.job.servers.virtual.Verdict} compares both buckets at the end. {@link
 * org.bucketcopy.job.servers.virtual.Behaviour} says how slow and how unreliable it is, {@link
 * org.bucketcopy.job.servers.ListingQuirks} in which odd ways it lists, {@link
 * org.bucketcopy.job.servers.virtual.Cues} makes one thing go wrong at one request, and {@link
 * org.bucketcopy.job.servers.virtual.Ledger} counts.
 *
 * <p>What it is not: a store. It checks no signature, gives the bytes of none but objects whose
 * bytes were sent, knows no versions, no delimiter, no access control and no virtual hosts, and
 * answers pipelined requests in the order in which they are ready. It shows what we read in the
 * documents about S3, not what S3 does.
 *
 * <p>A request's work is done at the end of its latency, not at its arrival, and is done even if
 * the caller has gone by then: a copy that a client has given up may still land, as in the stores.
 *
 * <p>It runs in its own process with Netty, Guava and Jackson on the class path, as found in the
 * jars of Spark: see {@link org.bucketcopy.job.servers.virtual.VirtualS3Main}.
 */
package org.bucketcopy.job.servers.virtual;
