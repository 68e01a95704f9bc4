package org.bucketcopy.job.servers;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code submit-scripts/bucket-copy copy}, from the bucket {@code source} of a server to its bucket
 * {@code destination}.
 *
 * @param scripts the folder of the script
 * @param settings a {@link SettingsFile}
 * @param scheme of the store's addresses: {@code s3}
 */
public record CopyScript(Path scripts, Path settings, String scheme) {

  /**
   * The command that runs it.
   *
   * @param submitOptions go to spark-submit
   * @param copyOptions go to the job
   */
  public List<String> command(List<String> submitOptions, List<String> copyOptions) {
    return ImmutableList.<String>builder()
        .add(scripts.resolve("bucket-copy").toString())
        .addAll(submitOptions)
        .add("--properties-file", settings.toString(), "copy")
        .add("--source", scheme + "://source/", "--destination", scheme + "://destination/")
        .addAll(copyOptions)
        .build();
  }
}
