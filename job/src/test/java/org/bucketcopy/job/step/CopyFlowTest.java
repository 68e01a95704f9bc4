package org.bucketcopy.job.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.google.common.collect.Sets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.LeaseDesk;
import org.bucketcopy.job.dispatch.LocalPumps;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.junit.jupiter.api.Test;

/** The way of an object from plan to proof, with pumps on threads and a store in memory. */
final class CopyFlowTest {
  private static final int MIB = 1024 * 1024;
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");
  private static final ObjectMetadata METADATA =
      new ObjectMetadata(
          Map.of(ContentHeader.CONTENT_TYPE, "text/x", ContentHeader.CACHE_CONTROL, "no-store"),
          Map.of("owner", "me"),
          Map.of("team", "data"),
          Optional.empty());

  private final MemoryService service = new MemoryService();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private StoreProfile profile = MemoryStore.PROFILE;

  CopyFlowTest() {
    service.create(A);
    service.create(B);
  }

  @Test
  void anObjectOfSeveralPartsArrivesWhole() {
    byte[] content = put("big", 23 * MIB);

    RunCounts counts = copy(memory(), "big");

    assertThat(service.read(B.object("big"))).isEqualTo(content);
    ObjectMetadata carried = head("big").metadata();
    assertThat(carried.headers()).isEqualTo(METADATA.headers());
    assertThat(UploadToken.without(carried.user())).isEqualTo(METADATA.user());
    assertThat(memory().tags(B.object("big"), Optional.empty()).toCompletableFuture().join())
        .isEqualTo(METADATA.tags());
    assertThat(counts.copied()).as(report()).isEqualTo(1);
    assertThat(counts.degraded()).isZero();
    assertThat(counts.parts()).isEqualTo(5);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void smallObjectsTakeOneCall() {
    byte[] content = put("small", 10);
    put("empty", 0);

    RunCounts counts = copy(memory(), "small", "empty");

    assertThat(service.read(B.object("small"))).isEqualTo(content);
    assertThat(service.read(B.object("empty"))).isEmpty();
    assertThat(counts.copied()).isEqualTo(2);
    assertThat(counts.parts()).isZero();
  }

  @Test
  void aLostAnswerToCompleteIsSettledByLooking() {
    byte[] content = put("big", 11 * MIB);
    AtomicBoolean lost = new AtomicBoolean();

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                CompletionStage<T> done = call.get();
                boolean lose = operation == StoreOperation.COMPLETE && !lost.getAndSet(true);
                return lose ? done.thenCompose(x -> fault(Kind.UNKNOWN, operation)) : done;
              }
            },
            "big");

    assertThat(lost).isTrue();
    assertThat(counts.copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  @Test
  void aCompleteThatDidNothingIsSentAgain() {
    byte[] content = put("big", 11 * MIB);
    AtomicBoolean failed = new AtomicBoolean();

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                boolean fail = operation == StoreOperation.COMPLETE && !failed.getAndSet(true);
                return fail ? fault(Kind.UNKNOWN, operation) : call.get();
              }
            },
            "big");

    assertThat(counts.copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  @Test
  void anObjectOfTheSameSizeFromSomebodyElseIsNotTakenForOurs() {
    put("big", 11 * MIB);
    byte[] theirs = new byte[11 * MIB];

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                if (operation != StoreOperation.COMPLETE) {
                  return call.get();
                }
                service.put(B.object("big"), theirs, ObjectMetadata.NONE);
                return fault(Kind.UPLOAD_GONE, operation);
              }
            },
            "big");

    assertThat(counts.copied()).isZero();
    assertThat(counts.failed()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(theirs);
  }

  @Test
  void partsWhoseETagChangedAreTakenAsTheStoreListsThem() {
    byte[] content = put("big", 11 * MIB);

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                return call.get().thenApply(CopyFlowTest::withAnotherETag);
              }
            },
            "big");

    assertThat(counts.copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  @SuppressWarnings("unchecked")
  private static <T> T withAnotherETag(T answer) {
    return answer instanceof CopiedPart part && part.partNumber() == 1
        ? (T) new CopiedPart(1, ETag.of("an older one"), part.size())
        : answer;
  }

  @Test
  void aSourceThatChangesMidCopyIsRefusedEvenIfTheStoreIgnoresTheCondition() {
    profile = without(Ability.PART_COPY_IF_MATCH, Ability.VERSIONS);
    put("big", 23 * MIB);
    AtomicBoolean overwritten = new AtomicBoolean();

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                if (operation == StoreOperation.COPY_PART && !overwritten.getAndSet(true)) {
                  put("big", 23 * MIB);
                }
                return call.get();
              }
            },
            "big");

    assertThat(counts.failed()).isEqualTo(1);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(service.openUploads()).isEmpty();
    assertThat(report()).contains("SOURCE_CHANGED");
  }

  @Test
  void aFailedObjectIsAbortedAndTheOthersGoOn() {
    put("bad", 23 * MIB);
    byte[] good = put("good", 23 * MIB);

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                boolean deny =
                    operation == StoreOperation.COPY_PART && target.equals(B.object("bad"));
                return deny ? fault(Kind.DENIED, operation) : call.get();
              }
            },
            "bad",
            "good");

    assertThat(counts.copied()).as(report()).isEqualTo(1);
    assertThat(counts.failed()).isEqualTo(1);
    assertThat(service.read(B.object("good"))).isEqualTo(good);
    assertThat(service.keys(new ObjectPrefix(B, ""))).containsExactly("good");
    assertThat(service.openUploads()).isEmpty();
    assertThat(report().lines())
        .singleElement()
        .asString()
        .contains("\"source\":\"s3://a/bad\"", "\"reason\":\"DENIED\"", "\"code\":\"Coded\"");
  }

  private RunCounts copy(ObjectStore store, String... keys) {
    WorkQueue queue = new WorkQueue(100);
    LeaseDesk desk = new LeaseDesk(queue, Ticker.systemTicker());
    CopyPlanner planner = new CopyPlanner(store.profile(), new PlanSettings(5 * MIB, 8 * MIB));
    LocalPumps pumps = new LocalPumps(desk, 2, 4, bucket -> store);
    try (Report report = new Report(Optional.of(() -> lines))) {
      Results results = new Results(report);
      ObjectStarter starter =
          new ObjectStarter(store, store, planner, DestinationRule.REPLACE, queue, results);
      for (String key : keys) {
        ObjectInfo source = info(A.object(key));
        ListedObject listed = new ListedObject(key, source.identity(), Optional.empty());
        results.planned(source.size());
        starter.start(
            planner.plan(new CopyPair(A.object(key), listed, B.object(key), Optional.empty())));
      }
      results.awaitSettled();
      return results.counts();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      desk.finish();
      pumps.join();
    }
  }

  private byte[] put(String key, int size) {
    byte[] content = new byte[size];
    new Random(service.keys(new ObjectPrefix(A, "")).hashCode() + System.nanoTime())
        .nextBytes(content);
    service.put(A.object(key), content, METADATA);
    return content;
  }

  private ObjectStore memory() {
    return new MemoryStore(service, profile, 1000);
  }

  private static StoreProfile without(Ability... abilities) {
    return new StoreProfile(
        MemoryStore.PROFILE.service(),
        MemoryStore.PROFILE.limits(),
        Sets.difference(MemoryStore.PROFILE.abilities(), Set.of(abilities)));
  }

  private ObjectInfo head(String key) {
    return info(B.object(key));
  }

  private ObjectInfo info(ObjectLocation object) {
    return memory().head(object, Optional.empty()).toCompletableFuture().join();
  }

  private String report() {
    return lines.toString(StandardCharsets.UTF_8);
  }

  private abstract static class Scripted extends StoreDecorator {
    Scripted(ObjectStore store) {
      super(store);
    }

    static <T> CompletionStage<T> fault(Kind kind, StoreOperation operation) {
      return CompletableFuture.failedStage(
          new StoreException(
              new StoreFault(kind, operation, "t", "Coded", 400, "request-1", "scripted")));
    }
  }
}
