package org.bucketcopy.job.options;

import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.ParameterException;

/** A command about what a run directory holds, which needs no Spark and no store. */
public interface ReadingCommand extends CommandOptions {
  /**
   * What the command does, given the settings of the run directory's file system.
   *
   * @param end ends the command early, whoever asks for it
   * @param machine where time and threads come from
   * @throws ParameterException if the options contradict each other
   */
  Function<Configuration, Summary> work(EarlyEnd end, Machine machine);
}
