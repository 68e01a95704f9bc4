package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.wire.UploadPartWork;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.FileBlock;
import org.bucketcopy.planner.source.MemoryFiles;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;

final class ActiveUploadTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final StoreFault FAULT =
      StoreFault.found(StoreFault.Kind.DENIED, StoreOperation.COPY_PART, BUCKET, "no");

  @Test
  void anUploadFailsOnceWhenItsLastTwoPartsComeTogether() {
    List<StoreFault> failures = new ArrayList<>();
    List<Work<UploadedPart>> parts = new ArrayList<>();
    ActiveUpload upload =
        new ActiveUpload(
            plan(),
            new UploadHandle(BUCKET.object("k"), "u"),
            new UploadOwner() {
              @Override
              public void partUploaded(ActiveUpload copied, UploadedPart part) {
                parts.get(1).failed(FAULT);
              }

              @Override
              public void allPartsUploaded(ActiveUpload copied) {
                throw new AssertionError("a part failed");
              }

              @Override
              public void firstFailure(ActiveUpload failing, int notGivenOut) {}

              @Override
              public void drained(ActiveUpload failed, StoreFault fault) {
                failures.add(fault);
              }
            },
            other -> new CompletableFuture<>());
    while (upload.hasNext()) {
      parts.add(upload.next("here"));
    }

    parts.get(0).done(new UploadedPart(1, ETag.of("p"), 5));

    assertThat(failures).containsExactly(FAULT);
  }

  /** What is asked for is always given, so that no executor waits for parts near to it. */
  @Test
  void aHostMakesThePartsThatItHoldsFirstAndThenAnyOther() {
    ActiveUpload upload =
        new ActiveUpload(
            fileOf(
                new FileBlock(new ByteRange(0, 19), Set.of("a")),
                new FileBlock(new ByteRange(20, 39), Set.of("b"))),
            new UploadHandle(BUCKET.object("k"), "u"),
            new Unconcerned(),
            other -> new CompletableFuture<>());

    assertThat(next(upload, "b")).isEqualTo(3);
    assertThat(next(upload, "elsewhere")).isEqualTo(1);
    assertThat(next(upload, "b")).isEqualTo(4);
    assertThat(next(upload, "b")).isEqualTo(2);
    assertThat(upload.hasNext()).isFalse();
  }

  private static int next(ActiveUpload upload, String host) {
    return ((UploadPartWork) upload.next(host).item(1)).part().partNumber();
  }

  /** Of four parts. */
  private static PlannedUpload fileOf(FileBlock... blocks) {
    SourceFile file = new SourceFile("hdfs://n/f", new FileState(40, 0));
    return new PlannedUpload(
        new FileOrigin(
            new MemoryFiles(),
            new UploadPair(file, BUCKET.object("k"), Optional.empty()),
            ObjectMetadata.NONE,
            List.of(blocks)),
        new PartLayout(40, 10),
        DestinationRule.REPLACE,
        Tagging.under(TagRule.REQUIRED),
        UploadAttempt.first(new UploadToken("run/1")));
  }

  private static final class Unconcerned implements UploadOwner {
    @Override
    public void partUploaded(ActiveUpload upload, UploadedPart part) {}

    @Override
    public void allPartsUploaded(ActiveUpload upload) {}

    @Override
    public void firstFailure(ActiveUpload upload, int notAssigned) {}

    @Override
    public void drained(ActiveUpload upload, StoreFault fault) {}
  }

  private static PlannedUpload plan() {
    ObjectIdentity identity = new ObjectIdentity(ETag.of("e"), Optional.empty(), 10, 0);
    ObjectLocation object = BUCKET.object("k");
    return new PlannedUpload(
        new ObjectOrigin(
            new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 1),
            new CopyPair(
                new SourceObject(object, identity, Optional.empty()), object, Optional.empty()),
            new ObjectInfo(identity, ObjectMetadata.NONE, Set.of(), ContentChecksums.NONE),
            EtagRule.ANY),
        new PartLayout(10, 5),
        DestinationRule.REPLACE,
        Tagging.under(TagRule.IF_ALLOWED),
        UploadAttempt.first(new UploadToken("run/1")));
  }
}
