package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.CopyNotes;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which objects at the destination a run that is gone on with takes for its own. */
final class EarlierCopiesTest {
  private static final Bucket BUCKET = new Bucket("memory", "b");
  private static final String RUN = "run-1";

  /** Listings of some stores tell milliseconds, and their HEADs whole seconds, rounded down. */
  @ParameterizedTest
  @CsvSource({"2600, 2000, true", "2600, 3000, true", "2600, 1000, false"})
  void aCopyMayBeOfTheSecondInWhichItsSourceWasWritten(long listed, long head, boolean ours) {
    assertThat(made(EtagRule.ANY, listed, head)).isEqualTo(ours);
  }

  /** It may have been made before its ETag could be looked at. */
  @Test
  void oneThatMustHaveTheETagOfItsSourceIsNoneWithAnother() {
    assertThat(made(EtagRule.REQUIRED, 2600, 3000)).isFalse();
    assertThat(made(EtagRule.IF_POSSIBLE, 2600, 3000)).isTrue();
  }

  private static boolean made(EtagRule etags, long listed, long head) {
    ObjectStore store = new OneHead(head);
    EarlierWork earlier =
        new EarlierWork(
            Optional.of(new EarlierRun(RUN, 0)),
            ImmutableListMultimap.of(),
            List.of(),
            CopyNotes.NONE);
    EarlierCopies copies =
        new EarlierCopies(
            new StorePair(store, store),
            new CopyRules(IfExists.FAIL, TagRule.IF_ALLOWED, ObjectMetadata.NONE, etags, Map.of()),
            new EarlierObjects(
                store,
                earlier,
                new EarlierUploads(
                    store,
                    ImmutableListMultimap.of(),
                    new TransferRun(
                        CopyFlow::freshToken,
                        new WorkQueue(),
                        UploadJournal.NONE,
                        new Results(new Report(Optional.empty()), failed -> {}, defect -> {}),
                        RealMachine.TIMER))));
    CopyPair pair =
        new CopyPair(
            new SourceObject(BUCKET.object("source"), identity("abc", listed), Optional.empty()),
            BUCKET.object("copy"),
            Optional.of(new ListedObject("copy", identity("abc-2", head), Optional.empty())));

    return copies.made(pair).toCompletableFuture().join();
  }

  private static ObjectIdentity identity(String etag, long time) {
    return new ObjectIdentity(ETag.of(etag), Optional.empty(), 100, time);
  }

  /** Every object is a copy that the run has made at this time. */
  private static final class OneHead extends StoreDecorator {
    private final long time;

    OneHead(long time) {
      super(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 10));
      this.time = time;
    }

    @Override
    public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
      return CompletableFuture.completedStage(
          new ObjectInfo(
              identity("abc-2", time),
              ObjectMetadata.NONE.withUser(Map.of(UploadToken.NAME, RUN + "/upload")),
              Set.of(),
              ContentChecksums.NONE));
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      return call.get();
    }
  }
}
