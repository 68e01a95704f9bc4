package org.bucketcopy.job.dispatch;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.WireCodec;
import org.bucketcopy.planner.thread.Machine;

/**
 * The channel between pumps and driver. Spark makes the two ends itself, in each JVM, so that the
 * job and the pumps find theirs through a static reference.
 *
 * <p>It also shows Spark's metrics system the figures of the run. The names of metrics have the
 * name of this class in them, and dashboards have those: it stays.
 */
public final class CopyPlugin implements SparkPlugin {
  private static volatile Optional<LeaseGate> openGate = Optional.empty();
  private static volatile Optional<ExecutorEnd> executor = Optional.empty();
  private static volatile Map<String, Supplier<Long>> gauges = Map.of();

  /** From now on, pumps of this application are answered by {@code gate}. Driver only. */
  public static void open(LeaseGate gate) {
    openGate = Optional.of(gate);
  }

  /**
   * Gives what metrics of the driver show, by their names. Driver only; Spark asks for the names
   * once, when it starts.
   */
  public static void measure(Map<String, Supplier<Long>> figures) {
    gauges = figures;
  }

  private static void register(PluginContext plugin, String name, Supplier<Long> value) {
    MetricRegistry metrics = plugin.metricRegistry();
    metrics.gauge(name, () -> (Gauge<Long>) value::get);
  }

  /**
   * This executor's end of the channel.
   *
   * @throws IllegalStateException if Spark did not load the plugin here
   */
  static ExecutorEnd executorEnd() {
    return executor.orElseThrow(
        () ->
            new IllegalStateException(
                "Spark has not loaded "
                    + CopyPlugin.class.getName()
                    + " on this executor: put the application's jar on the executors' class"
                    + " path (spark.executor.extraClassPath)"));
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverEnd();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorEnd();
  }

  private static final class DriverEnd implements DriverPlugin {
    private final WireCodec codec = new WireCodec();

    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
      return Map.of();
    }

    @Override
    public void registerMetrics(String appId, PluginContext plugin) {
      gauges
          .keySet()
          .forEach(name -> register(plugin, name, () -> gauges.getOrDefault(name, () -> 0L).get()));
    }

    @Override
    public Object receive(Object message) {
      LeaseGate gate = openGate.orElseThrow(() -> new IllegalStateException("no copy runs"));
      try {
        return codec.encode(gate.answer(codec.decode((byte[]) message, LeaseRequest.class)));
      } catch (Throwable defect) {
        // What the pump asks for again may have been assigned already.
        gate.defect(defect);
        throw defect;
      }
    }

    @Override
    public void shutdown() {
      openGate = Optional.empty();
    }
  }

  /** What the pumps of one executor share: the channel, and the context that they work in. */
  static final class ExecutorEnd implements ExecutorPlugin, LeaseChannel {
    private final Machine machine = Machine.real();
    private final WireCodec codec = new WireCodec();
    private Optional<PluginContext> context = Optional.empty();
    private Optional<ExecutorContext> executorContext = Optional.empty();

    @Override
    public synchronized void init(PluginContext plugin, Map<String, String> extraConf) {
      context = Optional.of(plugin);
      executor = Optional.of(this);
      // In local mode the driver's metrics are beside them, and have other names.
      register(plugin, "executorInFlight", () -> measured(ExecutorContext::inFlight));
      register(plugin, "executorRequests", () -> measured(ExecutorContext::requestsSent));
      register(plugin, "executorThrottledRequests", () -> measured(ExecutorContext::throttled));
    }

    /** Of the executor's end that there is now; 0 before its first pump has come. */
    private static long measured(ToLongFunction<ExecutorContext> figure) {
      return executor.flatMap(ExecutorEnd::context).stream().mapToLong(figure).sum();
    }

    private synchronized Optional<ExecutorContext> context() {
      return executorContext;
    }

    synchronized String executorId() {
      return context.orElseThrow().executorID();
    }

    /** The executor's context, made by the first pump that comes. */
    synchronized ExecutorContext executorContext(PumpTask task) {
      if (executorContext.isEmpty()) {
        executorContext = Optional.of(task.newContext(host(), machine));
      }
      return executorContext.orElseThrow();
    }

    /** As the driver knows this executor; the plugin's context names only hosts that are called. */
    private static String host() {
      return SparkEnv.get().blockManager().blockManagerId().host();
    }

    @Override
    public Lease ask(LeaseRequest request) throws IOException, InterruptedException {
      PluginContext plugin;
      synchronized (this) {
        plugin = context.orElseThrow(() -> new IOException("the executor ends"));
      }
      Object answer;
      try {
        answer = plugin.ask(codec.encode(request));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("the driver did not answer", e);
      }
      return codec.decode((byte[]) answer, Lease.class);
    }

    /** What fails because the stores close is not handed in: other executors do it. */
    @Override
    public synchronized void shutdown() {
      executor = Optional.empty();
      context = Optional.empty();
      executorContext.ifPresent(ExecutorContext::close);
    }
  }
}
