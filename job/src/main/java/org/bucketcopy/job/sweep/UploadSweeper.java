package org.bucketcopy.job.sweep;

import com.google.common.base.Strings;
import java.io.PrintStream;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bucketcopy.job.transfer.UploadAbort;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadWalk;

/** Aborts uploads, many at a time. */
final class UploadSweeper {
  /** Maximum aborts in flight. */
  static final int IN_FLIGHT = 64;

  /** Failures that are reported one by one. */
  private static final int MAX_PRINTED = 20;

  /** A listing is needed for the counts only: these faults do not stop a sweep. */
  private static final Set<StoreFault.Kind> LISTING_REFUSED =
      EnumSet.of(StoreFault.Kind.DENIED, StoreFault.Kind.UNSUPPORTED);

  /**
   * What became of uploads.
   *
   * @param aborted those that were open and are aborted
   * @param gone those that the store did not know any more
   * @param failed those that may still be open
   */
  record Result(long aborted, long gone, long failed) {
    /** Nothing was done. */
    static final Result NONE = new Result(0, 0, 0);

    /** Both together. */
    Result plus(Result other) {
      return new Result(aborted + other.aborted, gone + other.gone, failed + other.failed);
    }

    /** In words. */
    @Override
    public String toString() {
      return aborted + " uploads aborted, " + gone + " gone already, " + failed + " failed";
    }
  }

  private final Supplier<Optional<String>> obstacle;
  private final PrintStream log;
  private final ScheduledExecutorService timer;
  private final Semaphore free = new Semaphore(IN_FLIGHT);
  private final AtomicLong aborted = new AtomicLong();
  private final AtomicLong gone = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile long chosen;

  /**
   * A sweeper for one call of {@link #abort}.
   *
   * @param obstacle asked before each abort: why nothing may be aborted any more; empty while it
   *     may
   * @param log where failures are reported
   * @param timer waits for the pauses of aborts
   */
  UploadSweeper(
      Supplier<Optional<String>> obstacle, PrintStream log, ScheduledExecutorService timer) {
    this.obstacle = obstacle;
    this.log = log;
    this.timer = timer;
  }

  /**
   * Aborts uploads, and returns when the stores have answered for each. One that its store does not
   * list is aborted all the same.
   *
   * @param stores the store of each upload's bucket
   * @param ended notified of each upload that is not open any more, on any thread
   * @throws StoreException if the open uploads of a bucket cannot be listed
   * @throws InterruptedException if it was stopped; aborts may still be in flight
   */
  void abort(
      Collection<UploadHandle> uploads,
      Map<Bucket, ObjectStore> stores,
      Consumer<UploadHandle> ended)
      throws InterruptedException {
    chosen = uploads.size();
    Map<Bucket, List<UploadHandle>> byBucket =
        uploads.stream().collect(Collectors.groupingBy(upload -> upload.destination().bucket()));
    for (Map.Entry<Bucket, List<UploadHandle>> bucket : byBucket.entrySet()) {
      ObjectStore store = storeOf(bucket.getKey(), stores);
      abortAll(bucket.getValue(), openAmong(bucket.getValue(), store), store, ended);
    }
    awaitAll();
  }

  /** The same for uploads that the stores have just listed. */
  void abortListed(
      Collection<UploadHandle> uploads,
      Map<Bucket, ObjectStore> stores,
      Consumer<UploadHandle> ended)
      throws InterruptedException {
    chosen = uploads.size();
    for (UploadHandle upload : uploads) {
      ObjectStore store = storeOf(upload.destination().bucket(), stores);
      abortAll(List.of(upload), Optional.empty(), store, ended);
    }
    awaitAll();
  }

  private void abortAll(
      List<UploadHandle> uploads,
      Optional<Set<UploadHandle>> open,
      ObjectStore store,
      Consumer<UploadHandle> ended)
      throws InterruptedException {
    UploadAbort abort = new UploadAbort(store, timer);
    for (UploadHandle upload : uploads) {
      boolean listed = open.map(known -> known.contains(upload)).orElse(true);
      abort(upload, abort, listed ? aborted : gone, ended);
    }
  }

  private void awaitAll() throws InterruptedException {
    free.acquire(IN_FLIGHT);
    free.release(IN_FLIGHT);
    long more = failed.get() - MAX_PRINTED;
    if (more > 0) {
      log.println("bucket-copy: and " + more + " more could not be aborted");
    }
  }

  /** What has become of the uploads by now; those that are not settled may still be open. */
  Result result() {
    long wereOpen = aborted.get();
    long wereGone = gone.get();
    return new Result(wereOpen, wereGone, chosen - wereOpen - wereGone);
  }

  /** What has become of the uploads whose aborts were answered by now. */
  Result answered() {
    return new Result(aborted.get(), gone.get(), failed.get());
  }

  private static ObjectStore storeOf(Bucket bucket, Map<Bucket, ObjectStore> stores) {
    return Optional.ofNullable(stores.get(bucket))
        .orElseThrow(() -> new IllegalArgumentException("the store of " + bucket + " is missing"));
  }

  private void abort(
      UploadHandle upload, UploadAbort abort, AtomicLong count, Consumer<UploadHandle> ended)
      throws InterruptedException {
    free.acquire();
    Optional<String> reason = obstacle.get();
    if (reason.isPresent()) {
      failed(upload, reason.orElseThrow());
      free.release();
      return;
    }
    abort
        .abort(upload)
        .whenComplete(
            (done, failure) -> {
              try {
                if (failure == null) {
                  ended.accept(upload);
                  count.incrementAndGet();
                } else {
                  failed(upload, faultOf(failure, upload).toString());
                }
              } catch (Throwable defect) {
                failed(upload, faultOf(defect, upload).toString());
              } finally {
                free.release();
              }
            });
  }

  private static StoreFault faultOf(Throwable failure, UploadHandle upload) {
    return StoreException.faultOf(failure, StoreOperation.ABORT, upload.destination());
  }

  private void failed(UploadHandle upload, String reason) {
    if (failed.incrementAndGet() <= MAX_PRINTED) {
      log.println(
          "bucket-copy: the upload "
              + Printable.of(upload.uploadId())
              + " could not be aborted: "
              + reason);
    }
  }

  /** Those that the store lists among them; empty if it may not be asked. */
  private Optional<Set<UploadHandle>> openAmong(List<UploadHandle> uploads, ObjectStore store)
      throws InterruptedException {
    ObjectPrefix prefix = commonPrefix(uploads);
    try {
      Set<UploadHandle> wanted = new HashSet<>(uploads);
      Set<UploadHandle> open = new HashSet<>();
      UploadWalk walk = new UploadWalk(store, prefix);
      while (!walk.ended()) {
        OpenUploads page = Answers.await(walk.next(), StoreOperation.LIST_UPLOADS, prefix);
        if (!page.unusable().isEmpty()) {
          log.println(
              "bucket-copy: which uploads are still open is not known: of one that the store"
                  + " lists, "
                  + Printable.of(page.unusable().get(0).reason()));
          return Optional.empty();
        }
        page.uploads().stream().map(OpenUpload::handle).filter(wanted::contains).forEach(open::add);
      }
      return Optional.of(open);
    } catch (StoreException e) {
      if (!LISTING_REFUSED.contains(e.fault().kind())) {
        throw e;
      }
      log.println("bucket-copy: which uploads are still open is not known: " + e.fault());
      return Optional.empty();
    }
  }

  private static ObjectPrefix commonPrefix(List<UploadHandle> uploads) {
    String common = uploads.get(0).destination().key();
    for (UploadHandle upload : uploads) {
      common = Strings.commonPrefix(common, upload.destination().key());
    }
    return new ObjectPrefix(uploads.get(0).destination().bucket(), common);
  }
}
