package org.bucketcopy.job.benchmark;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark job of one task that does nothing. Prints when the task ran, in ms since 1970. */
public final class EmptyJob {
  private EmptyJob() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("empty"))) {
      long ran = spark.parallelize(List.of(1), 1).map(number -> System.currentTimeMillis()).first();
      System.out.println(ran);
    }
  }
}
