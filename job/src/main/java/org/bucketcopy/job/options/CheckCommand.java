package org.bucketcopy.job.options;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.report.ProgressMode;
import org.bucketcopy.job.run.RequestSettings;
import org.bucketcopy.job.run.RunSettings;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.plan.RouteRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code check}: finds out what a copy would need, and whether it is there. */
@Command(
    name = "check",
    description = {
      "Finds out whether a copy would work, and names each right that is missing, with the statement"
          + " to add.",
      "Takes the options of copy that decide which rights a copy needs. Makes nothing visible."
    },
    sortOptions = false)
public final class CheckCommand implements CommandOptions {
  /** Of an object that is just large enough to have parts. */
  private static final PlanSettings BY_PARTS = new PlanSettings(1, 0);

  @Spec private CommandSpec spec;

  @Mixin private CopyOptions copy = new CopyOptions();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Mixin private AccessOptions access = new AccessOptions();

  @Mixin private SharedOptions shared = new SharedOptions();

  /**
   * The settings of the copy that would be made.
   *
   * @throws ParameterException if the options contradict each other
   */
  public CopySettings settings() {
    return CheckedOptions.of(
        spec,
        () ->
            copy.settings(
                RouteRule.SERVER_SIDE,
                Optional.empty(),
                new TransferSettings(
                    TransferSettings.Mode.DRY_RUN,
                    copy.ends("check"),
                    selection.selection(EtagRule.ANY),
                    BY_PARTS,
                    new RequestSettings(0, 0, 0, shared.retries()),
                    RunSettings.NONE)));
  }

  /**
   * Settings of the stores that the options make, by Hadoop's names.
   *
   * @throws ParameterException if the destination's store does not have them
   */
  public Map<String, String> storeSettings() {
    return CheckedOptions.of(spec, () -> access.settings(List.of(copy.from()), copy.to()));
  }

  @Override
  public void begin(Configuration configuration, Instant start) {
    CheckedOptions.run(spec, () -> selection.filters().begin(configuration, start));
  }

  @Override
  public Optional<String> summaryPath() {
    return shared.summaryPath();
  }

  @Override
  public Optional<ProgressMode> progress() {
    return shared.progress();
  }

  @Override
  public List<String> paths() {
    return summaryPath().stream().toList();
  }
}
