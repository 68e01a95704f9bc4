package org.bucketcopy.job.servers;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code submit-scripts/bucket-copy}, into the bucket {@code destination} of a server: {@code copy}
 * from its bucket {@code source}, and {@code upload}.
 *
 * @param script {@code submit-scripts/bucket-copy}
 * @param settings a {@link SettingsFile}
 * @param scheme of the store's addresses: {@code s3}
 */
public record CopyScript(Path script, Path settings, String scheme) {

  /**
   * For an S3 server.
   *
   * @param directory where the settings are written
   */
  public static CopyScript s3(Path script, Path directory, S3Access access) throws IOException {
    return new CopyScript(script, SettingsFile.write(directory, access.hadoopSettings()), "s3");
  }

  /**
   * The command that copies.
   *
   * @param submitOptions go to spark-submit
   * @param copyOptions go to the job
   */
  public List<String> command(List<String> submitOptions, List<String> copyOptions) {
    return command(submitOptions, "copy", scheme + "://source/", copyOptions);
  }

  /** The command that compares both buckets. */
  public List<String> verify(List<String> submitOptions, List<String> verifyOptions) {
    return command(submitOptions, "verify", scheme + "://source/", verifyOptions);
  }

  /** The command that uploads what is below a directory. */
  public List<String> upload(List<String> submitOptions, Path tree, List<String> uploadOptions) {
    return command(submitOptions, "upload", "file:" + tree, uploadOptions);
  }

  private List<String> command(
      List<String> submitOptions, String command, String source, List<String> options) {
    return ImmutableList.<String>builder()
        .add(script.toString())
        .addAll(submitOptions)
        .add("--properties-file", settings.toString(), command)
        .add("--source", source, "--destination", scheme + "://destination/")
        .addAll(options)
        .build();
  }
}
