package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;

final class WholeFilesTest {
  private final ObjectLocation object = new Bucket("s3", "b").object("k");
  private final MemoryService service = new MemoryService();
  private final CompletableFuture<Void> held = new CompletableFuture<>();
  private final Results results =
      new Results(new Report(Optional.empty()), failed -> {}, defect -> {});

  /** Deletes when it is told. */
  private ObjectStore store() {
    return new StoreDecorator(new MemoryStore(service, MemoryStore.PROFILE, 10)) {
      @Override
      protected <T> CompletionStage<T> around(
          StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
        return operation == StoreOperation.DELETE_OBJECT
            ? held.thenCompose(told -> call.get())
            : call.get();
      }
    };
  }

  @Test
  void aRunThatEndsCanWaitUntilAWrongObjectIsDeleted() {
    UploadToken token = UploadToken.fresh("run", RealMachine.MACHINE.random());
    service.put(object, new byte[5], token.addTo(ObjectMetadata.NONE));
    WholeFiles files =
        new WholeFiles(
            store(),
            new UploadRules(IfExists.OVERWRITE, file -> ObjectMetadata.NONE),
            new TransferRun(
                () -> token, new WorkQueue(), UploadJournal.NONE, results, RealMachine.TIMER));
    SourceFile file = new SourceFile("file:/k", new FileState(5, 0));
    UploadPair pair = file.to(object, Optional.empty());
    ObjectPut put = new ObjectPut(object, ObjectMetadata.NONE, DestinationRule.REPLACE);
    StoreFault unproved =
        StoreFault.found(
            StoreFault.Kind.UNSUPPORTED, StoreOperation.PUT_OBJECT, object, "no checksum");
    assertThat(files.allRemoved().toCompletableFuture()).isCompleted();

    files.failed(new WholeFile(files, pair, put, token, /* repeated= */ false), unproved);

    CompletableFuture<Void> removed = files.allRemoved().toCompletableFuture();
    assertThat(removed).isNotDone();
    held.complete(null);
    assertThat(removed).isCompleted();
    assertThat(service.keys(new ObjectPrefix(object.bucket(), ""))).isEmpty();
    assertThat(results.counts().objects().failed()).isEqualTo(1);
  }
}
