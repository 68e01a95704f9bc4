package org.bucketcopy.job.drill;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;

/**
 * Relays from one OSS server to another one, of which neither knows the other's login. Both fail.
 */
final class RelayDrill extends SendingDrill {
  private static final String SOURCE = "source";
  private static final String DESTINATION = "destination";
  private static final String SETTING = "fs.oss.";

  private final OssServer from = new OssServer(1000);
  private final OssServer to = new OssServer(1000);
  private final FailingService reads;
  private final CopyScript script;

  /**
   * Starts the servers.
   *
   * @param script {@code submit-scripts/bucket-copy}
   * @param directory where the job's settings are written
   */
  RelayDrill(Path script, Path directory, Measure measure) throws IOException {
    super(measure);
    Map<String, String> settings = new HashMap<>();
    settings.putAll(open(from, SOURCE, new OssLogin("LTAI-reader", "one", Optional.empty())));
    settings.putAll(open(to, DESTINATION, new OssLogin("LTAI-writer", "two", Optional.empty())));
    for (String key : objects().keys()) {
      from.put(SOURCE, key, objects().content(key), Map.of(), "Standard");
    }
    this.reads = new FailingService(measure);
    from.watch(reads::fate);
    to.watch(service()::fate);
    this.script = new CopyScript(script, SettingsFile.write(directory, settings), "oss");
  }

  /** The settings of the bucket, which hold for no other one. */
  private static Map<String, String> open(OssServer server, String bucket, OssLogin login) {
    server.accept(login);
    server.create(bucket, OssServer.REGION);
    Map<String, String> settings = new HashMap<>();
    server
        .settings(login)
        .forEach(
            (name, value) ->
                settings.put(
                    SETTING + "bucket." + bucket + "." + name.substring(SETTING.length()), value));
    return settings;
  }

  @Override
  public List<String> command(List<String> submitOptions, List<String> options) {
    return script.command(
        submitOptions,
        ImmutableList.<String>builder()
            .add("--route", "relay")
            .add("--part-size", RandomObjects.PART_SIZE)
            .add("--multipart-threshold", RandomObjects.THRESHOLD)
            .add("--in-flight", "4")
            .addAll(options)
            .build());
  }

  @Override
  public long inFlight() {
    return reads.inFlight() + super.inFlight();
  }

  @Override
  public Found found() {
    return objects().found(to, DESTINATION);
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
