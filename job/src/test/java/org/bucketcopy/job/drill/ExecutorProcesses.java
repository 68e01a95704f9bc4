package org.bucketcopy.job.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The executors of one application among the processes of this machine (Linux). */
record ExecutorProcesses(int driverPort) {

  /** Kills one, as kill -9 does; false if there is none now. */
  boolean killOne() {
    Optional<ProcessHandle> executor = running().stream().findFirst();
    return executor.isPresent() && executor.orElseThrow().destroyForcibly();
  }

  /** The processes that were started for the driver at this port. */
  List<ProcessHandle> running() {
    return ProcessHandle.allProcesses().filter(this::isExecutor).toList();
  }

  private boolean isExecutor(ProcessHandle process) {
    String command = commandLine(process);
    return command.contains("CoarseGrainedExecutorBackend")
        && command.contains(":" + driverPort + "\0");
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", "" + process.pid(), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }
}
