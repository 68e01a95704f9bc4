package org.bucketcopy.job.benchmark;

import org.bucketcopy.job.servers.virtual.ByteCount;
import picocli.CommandLine.Option;

/** How much is uploaded. */
final class UploadSizes {
  @Option(
      names = "--file-size",
      paramLabel = "SIZE",
      defaultValue = "16GiB",
      description = "Of the file of one-file (default: ${DEFAULT-VALUE}).")
  private String fileSize = "16GiB";

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many files many-files has (default: ${DEFAULT-VALUE}).")
  private long files = 100_000;

  @Option(
      names = "--files-there",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many files files-there has (default: ${DEFAULT-VALUE}).")
  private long filesThere = 1_000_000;

  long fileSize() {
    return ByteCount.parse(fileSize);
  }

  long files() {
    return files;
  }

  long filesThere() {
    return filesThere;
  }
}
