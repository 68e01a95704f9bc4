/**
 * A server that speaks the HTTP of Alibaba Cloud OSS in path style, for tests and the demo. It
 * holds real bytes in memory; copies share them.
 *
 * <p>From the provider's pages (alibabacloud.com/help/en/oss/developer-reference/...):
 *
 * <ul>
 *   <li>{@code uploadpartcopy}: copies are within one region; {@code x-oss-copy-source-if-match}
 *       fails with 412, {@code -if-none-match} with 304; parts are 100 KB or more but for the last,
 *       checked at Complete only; a range that does not conform copies the whole object, and {@code
 *       Content-Range} is then not in the answer; appendable objects are no source.
 *   <li>{@code completemultipartupload}, {@code initiatemultipartupload}, {@code listparts}, {@code
 *       listmultipartuploads}, {@code abortmultipartupload}: documents and their elements, part
 *       numbers 1 to 10,000 in ascending order, InvalidPart, InvalidPartOrder, EntityTooSmall,
 *       NoSuchUpload, {@code x-oss-forbid-overwrite} with FileAlreadyExists, ignored where versions
 *       are kept.
 *   <li>{@code copyobject} and help.aliyun.com/document_detail/31979.html: the ETag is in the
 *       document, 5 GB, or 1 GB where the storage class changes.
 *   <li>{@code callback}: a Complete with {@code x-oss-callback} answers with the body of the
 *       user's server.
 *   <li>{@code listobjectsv2}, {@code getbucketinfo}, {@code headobject}, {@code putobjecttagging}:
 *       documents and headers. Keys: help.aliyun.com/document_detail/185228.html.
 *   <li>{@code recommend-to-use-signature-version-4}: OSS4-HMAC-SHA256, computed here from the
 *       request as it came and compared; without additional headers.
 * </ul>
 *
 * <p>Not verified against the service: HTTP statuses where a page names the code only; that a range
 * past the end counts as one that does not conform (the harsher reading); that a HEAD that fails
 * says nothing but its status; the ETag of a multipart object, here a digest of the parts' ETags;
 * that CRC-64 is always there after a copy (OSS does not promise it); the message of a copy across
 * regions; whether OSS ever hides an error in a 200, as {@link
 * org.bucketcopy.job.servers.oss.OssFault} can. Versions of objects, PutObject and GetObject are
 * left out; {@link org.bucketcopy.job.servers.oss.OssServer} puts and reads objects by itself.
 */
package org.bucketcopy.job.servers.oss;
