package org.bucketcopy.job.options;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.filesystem.EmptyDirectories;
import org.bucketcopy.job.run.Ends;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.upload.FileSource;
import org.bucketcopy.job.upload.UploadSettings;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code upload}: makes objects of the files of any Hadoop file system. */
@Command(
    name = "upload",
    description = "Makes objects of the files of any Hadoop file system.",
    sortOptions = false)
public final class UploadCommand implements TransferCommand {
  @Option(
      names = "--source",
      required = true,
      paramLabel = "PATH",
      converter = PathText.class,
      description =
          "A directory, of which all files below are uploaded, or a single file, on any Hadoop"
              + " file system: hdfs://namenode/path, file:///path.")
  private String source;

  @Option(
      names = "--destination",
      required = true,
      paramLabel = "URI",
      converter = StoreUri.AnyConverter.class,
      description =
          "Where to: s3://bucket/ or s3://bucket/prefix/; for a single file also"
              + " s3://bucket/object.")
  private StoreUri destination;

  @Option(
      names = "--empty-directories",
      paramLabel = "skip|marker",
      converter = EmptyDirectoriesConverter.class,
      defaultValue = "skip",
      description =
          "What to make of a directory that holds nothing: nothing, or an empty object whose key"
              + " ends in / (default: ${DEFAULT-VALUE}).")
  private EmptyDirectories emptyDirectories;

  @Mixin private AttributeOptions attributes = new AttributeOptions();

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  public TransferSettings settings() {
    return uploadSettings().transfer();
  }

  @Override
  public FileSource source(Configuration configuration, Machine machine) {
    return new FileSource(uploadSettings(), configuration, machine);
  }

  private UploadSettings uploadSettings() {
    Ends ends = new Ends("upload", source, destination.prefix());
    return transfer.checked(
        () -> {
          Map<String, String> others =
              ImmutableMap.<String, String>builder()
                  .put("--empty-directories", Choice.word(emptyDirectories))
                  .putAll(attributes.planOptions())
                  .buildOrThrow();
          return new UploadSettings(
              emptyDirectories, attributes.attributes(), transfer.settings(ends, others));
        });
  }

  @Override
  public Map<String, String> storeSettings() {
    return transfer.storeSettings(destination);
  }

  @Override
  public Optional<String> summaryPath() {
    return transfer.summaryPath();
  }

  @Override
  public List<String> paths() {
    return Stream.concat(Stream.of(source), transfer.paths().stream()).toList();
  }

  private static final class EmptyDirectoriesConverter extends Choice<EmptyDirectories> {
    EmptyDirectoriesConverter() {
      super(List.of(EmptyDirectories.SKIP, EmptyDirectories.MARKER));
    }
  }
}
