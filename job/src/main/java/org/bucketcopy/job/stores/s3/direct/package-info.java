/**
 * The calls that are made once for each object, part or page, sent past the SDK's client: {@link
 * org.bucketcopy.job.stores.s3.direct.DirectCalls} is the way in. It needs an endpoint whose
 * address is known, and knows nothing of the rest of {@code stores.s3}, which alone uses it.
 * Without a proxy the requests go over {@link org.bucketcopy.job.stores.s3.http.HttpConnections}.
 * To send 100,000 objects of 16 KiB, the threads that serve these took 7.7 s of CPU, and 20 s with
 * the connections of the SDK.
 *
 * <p>The SDK's client takes 3.5 times the CPU of a whole UploadPartCopy here (68 µs, over a kept
 * connection without TLS), 1.2 to 1.4 times that of a page of 1,000 keys and four times that of a
 * page of 100. The SDK's stand-alone signer takes 5 µs more than {@link
 * org.bucketcopy.job.stores.s3.direct.S3Signer}, which is 1.1 times the call. A StAX parser takes 4
 * µs more for the answer to a copy, but 0.5 to 0.9 ms more for a page of 1,000 keys (1.4 to 1.7
 * times the call), and refuses control characters, so {@link
 * org.bucketcopy.job.stores.listing.XmlReader} reads all answers.
 */
package org.bucketcopy.job.stores.s3.direct;
