package org.bucketcopy.job.options;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.run.RunSource;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.ParameterException;

/** What every command has that transfers. */
public interface TransferCommand extends CommandOptions {
  /**
   * The settings that the options make.
   *
   * @throws ParameterException if they contradict each other
   */
  TransferSettings settings();

  /**
   * Settings of the run's stores that the options make, by Hadoop's names.
   *
   * @throws ParameterException if the destination's store does not have them
   */
  Map<String, String> storeSettings();

  /**
   * What is transferred.
   *
   * @param configuration settings and credentials of stores and file systems
   * @param machine where time and threads come from
   * @throws ParameterException as {@link #settings}
   */
  RunSource source(Configuration configuration, Machine machine);
}
