/**
 * Alibaba Cloud OSS through its own API and its own SDK, which is imported here and nowhere else.
 *
 * <p>The SDK signs, addresses and sends; requests are built and answers are read here ({@link
 * org.bucketcopy.job.stores.oss.OssCall}, {@link org.bucketcopy.job.stores.oss.OssAnswer}). Its
 * typed calls were refused for four reasons, all seen with version 0.4.0: they take a 200 that
 * carries an error for a success and lose the error's code; CopyObject reads no ETag from the
 * documented answer; InitiateMultipartUpload guesses a Content-Type from the key; none of it can be
 * switched off for one call.
 *
 * <p>What OSS does in its own way: a malformed or ignored {@code x-oss-copy-source-range} copies
 * the whole object into the part, so the answer's {@code Content-Range} is compared, and the sizes
 * of all parts are compared once more before an upload is completed. {@code x-oss-forbid-overwrite}
 * is ignored by a bucket that keeps versions, which {@code bucket()} reports. Neither CopyObject
 * nor UploadPartCopy reaches into another region.
 *
 * <p>Bodies pass the SDK by: {@link org.bucketcopy.job.stores.oss.SentBody} is read and {@link
 * org.bucketcopy.job.stores.oss.StreamedAnswer} is handed out by our transport, a piece at a time,
 * since the SDK reads sources on the threads that serve all connections, waits for a source that
 * ends early, and drains what nobody reads. What was stored is held against the CRC-64/ECMA of what
 * was sent, where the answer has one.
 *
 * <p>Header values are UTF-8: so the SDK signs them, but its own transport writes one byte for each
 * character and a question mark where that is not enough. Here they are written as they are signed.
 */
package org.bucketcopy.job.stores.oss;
