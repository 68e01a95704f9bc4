package org.bucketcopy.job.transfer;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.UploadInitiator.Initiated;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.ResentPart;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.verify.CrcCombination;

/**
 * The multipart upload of a stream: sends each part, and keeps it until the store has answered. One
 * thread sends; all else is thread-safe.
 */
final class StreamUpload implements ReadyUpload {
  private final Initiated<StreamPlan> initiated;
  private final ObjectWriter writer;
  private final Semaphore free;
  private final Results results;
  private final Consumer<StoreFault> failed;
  private final Set<Sending> underWay = ConcurrentHashMap.newKeySet();
  private final NavigableMap<Integer, UploadedPart> parts = new TreeMap<>();
  private int number;
  private long size;
  private Optional<StoreFault> fault = Optional.empty();
  private int refusals;
  private volatile boolean open = true;

  /** A part under way. Each is another one, whatever it holds. */
  private static final class Sending {
    final int number;
    final KeptPart part;
    final CompletableFuture<Void> end = new CompletableFuture<>();

    Sending(int number, KeptPart part) {
      this.number = number;
      this.part = part;
    }
  }

  /**
   * @param initiated the upload
   * @param writer sends the parts
   * @param inFlight maximum number of parts under way
   * @param results notified of each part that is in
   * @param failed notified when a part has failed for good
   */
  StreamUpload(
      Initiated<StreamPlan> initiated,
      ObjectWriter writer,
      int inFlight,
      Results results,
      Consumer<StoreFault> failed) {
    this.initiated = initiated;
    this.writer = writer;
    this.free = new Semaphore(inFlight);
    this.results = results;
    this.failed = failed;
  }

  /**
   * Waits until few enough parts are under way, then sends the next.
   *
   * @throws StoreException if a part has failed
   * @throws InterruptedException if the caller is to stop
   */
  void send(KeptPart part) throws InterruptedException {
    free.acquire();
    send(next(part));
  }

  private synchronized Sending next(KeptPart part) {
    if (fault.isPresent()) {
      throw new StoreException(fault.orElseThrow());
    }
    Sending sending = new Sending(++number, part);
    size += part.length();
    underWay.add(sending);
    return sending;
  }

  private void send(Sending sending) {
    ResentPart.send(writer, new PartUpload(handle(), sending.number), sending.part)
        .whenComplete(
            Guarded.answer(
                (made, failure) -> {
                  if (failure == null) {
                    isIn(sending, made);
                  } else {
                    broken(sending, faultOf(failure));
                  }
                },
                defect -> broken(sending, faultOf(defect))));
  }

  private StoreFault faultOf(Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.UPLOAD_PART, handle().destination());
  }

  private void isIn(Sending sending, UploadedPart made) {
    synchronized (this) {
      parts.put(made.partNumber(), made);
    }
    results.sent(made.size());
    results.partUploaded(made.size());
    ended(sending);
  }

  private void broken(Sending sending, StoreFault partFault) {
    stop(partFault);
    ended(sending);
    failed.accept(partFault);
  }

  private void ended(Sending sending) {
    if (underWay.remove(sending)) {
      sending.part.release();
      free.release();
      sending.end.complete(null);
    }
  }

  /** Sends nothing more; what is under way breaks off, unless it is answered first. */
  synchronized void stop(StoreFault why) {
    fault = fault.or(() -> Optional.of(why));
    underWay.forEach(sending -> sending.part.stop());
  }

  /**
   * Completes when no part is under way.
   *
   * @return fails with a {@link StoreException} if a part has failed
   */
  CompletionStage<Void> allIn() {
    return quiet()
        .thenAccept(
            answered -> {
              synchronized (this) {
                fault.ifPresent(
                    first -> {
                      throw new StoreException(first);
                    });
              }
            });
  }

  /** Completes when no part is under way, whatever has become of them. */
  CompletionStage<Void> quiet() {
    return CompletableFuture.allOf(
        underWay.stream().map(sending -> sending.end).toArray(CompletableFuture[]::new));
  }

  /** The upload was completed, or aborted, or is counted as left open. */
  void isOpenNoMore() {
    open = false;
  }

  boolean isOpen() {
    return open;
  }

  /** The object as it was asked for. */
  StreamPlan plan() {
    return initiated.plan();
  }

  @Override
  public UploadHandle handle() {
    return initiated.handle();
  }

  @Override
  public UploadToken token() {
    return plan().token();
  }

  @Override
  public ObjectMetadata metadata() {
    return plan().metadata();
  }

  @Override
  public DestinationRule rule() {
    return plan().object().rule();
  }

  @Override
  public Tagging tagging() {
    return plan().tagging();
  }

  @Override
  public Optional<WantedEtag> etag() {
    return Optional.empty();
  }

  @Override
  public synchronized long size() {
    return size;
  }

  @Override
  public synchronized List<UploadedPart> parts() {
    return List.copyOf(parts.values());
  }

  /** What was read of a stream cannot change. */
  @Override
  public CompletionStage<Void> unchanged(boolean conditionsHold) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public ContentChecksums checksums(List<UploadedPart> made) {
    return ContentChecksums.of(CrcCombination.of(made));
  }

  @Override
  public synchronized int refused() {
    return ++refusals;
  }

  @Override
  public synchronized int reconcile(Collection<UploadedPart> listed) {
    int there = 0;
    for (UploadedPart part : listed) {
      UploadedPart sent = parts.get(part.partNumber());
      if (sent != null && sent.size() == part.size()) {
        there++;
        parts.put(part.partNumber(), sent.etag().equals(part.etag()) ? sent : part);
      }
    }
    return parts.size() - there;
  }
}
