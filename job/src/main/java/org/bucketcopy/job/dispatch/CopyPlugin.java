package org.bucketcopy.job.dispatch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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
 */
public final class CopyPlugin implements SparkPlugin {
  private static volatile Optional<LeaseGate> openGate = Optional.empty();
  private static volatile Optional<ExecutorEnd> executor = Optional.empty();

  /** From now on, pumps of this application are answered by {@code gate}. Driver only. */
  public static void open(LeaseGate gate) {
    openGate = Optional.of(gate);
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
        plugin = context.orElseThrow();
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

    @Override
    public synchronized void shutdown() {
      executor = Optional.empty();
      executorContext.ifPresent(ExecutorContext::close);
    }
  }
}
