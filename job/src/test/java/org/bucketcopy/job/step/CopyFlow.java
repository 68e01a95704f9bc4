package org.bucketcopy.job.step;

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
import org.bucketcopy.job.dispatch.LeaseDesk;
import org.bucketcopy.job.dispatch.LocalPumps;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.pace.RequestBudget;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.store.Ability;
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

/** Objects on their way from plan to proof, with pumps on threads and a store in memory. */
abstract class CopyFlow {
  static final int MIB = 1024 * 1024;
  static final Bucket A = new Bucket("s3", "a");
  static final Bucket B = new Bucket("s3", "b");
  static final ObjectMetadata METADATA =
      new ObjectMetadata(
          Map.of(ContentHeader.CONTENT_TYPE, "text/x", ContentHeader.CACHE_CONTROL, "no-store"),
          Map.of("owner", "me"),
          Map.of("team", "data"),
          Optional.empty());

  final MemoryService service = new MemoryService();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  StoreProfile profile = MemoryStore.PROFILE;

  CopyFlow() {
    service.create(A);
    service.create(B);
  }

  final RunCounts copy(ObjectStore store, String... keys) {
    WorkQueue queue = new WorkQueue();
    Ticker clock = Ticker.systemTicker();
    LeaseDesk desk = new LeaseDesk(queue, RequestBudget.adaptive(clock), clock);
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

  final byte[] put(String key, int size) {
    byte[] content = new byte[size];
    new Random(service.keys(new ObjectPrefix(A, "")).hashCode() + System.nanoTime())
        .nextBytes(content);
    service.put(A.object(key), content, METADATA);
    return content;
  }

  final ObjectStore memory() {
    return new MemoryStore(service, profile, 1000);
  }

  static StoreProfile without(Ability... abilities) {
    return new StoreProfile(
        MemoryStore.PROFILE.service(),
        MemoryStore.PROFILE.limits(),
        Sets.difference(MemoryStore.PROFILE.abilities(), Set.of(abilities)));
  }

  final ObjectInfo head(String key) {
    return info(B.object(key));
  }

  private ObjectInfo info(ObjectLocation object) {
    return memory().head(object, Optional.empty()).toCompletableFuture().join();
  }

  final String report() {
    return lines.toString(StandardCharsets.UTF_8);
  }

  abstract static class Scripted extends StoreDecorator {
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
