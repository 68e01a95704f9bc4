package org.bucketcopy.planner.store;

/**
 * An open multipart upload, as a store lists it.
 *
 * @param handle the upload
 * @param initiated when it was started, epoch milliseconds by the store's clock
 */
public record OpenUpload(UploadHandle handle, long initiated) {}
