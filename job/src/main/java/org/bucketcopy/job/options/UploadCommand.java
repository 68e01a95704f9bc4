package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.filesystem.EmptyDirectories;
import org.bucketcopy.job.report.ProgressMode;
import org.bucketcopy.job.run.Ends;
import org.bucketcopy.job.run.StreamSettings;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.stores.WantedProof;
import org.bucketcopy.job.upload.FileSource;
import org.bucketcopy.job.upload.UploadSettings;
import org.bucketcopy.planner.plan.CompareRule;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.store.SentProof;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code upload}: makes objects of the files of any Hadoop file system. */
@Command(
    name = "upload",
    description = "Makes objects of the files of any Hadoop file system.",
    sortOptions = false)
public final class UploadCommand implements TransferCommand {
  private static final String STANDARD_INPUT = "-";

  /** What is of many files, or of files that can be read again. */
  private static final List<String> OF_FILES =
      List.of(
          "--include",
          "--exclude",
          "--include-from",
          "--exclude-from",
          "--min-size",
          "--max-size",
          "--newer-than",
          "--older-than",
          FilterOptions.SOURCE_STORAGE_CLASS,
          "--compare",
          "--last",
          "--multipart-threshold",
          "--empty-directories",
          "--preserve",
          "--dry-run",
          "--run-dir",
          "--break-lock",
          "--max-failures");

  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "PATH",
      converter = PathText.class,
      description =
          "A directory, of which all files below are uploaded, or a single file, on any Hadoop"
              + " file system: hdfs://namenode/path, file:///path; or -, for standard input.")
  private String source;

  @Option(
      names = "--destination",
      required = true,
      paramLabel = "URI",
      converter = StoreUri.AnyConverter.class,
      description =
          "Where to: s3://bucket/ or s3://bucket/prefix/; for a single file also, and for"
              + " standard input always, s3://bucket/object.")
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

  @Mixin private ByteRateOptions rate = new ByteRateOptions();

  @Option(
      names = "--checksum",
      paramLabel = "auto|crc|md5|both",
      converter = WantedConverter.class,
      defaultValue = "auto",
      description =
          "How it is proved that bytes have arrived: by a CRC where the store has one, and"
              + " otherwise by MD5 if its ETags are MD5s; always by a CRC; always by MD5; by both"
              + " (default: ${DEFAULT-VALUE}).")
  private SentProof.Wanted checksum;

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

  /** Whether standard input is uploaded, and no file. */
  public boolean isOfStream() {
    return source.equals(STANDARD_INPUT);
  }

  /**
   * What shall become of standard input.
   *
   * @param memory most bytes of it that are kept at a time
   * @param deployMode of Spark
   * @throws ParameterException as {@link #settings}, or if an option makes no sense with it
   */
  public StreamSettings streamSettings(long memory, String deployMode) {
    if (!deployMode.equals("client")) {
      refuse(
          "--source - needs --deploy-mode client: in cluster mode the driver runs elsewhere, and"
              + " has no standard input of yours");
    }
    OF_FILES.stream()
        .filter(spec.commandLine().getParseResult()::hasMatchedOption)
        .findFirst()
        .ifPresent(option -> refuse(option + " is for files: --source - is a stream"));
    if (destination.prefix().isFolder()) {
      refuse("--source - needs the name of an object in --destination, which does not end in /");
    }
    if (ifExistsIsSkip()) {
      refuse("--if-exists skip is for files: nobody knows what a stream holds; overwrite or fail");
    }
    UploadSettings upload = uploadSettings();
    return new StreamSettings(
        new UploadRules(upload.transfer().selection().ifExists(), upload.attributes()),
        memory,
        upload.transfer());
  }

  private boolean ifExistsIsSkip() {
    return spec.commandLine().getParseResult().hasMatchedOption("--if-exists")
        && settings().selection().ifExists() == IfExists.SKIP;
  }

  private void refuse(String message) {
    throw new ParameterException(spec.commandLine(), message);
  }

  private UploadSettings uploadSettings() {
    Ends ends = new Ends("upload", source, destination.prefix());
    return transfer.checked(
        () -> {
          Map<String, String> others =
              ImmutableMap.<String, String>builder()
                  .put("--empty-directories", Choice.word(emptyDirectories))
                  .putAll(attributes.planOptions())
                  .putAll(checksumOption("--checksum"))
                  .buildOrThrow();
          TransferSettings common =
              transfer.settings(ends, EtagRule.ANY, others, rate.bytesPerSecond());
          checkRate(common);
          checkArgument(
              common.selection().filter().storageClasses().isEmpty(),
              "%s is for sources that are objects: files have none",
              FilterOptions.SOURCE_STORAGE_CLASS);
          checkArgument(
              common.selection().compare() != CompareRule.ETAG,
              "%s etag is for copies: a file has no ETag",
              CompareOptions.NAME);
          return new UploadSettings(emptyDirectories, attributes.attributes(), common);
        });
  }

  private void checkRate(TransferSettings settings) {
    long part = settings.plan().partSize();
    if (isOfStream()) {
      rate.check(part, "--part-size");
    } else {
      rate.check(
          Math.max(part, settings.plan().multipartThreshold()),
          "--part-size and --multipart-threshold");
    }
  }

  @Override
  public Map<String, String> storeSettings() {
    return ImmutableMap.<String, String>builder()
        .putAll(transfer.storeSettings(List.of(), destination.prefix().bucket()))
        .putAll(checksumOption(WantedProof.NAME))
        .buildOrThrow();
  }

  /** Under {@code name}; none where nobody wants anything else than what is done anyway. */
  private Map<String, String> checksumOption(String name) {
    return checksum == SentProof.Wanted.AUTO ? Map.of() : Map.of(name, Choice.word(checksum));
  }

  @Override
  public void begin(Configuration configuration, Instant start) {
    if (!isOfStream()) {
      transfer.begin(configuration, start);
    }
  }

  @Override
  public Optional<String> summaryPath() {
    return transfer.summaryPath();
  }

  @Override
  public Optional<ProgressMode> progress() {
    return transfer.progress();
  }

  @Override
  public List<String> paths() {
    return Stream.concat(Stream.of(source).filter(path -> !isOfStream()), transfer.paths().stream())
        .toList();
  }

  private static final class WantedConverter extends Choice<SentProof.Wanted> {
    WantedConverter() {
      super(List.of(SentProof.Wanted.values()));
    }
  }

  private static final class EmptyDirectoriesConverter extends Choice<EmptyDirectories> {
    EmptyDirectoriesConverter() {
      super(List.of(EmptyDirectories.SKIP, EmptyDirectories.MARKER));
    }
  }
}
