/**
 * A server that speaks Baidu BOS's JSON API over plain HTTP and holds real bytes in memory. What
 * the real SDK meets here is our reading of the provider's pages; only a real account proves it.
 *
 * <p>From cloud.baidu.com/doc/BOS/s/:
 *
 * <ul>
 *   <li>{@code fkc5vbii0} (UploadPartCopy): 10,000 parts of up to 5 GiB, all but the last of 100
 *       KiB or more; {@code bytes=first-last}; metadata is not inherited but given again at
 *       Complete; not for append objects; archive objects have to be restored first; an error may
 *       come in the body of a 2XX.
 *   <li>{@code Nkc5uy7ox} (Initiate): content headers and storage class.
 *   <li>{@code Nkc5vzayc} (Complete): strictly ascending part numbers, a body of at most 1 MB, user
 *       metadata, {@code If-None-Match: *} answered by 412.
 *   <li>{@code Lkc5p9g3w} (CopyObject): up to 5 GiB, {@code x-bce-metadata-directive}, {@code
 *       x-bce-copy-source-if-match}; between regions into the one that is called.
 *   <li>{@code tkc5twspg} (DeleteMultipleObjects): up to 1,000 keys as JSON, an answer that names
 *       only errors, absent keys among them, and is empty without any.
 *   <li>{@code 9ltz57lr1} (PutObjectTagging): tags as one header.
 *   <li>{@code Ajwvysfpl} (error codes): {@code code}, {@code message}, {@code requestId} as JSON,
 *       the codes and their statuses.
 * </ul>
 *
 * <p>From the providers' own clients: keys up to 1024 bytes and pages of 1000 (bcecmd, Go SDK), the
 * signature {@code bce-auth-v1}, which is computed and compared (Java SDK), tags on Initiate (Go
 * SDK), 404 without a body on HEAD, 400 on HEAD for a session token that is not accepted
 * (bos-hdfs), {@code AccessDenied} with "request rate is too high" (bcecmd).
 *
 * <p>What is not here: the upper limits of 5 GiB, since no array of bytes reaches them.
 *
 * <p>Not verified: the ETag of a multipart object (here {@code -} and an md5), the code and status
 * for an archived or append source, whether user metadata of Initiate is dropped altogether as it
 * is here, whether one key's uploads may be split over two pages of a listing (here not), the form
 * in which tags are read, {@code If-None-Match} on PutObject, {@code x-bce-tagging-directive} on
 * CopyObject, and whether {@code x-bce-copy-source-if-match} must be quoted (here both are taken).
 */
package org.bucketcopy.job.servers.bos;
