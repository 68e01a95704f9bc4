package org.bucketcopy.job.dispatch;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.bucketcopy.job.filesystem.HadoopFiles;
import org.bucketcopy.job.stores.registry.BucketLocations;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.StoresAndFiles;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.thread.Machine;

/** The Spark task that runs one pump; its partition's content means nothing. */
final class PumpTask implements VoidFunction<Iterator<Integer>> {
  /** Files that an executor looks at side by side. */
  private static final int LOOKS_AT_FILES = 64;

  /** Ranges and files that an executor reads side by side. */
  private static final int READERS = 256;

  private final SerializableConfiguration configuration;
  private final String[] schemes;
  private final String[] buckets;
  private final PumpSettings settings;
  private final String runId;

  /**
   * @param configuration where executors find the settings and credentials of the stores, shipped
   *     as Spark ships it to any job; it says where {@code reached} are
   * @param reached the buckets that the driver reaches at the same place
   * @param settings how to pump
   * @param runId what the executors' log names the run
   */
  PumpTask(
      SerializableConfiguration configuration,
      List<Bucket> reached,
      PumpSettings settings,
      String runId) {
    this.configuration = configuration;
    this.schemes = reached.stream().map(Bucket::scheme).toArray(String[]::new);
    this.buckets = reached.stream().map(Bucket::name).toArray(String[]::new);
    this.settings = settings;
    this.runId = runId;
  }

  /**
   * What all pumps of an executor share.
   *
   * @param host where the executor is, as Spark names it
   */
  ExecutorContext newContext(String host, Machine machine) {
    LoggedRun.named(runId);
    RetriedStores stores =
        new RetriedStores(
            configuration.value(),
            settings.connections(),
            settings.retryPolicy(),
            everyBucket -> true,
            machine);
    HadoopFiles files =
        new HadoopFiles(
            configuration.value(), machine.threads().pool("bucket-copy-file", LOOKS_AT_FILES));
    return new ExecutorContext(
        new ExecutorSite(host, reached(stores).toString()),
        settings.window(),
        stores.pacers(),
        new StoresAndFiles(stores::of, files, machine.threads().pool("bucket-copy-read", READERS)),
        stores::requests,
        stores::close);
  }

  private BucketLocations reached(RetriedStores stores) {
    return new BucketLocations(
        IntStream.range(0, buckets.length)
            .mapToObj(i -> stores.location(new Bucket(schemes[i], buckets[i])))
            .toList());
  }

  @Override
  public void call(Iterator<Integer> partition) throws Exception {
    CopyPlugin.ExecutorEnd executor = CopyPlugin.executorEnd();
    ExecutorContext context = executor.executorContext(this);
    PumpName name = new PumpName(executor.executorId(), TaskContext.get().taskAttemptId());
    new CopyPump(name, executor, context).run();
  }
}
