package org.bucketcopy.planner.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A part that has arrived as other bytes is replaced by being sent again. */
public final class ResentPart {
  private ResentPart() {}

  /** Sends a part, and once more if what arrived is {@link StoreFault.Kind#CORRUPT}. */
  public static CompletionStage<UploadedPart> send(
      ObjectWriter writer, PartUpload part, Body body) {
    return writer
        .uploadPart(part, body)
        .exceptionallyCompose(
            failure ->
                StoreException.kindOf(failure) == StoreFault.Kind.CORRUPT
                    ? writer.uploadPart(part, body)
                    : CompletableFuture.failedStage(failure));
  }
}
