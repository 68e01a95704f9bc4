package org.bucketcopy.job.verify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * How a verification ended: the one JSON line that scripts read.
 *
 * @param settings what it was to do
 * @param exitCode how it ended
 * @param done what was found, and what it took
 * @param millis how long it took
 * @param problem why it could not continue; empty if it came to its end
 */
public record VerifySummary(
    VerifySettings settings, ExitCode exitCode, Done done, long millis, Optional<String> problem)
    implements Summary {
  /**
   * What was done; of a dry run, what would be at most.
   *
   * @param counts what was found
   * @param driverRequests what the driver asked of the stores
   * @param executorRequests what each executor asked of them, by the id Spark gave it
   * @param findings the files of the run directory that this execution has written findings to
   */
  record Done(
      VerifyCounts counts,
      RequestCounts driverRequests,
      Map<String, RequestCounts> executorRequests,
      List<String> findings) {
    static final Done NONE = forecast(VerifyCounts.NONE, RequestCounts.NONE);

    /** What a dry run says. */
    static Done forecast(VerifyCounts counts, RequestCounts requests) {
      return new Done(counts, requests, Map.of(), List.of());
    }
  }

  /** How a verification ended that came to its end. */
  static ExitCode ended(VerifySettings settings, VerifyCounts counts) {
    long different =
        counts.of(Finding.Kind.MISSING)
            + counts.of(Finding.Kind.DIFFERS)
            + (settings.checks().extra() == Checks.Extra.FAIL ? counts.of(Finding.Kind.EXTRA) : 0);
    if (different > 0) {
      return ExitCode.DIFFERENT;
    }
    return counts.of(Finding.Kind.UNVERIFIED) > 0 ? ExitCode.UNVERIFIED : ExitCode.OK;
  }

  @Override
  public VerifySummary andAlso(String more) {
    return new VerifySummary(
        settings, Summary.notOk(exitCode), done, millis, Summary.both(problem, more));
  }

  @Override
  public String toJson() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("command", settings.title().command());
    json.put("dryRun", settings.dryRun());
    json.put("level", settings.checks().level().name().toLowerCase(Locale.ROOT));
    json.put("status", exitCode.name().toLowerCase(Locale.ROOT));
    json.put("exitCode", exitCode.number());
    json.put("source", settings.title().source());
    json.put("destination", settings.title().destination());
    settings.narrowedSource().putTo(json);
    done.counts().byName().forEach(json::put);
    ObjectNode equalBy = json.putObject("equalBy");
    done.counts().equal().forEach((evidence, count) -> equalBy.put(evidence.label(), count));
    Summary.putRequests(json, done.driverRequests(), done.executorRequests());
    json.put("millis", millis);
    settings.run().directory().ifPresent(directory -> json.put("runDir", directory));
    if (!done.findings().isEmpty()) {
      done.findings().forEach(json.putArray("findings")::add);
    }
    problem.ifPresent(text -> json.put("problem", text));
    return json.toString();
  }
}
