package org.bucketcopy.job.transfer;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Sets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.LeaseCoordinator;
import org.bucketcopy.job.dispatch.LocalPumps;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.CopyNotes;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.job.wire.StoresAndFiles;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.bucketcopy.planner.plan.CompareRule;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.plan.SkipRule;
import org.bucketcopy.planner.plan.SkipRule.Verdict;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.source.MemoryFiles;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.HeadsAlone;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.thread.RealMachine;

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

  static final String RUN_ID = "run-1";

  final MemoryService service = new MemoryService();
  final MemoryFiles files = new MemoryFiles();
  UploadJournal journal = UploadJournal.NONE;
  ListMultimap<ObjectLocation, UploadRecord> earlierUploads = ImmutableListMultimap.of();
  List<UploadIntent> earlierIntents = List.of();
  CopyNotes earlierNotes = CopyNotes.NONE;
  Optional<EarlierRun> earlierRun = Optional.empty();
  IfExists ifExists = IfExists.SKIP;
  TagRule tags = TagRule.IF_ALLOWED;
  EtagRule etags = EtagRule.ANY;

  /** What copies carry in place of what their sources do. */
  ObjectMetadata given = ObjectMetadata.NONE;

  Runnable afterListing = () -> {};
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  Report.Lines reportLines = () -> lines;
  StoreProfile profile = MemoryStore.PROFILE;

  /** What ended the run by an interruption. */
  final List<Throwable> defects = new CopyOnWriteArrayList<>();

  CopyFlow() {
    service.create(A);
    service.create(B);
  }

  final RunCounts copy(ObjectStore store, String... keys) {
    CopyRules rules = new CopyRules(ifExists, tags, given, etags, Map.of());
    return transfer(
        store,
        (planner, run) ->
            Transfers.copying(
                new StorePair(store, store), planner, rules, work(), run, InstantSource.system()),
        Arrays.stream(keys)
            .<Supplier<TransferPair>>map(
                key -> () -> SourceObject.of(A, listedSource(key)).to(B.object(key), existing(key)))
            .toList());
  }

  /** Each file goes to the key that is its path. */
  final RunCounts upload(ObjectStore store, SourceFile... sources) {
    UploadRules rules = new UploadRules(ifExists, file -> METADATA);
    return transfer(
        store,
        (planner, run) ->
            Transfers.uploading(store, files, rules, work(), run, InstantSource.system()),
        Arrays.stream(sources)
            .<Supplier<TransferPair>>map(
                file -> () -> file.to(B.object(file.path()), existing(file.path())))
            .toList());
  }

  private EarlierWork work() {
    return new EarlierWork(earlierRun, earlierUploads, earlierIntents, earlierNotes);
  }

  private RunCounts transfer(
      ObjectStore store,
      BiFunction<CopyPlanner, TransferRun, Transfers> kind,
      List<Supplier<TransferPair>> pairs) {
    WorkQueue queue = new WorkQueue();
    Ticker clock = Ticker.systemTicker();
    Thread runner = Thread.currentThread();
    Consumer<Throwable> end =
        defect -> {
          defects.add(defect);
          runner.interrupt();
        };
    LeaseCoordinator coordinator =
        new LeaseCoordinator(queue, new RequestBudgets(Map.of(), clock), clock, end);
    CopyPlanner planner =
        new CopyPlanner(store.profile(), new PlanSettings(5 * MIB, 8 * MIB, etags));
    LocalPumps pumps =
        new LocalPumps(
            coordinator, 2, 4, new StoresAndFiles(bucket -> store, files, Runnable::run));
    try (Report report = new Report(Optional.of(reportLines))) {
      Results results = new Results(report, failed -> {}, end);
      Transfers transfers =
          kind.apply(
              planner,
              new TransferRun(CopyFlow::freshToken, queue, journal, results, RealMachine.TIMER));
      for (Supplier<TransferPair> listing : pairs) {
        TransferPair pair = listing.get();
        afterListing.run();
        start(transfers, planner, pair, results);
      }
      results.awaitSettled();
      transfers.abortOrphans().toCompletableFuture().get();
      results.leftOpen(transfers.abortUnclaimed().toCompletableFuture().get());
      results.leftOpen(transfers.giveUp());
      return results.counts();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      coordinator.finish();
      pumps.join();
    }
  }

  private void start(Transfers transfers, CopyPlanner planner, TransferPair pair, Results results)
      throws InterruptedException {
    Verdict verdict =
        new SkipRule(ifExists, CompareRule.ETAG_OR_TIME.where(etags), OptionalLong.empty())
            .verdict(pair);
    if (verdict == Verdict.SKIP && !transfers.doubts(planner.plan(pair))) {
      results.skipped();
      return;
    }
    results.planned(pair.source().size());
    StoreFault exists =
        StoreFault.found(
            Kind.ALREADY_EXISTS, StoreOperation.COPY_OBJECT, pair.destination(), "it is there");
    transfers.start(verdict == Verdict.REFUSE ? new Refused(pair, exists) : planner.plan(pair));
  }

  static UploadToken freshToken() {
    return UploadToken.fresh(RUN_ID, RealMachine.MACHINE.random());
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

  private Optional<ListedObject> existing(String key) {
    return service.keys(new ObjectPrefix(B, key)).contains(key)
        ? Optional.of(listed(B.object(key)))
        : Optional.empty();
  }

  /** Sources are listed as written before everything at the destination. */
  private ListedObject listedSource(String key) {
    ObjectIdentity now = info(A.object(key)).identity();
    ObjectIdentity old =
        new ObjectIdentity(now.etag(), now.versionId(), now.size(), now.lastModified() - 60_000);
    return new ListedObject(key, old, Optional.empty());
  }

  private ListedObject listed(ObjectLocation object) {
    return new ListedObject(object.key(), info(object).identity(), Optional.empty());
  }

  private ObjectInfo info(ObjectLocation object) {
    return memory().head(object, Optional.empty()).toCompletableFuture().join();
  }

  final String report() {
    return lines.toString(StandardCharsets.UTF_8);
  }

  /** Behaves as the store that it decorates, but for what a test overrides. */
  abstract static class Scripted extends StoreDecorator {
    Scripted(ObjectStore store) {
      super(store);
    }

    @Override
    public ObjectInspector inspector() {
      return new HeadsAlone(this, super.inspector());
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      return call.get();
    }

    static <T> CompletionStage<T> fault(Kind kind, StoreOperation operation) {
      return CompletableFuture.failedStage(
          new StoreException(
              new StoreFault(kind, operation, "t", "Coded", 400, "request-1", "scripted")));
    }
  }
}
