package org.bucketcopy.planner.pace;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.Guarded;

/** Makes every call of a store when its pacers let it. */
public final class PacedStore extends StoreDecorator {
  private final RequestPacer pacer;
  private final BytePacer bytes;

  /**
   * @param store the store whose calls are paced
   * @param pacer shared by all stores that send to the bucket
   * @param bytes shared by all stores that send bytes
   */
  public PacedStore(ObjectStore store, RequestPacer pacer, BytePacer bytes) {
    super(store);
    this.pacer = pacer;
    this.bytes = bytes;
  }

  /** A body waits for its turn before the request that sends it does. */
  @Override
  public ObjectWriter writer() {
    ObjectWriter writer = super.writer();
    return new ObjectWriter() {
      @Override
      public CompletionStage<StoredObject> put(ObjectPut put, Body body) {
        return bytes.send(body, paced -> writer.put(put, paced));
      }

      @Override
      public CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body) {
        return bytes.send(body, paced -> writer.uploadPart(part, paced));
      }
    };
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    pacer.send(new Guarded(() -> send(call, result), result::completeExceptionally));
    return result;
  }

  private <T> void send(Supplier<CompletionStage<T>> call, CompletableFuture<T> result) {
    CompletionStage<T> answer;
    try {
      answer = call.get();
    } catch (Throwable defect) {
      answer = CompletableFuture.failedStage(defect);
    }
    answer.whenComplete(
        Guarded.answer(
            (value, failure) -> {
              pacer.answered(
                  failure != null && StoreException.kindOf(failure) == StoreFault.Kind.THROTTLED);
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            },
            result::completeExceptionally));
  }
}
