package org.bucketcopy.planner.store;

import java.util.concurrent.CompletionStage;

/**
 * What of an {@link ObjectStore} sends bytes; the upload that parts belong to is initiated,
 * completed and aborted by the store itself. The same rules hold: no call blocks, none retries, and
 * none succeeds without an ETag in its answer.
 *
 * <p>A body is streamed: no more than {@link Body#MAX_HELD_BYTES} of it are held at a time, and
 * none is read that the connection does not ask for. It is closed before the call completes. A call
 * fails with the fault of the {@link SourceFaultException} that reading has thrown. A body that
 * ends early, or continues after its length, fails the call with {@link
 * StoreFault.Kind#SOURCE_CHANGED}.
 *
 * <p>While it is sent a checksum is made of it, which the server verifies or its answer is held
 * against. Bytes that arrived as others are {@link StoreFault.Kind#CORRUPT}, and were not stored,
 * or have to be replaced.
 */
public interface ObjectWriter {
  /** Makes an object of {@code body} by one call. */
  CompletionStage<StoredObject> put(ObjectPut put, Body body);

  /**
   * Sends {@code body} as one part. A part sent again replaces the former one.
   *
   * @return the part, with the checksum of what was sent
   */
  CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body);
}
