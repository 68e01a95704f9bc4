/**
 * Amazon S3 and the stores that speak its protocol, over the AWS SDK for Java v2, which is imported
 * here and nowhere else.
 *
 * <p>The SDK's asynchronous client on Netty was chosen over the one on the CRT, which hides error
 * codes and cannot be kept from retrying, and over the Transfer Manager, which wants to own whole
 * objects. Retries are off, since {@link org.bucketcopy.planner.store.RetryingStore} is the one
 * place that retries; checksums and chunked signing are used only where S3 demands them, because
 * compatible stores refuse them. Copies in parts have checksums only where the profile has {@link
 * org.bucketcopy.planner.store.Ability#COPY_CHECKSUMS}, and those of answers are read only there:
 * versitygw 1.8.0 answers a copied range with the checksum of the whole source.
 *
 * <p>Left to itself the SDK takes endpoint, region and more from system properties, environment and
 * {@code ~/.aws}, in each JVM anew. It is given all of them, and an empty profile file; {@link
 * org.bucketcopy.job.stores.s3.AwsSurroundings} reads the same sources once for all. A request that
 * would go to another service all the same is not sent.
 *
 * <p>The calls made once for each object, part or page are {@link
 * org.bucketcopy.job.stores.s3.FrequentCalls}. They go past the SDK's client wherever the endpoint
 * of their bucket is known: {@code stores.s3.direct} says what that saves. All other calls are the
 * client's. Where the settings name no endpoint, so are the first ones for a bucket, since the SDK
 * finds the bucket's region: {@link org.bucketcopy.job.stores.s3.BucketEndpoints} sees where it was
 * found, and {@link org.bucketcopy.job.stores.s3.RoutedCalls} chooses.
 */
package org.bucketcopy.job.stores.s3;
