package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.planner.store.RequestCounts;
import org.junit.jupiter.api.Test;

final class CopyPluginTest {
  @Test
  void anExecutorThatEndsHandsNothingInThatItsOwnEndHasFailed() {
    CopyPlugin.ExecutorEnd end = new CopyPlugin.ExecutorEnd();
    end.init(new Plugged(), Map.of());
    end.shutdown();

    assertThatThrownBy(() -> end.ask(request()))
        .isInstanceOf(IOException.class)
        .hasMessage("the executor ends");
  }

  private static LeaseRequest request() {
    return new LeaseRequest(
        new PumpName("1", 1),
        new ExecutorSite("host", "here"),
        1,
        new Room(1, 0, 1),
        List.of(),
        RequestCounts.NONE,
        Map.of());
  }

  /** Spark's end of an executor, as far as the plugin uses it. */
  private static final class Plugged implements PluginContext {
    private final MetricRegistry metrics = new MetricRegistry();

    @Override
    public MetricRegistry metricRegistry() {
      return metrics;
    }

    @Override
    public Object ask(Object message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void send(Object message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SparkConf conf() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String executorID() {
      return "1";
    }

    @Override
    public String hostname() {
      return "host";
    }

    @Override
    public Map<String, ResourceInformation> resources() {
      return Map.of();
    }
  }
}
