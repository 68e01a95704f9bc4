package org.bucketcopy.job;

import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.run.RunTitle;
import org.bucketcopy.job.wire.WireRegistrator;

/** What the job needs of Spark, set here so that a plain spark-submit of the jar is enough. */
final class SparkSettings {
  private static final String NAME = "bucket-copy";

  private static final String REDACTION =
      "(?i)secret|password|token|access[.]?key|encryption[.]key|credential";

  private static final String PROMETHEUS = "spark.metrics.conf.*.sink.prometheusServlet.";

  private SparkSettings() {}

  /** Those of the process, with what the job needs for this run. */
  static SparkConf of(RunTitle title) {
    SparkConf conf = new SparkConf();
    String plugins = conf.get("spark.plugins", "");
    String plugin = CopyPlugin.class.getName();
    if (!plugins.contains(plugin)) {
      conf.set("spark.plugins", plugins.isEmpty() ? plugin : plugins + "," + plugin);
    }
    // What spark-submit sets where nobody has named it, and our script's.
    if (Set.of("", BucketCopy.class.getName(), NAME).contains(conf.get("spark.app.name", ""))) {
      conf.set("spark.app.name", NAME + " " + title.label());
    }
    conf.set("spark.serializer", KryoSerializer.class.getName());
    conf.set("spark.kryo.registrationRequired", "true");
    conf.set("spark.kryo.registrator", WireRegistrator.class.getName());
    conf.set("spark.redaction.regex", redaction(conf.get("spark.redaction.regex", "")));
    // Without these, nothing is under that address, and each run's metrics have other names.
    conf.setIfMissing(PROMETHEUS + "class", "org.apache.spark.metrics.sink.PrometheusServlet");
    conf.setIfMissing(PROMETHEUS + "path", "/metrics/prometheus");
    conf.setIfMissing("spark.metrics.namespace", "bucket_copy");
    // A pump is killed only with its executor, and its work is given to another one.
    conf.setIfMissing("spark.task.maxFailures", "1000");
    conf.set("spark.speculation", "false");
    return conf;
  }

  /** What {@code others} hides, and what the job has to hide. */
  private static String redaction(String others) {
    return others.isEmpty() || others.equals(REDACTION)
        ? REDACTION
        : "(?:" + others + ")|(?:" + REDACTION + ")";
  }
}
