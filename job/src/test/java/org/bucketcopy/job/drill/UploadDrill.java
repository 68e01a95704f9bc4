package org.bucketcopy.job.drill;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;

/** Uploads local files to an OSS server, which keeps every byte. */
final class UploadDrill extends SendingDrill {
  private static final String BUCKET = "destination";

  private final OssServer server = new OssServer(1000);
  private final CopyScript script;
  private final Path tree;

  /**
   * Writes the files, and starts the server.
   *
   * @param script {@code submit-scripts/bucket-copy}
   * @param directory where files and the job's settings are written
   */
  UploadDrill(Path script, Path directory, Measure measure) throws IOException {
    super(measure);
    OssLogin login = new OssLogin("LTAI-drill", "its-secret", Optional.empty());
    server.accept(login);
    server.create(BUCKET, OssServer.REGION);
    server.watch(service()::fate);
    this.script =
        new CopyScript(script, SettingsFile.write(directory, server.settings(login)), "oss");
    this.tree = directory.resolve("tree");
    for (String key : objects().keys()) {
      Path file = tree.resolve(key);
      Files.createDirectories(file.getParent());
      Files.write(file, objects().content(key));
    }
  }

  @Override
  public List<String> command(List<String> submitOptions, List<String> options) {
    return script.upload(
        submitOptions,
        tree,
        ImmutableList.<String>builder()
            .add("--part-size", RandomObjects.PART_SIZE)
            .add("--multipart-threshold", RandomObjects.THRESHOLD)
            .add("--in-flight", "4")
            .addAll(options)
            .build());
  }

  @Override
  public Found found() {
    return objects().found(server, BUCKET);
  }

  @Override
  public void close() {
    server.close();
  }
}
