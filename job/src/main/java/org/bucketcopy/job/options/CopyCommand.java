package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.copy.ObjectSource;
import org.bucketcopy.job.report.ProgressMode;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.plan.RouteRule;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code copy}: copies all objects under a prefix to another prefix, or a single one. */
@Command(
    name = "copy",
    description =
        "Copies all objects under a prefix to another prefix, or a single one, server-side or by a"
            + " relay.",
    sortOptions = false)
public final class CopyCommand implements TransferCommand {
  @Mixin private CopyOptions copy = new CopyOptions();

  @Option(
      names = "--keep-etag",
      arity = "0..1",
      paramLabel = "required|if-possible",
      converter = EtagRuleConverter.class,
      fallbackValue = "required",
      description =
          "Copy each object in the parts that its source was made of, so that it has the same"
              + " ETag, whatever --multipart-threshold says. One that gets another ETag fails; with"
              + " if-possible it stays and is reported.")
  private Optional<EtagRule> keepEtag = Optional.empty();

  @Option(
      names = "--route",
      paramLabel = "server-side|relay|auto",
      converter = RouteRuleConverter.class,
      defaultValue = "server-side",
      description =
          "Which way the bytes go: from store to store; through the executors, also between"
              + " services, regions and logins that no server-side copy reaches; server-side if it"
              + " can be done, and otherwise through the executors (default: ${DEFAULT-VALUE}).")
  private RouteRule route;

  @Mixin private ManifestOptions manifest = new ManifestOptions();

  @Mixin private ByteRateOptions rate = new ByteRateOptions();

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  public TransferSettings settings() {
    return copySettings().transfer();
  }

  @Override
  public ObjectSource source(Configuration configuration, Machine machine) {
    return new ObjectSource(copySettings(), configuration, machine);
  }

  private CopySettings copySettings() {
    return transfer.checked(
        () -> {
          TransferSettings settings =
              transfer.settings(
                  copy.ends("copy"),
                  keepEtag.orElse(EtagRule.ANY),
                  planOptions(),
                  rate.bytesPerSecond());
          checkRate(settings.plan());
          return copy.settings(route, manifest.settings(), settings);
        });
  }

  private void checkRate(PlanSettings plan) {
    checkArgument(
        !rate.isGiven() || route.mayRelay(),
        "%s is for --route relay: server-side, this run sends no bytes",
        ByteRateOptions.NAME);
    rate.check(
        Math.max(plan.partSize(), plan.multipartThreshold()),
        "--part-size and --multipart-threshold");
  }

  /** Runs that were started before there was an option are resumed with its default. */
  private Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    options.putAll(copy.planOptions());
    options.putAll(manifest.planOptions());
    keepEtag.ifPresent(rule -> options.put("--keep-etag", Choice.word(rule)));
    return options.buildOrThrow();
  }

  @Override
  public Map<String, String> storeSettings() {
    return transfer.storeSettings(List.of(copy.from()), copy.to());
  }

  @Override
  public void begin(Configuration configuration, Instant start) {
    transfer.begin(configuration, start);
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
    return Stream.concat(manifest.path().stream(), transfer.paths().stream()).toList();
  }

  private static final class RouteRuleConverter extends Choice<RouteRule> {
    RouteRuleConverter() {
      super(List.of(RouteRule.values()));
    }
  }

  private static final class EtagRuleConverter extends Choice<EtagRule> {
    EtagRuleConverter() {
      super(List.of(EtagRule.REQUIRED, EtagRule.IF_POSSIBLE));
    }
  }
}
