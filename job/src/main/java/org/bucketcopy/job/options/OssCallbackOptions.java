package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The request that OSS makes to a server of the user when it has completed an upload. */
final class OssCallbackOptions {
  @Option(
      names = "--oss-callback-url",
      paramLabel = "URL",
      converter = UrlText.class,
      description =
          "Let OSS call this address for each object that was copied by parts; up to five,"
              + " separated by semicolons.")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--oss-callback-body",
      paramLabel = "TEXT",
      description = "What OSS sends there, with variables such as $${object} and $${etag}.")
  private Optional<String> body = Optional.empty();

  @Option(
      names = "--oss-callback-host",
      paramLabel = "HOST",
      description = "The Host header of that call (default: the host in the address).")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--oss-callback-content-type",
      paramLabel = "TYPE",
      description =
          "The Content-Type of that call: application/json or application/x-www-form-urlencoded"
              + " (the default).")
  private Optional<String> contentType = Optional.empty();

  /**
   * The destination's settings that the options make, by Hadoop's names; none if none is given.
   *
   * @throws IllegalArgumentException if the destination is not OSS, or only a part is given
   */
  Map<String, String> settings(Bucket destination) {
    String prefix = "fs.oss.bucket." + destination.name() + ".bucketcopy.callback.";
    ImmutableMap.Builder<String, String> building = ImmutableMap.builder();
    url.ifPresent(value -> building.put(prefix + "url", value));
    body.ifPresent(value -> building.put(prefix + "body", value));
    host.ifPresent(value -> building.put(prefix + "host", value));
    contentType.ifPresent(value -> building.put(prefix + "content-type", value));
    Map<String, String> settings = building.buildOrThrow();
    checkArgument(
        settings.isEmpty() || destination.scheme().equals("oss"),
        "--oss-callback-* needs a destination on oss://, and %s is not",
        destination);
    checkArgument(
        settings.isEmpty() || (url.isPresent() && body.isPresent()),
        "a callback needs both --oss-callback-url and --oss-callback-body");
    return settings;
  }

  /** Takes addresses as they are written. */
  private static final class UrlText implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      Splitter.on(';').split(text).forEach(UriCredentials::refuse);
      return text;
    }
  }
}
