/**
 * Baidu BOS through its own JSON API and its own SDK, {@code bce-java-sdk}, imported nowhere else.
 *
 * <p>The SDK is bent in seven places, because of what it does on the wire:
 *
 * <ul>
 *   <li>{@link org.bucketcopy.job.stores.bos.BosApi} adds the headers it cannot send (the source's
 *       ETag on UploadPartCopy, tags, metadata as it is) and the current credentials, and takes out
 *       a parameter without a value that it adds to every PutObject. The SDK drops the leading
 *       {@code /} of a key, so such keys are refused.
 *   <li>{@link org.bucketcopy.job.stores.bos.BosHttp} stops httpclient from turning {@code a//b}
 *       into {@code a/b} and from unpacking gzip.
 *   <li>{@link org.bucketcopy.job.stores.bos.BosAnswers} reads every answer instead of the SDK's
 *       handlers, which call a 2XX with an error in its body a success, as they do an empty one,
 *       lose the status of an error that is not JSON, and then lose the connection too. Of an
 *       object that is read, {@link org.bucketcopy.job.stores.bos.BosReader} looks at the head,
 *       since the SDK hands out whatever came.
 *   <li>{@link org.bucketcopy.job.stores.bos.BosBody} keeps it from holding 5 MiB of each body and
 *       from making a second MD5, which it would not even compare for an object.
 *   <li>{@link org.bucketcopy.job.stores.bos.WatchedEntity} shows when a server takes no more of a
 *       body, for which the SDK has no timeout.
 *   <li>{@link org.bucketcopy.job.stores.bos.RawDates} keeps dates that are none from handlers that
 *       log a stack trace for each.
 *   <li>{@link org.bucketcopy.job.stores.bos.BosCalls} runs its blocking calls, which ignore
 *       interrupts, on threads of the store's own.
 * </ul>
 *
 * <p>User metadata travels as BOS holds it: a three-step copy does not inherit it, so it is sent
 * when the upload is started and again, as the provider asks, when it is completed
 * (cloud.baidu.com/doc/BOS/s/fkc5vbii0). The other headers are documented for the start only
 * (.../Nkc5uy7ox, .../Nkc5vzayc); at the end {@code Content-Encoding} would speak of the list of
 * parts.
 *
 * <p>The SDK logs whole requests, credentials included, at DEBUG and stack traces at INFO: the
 * logger {@code com.baidubce} belongs at WARN.
 */
package org.bucketcopy.job.stores.bos;
