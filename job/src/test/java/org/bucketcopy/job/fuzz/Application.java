package org.bucketcopy.job.fuzz;

import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.run.SparkStart;

/** The application, as its main method runs it. */
public interface Application {
  /** Runs a command on a Spark that is given. */
  ExitCode run(Function<SparkConf, SparkStart> spark, String... arguments);
}
