package org.bucketcopy.job.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.plan.CopyRoute;

/**
 * How a run ended: the one JSON line that scripts read.
 *
 * @param settings what the run was to do
 * @param route which way copies went; empty of what is no copy, and while it is not decided
 * @param exitCode how it ended
 * @param counts what became of the objects
 * @param requests what was asked of the stores
 * @param millis how long it took
 * @param problem why it could not continue; empty if it came to its end
 */
public record TransferSummary(
    TransferSettings settings,
    Optional<CopyRoute> route,
    ExitCode exitCode,
    RunCounts counts,
    RunRequests requests,
    long millis,
    Optional<String> problem)
    implements Summary {
  /** How a run ended that came to its end. */
  static ExitCode ended(RunCounts counts) {
    if (counts.objects().failed() > 0) {
      return ExitCode.OBJECTS_FAILED;
    }
    return counts.leftOpen() > 0 ? ExitCode.UPLOADS_LEFT_OPEN : ExitCode.OK;
  }

  @Override
  public TransferSummary andAlso(String more) {
    return new TransferSummary(
        settings,
        route,
        Summary.notOk(exitCode),
        counts,
        requests,
        millis,
        Summary.both(problem, more));
  }

  @Override
  public String toJson() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("command", settings.ends().command());
    json.put("dryRun", settings.mode() == TransferSettings.Mode.DRY_RUN);
    json.put("status", exitCode.name().toLowerCase(Locale.ROOT));
    json.put("exitCode", exitCode.number());
    json.put("source", settings.source());
    json.put("destination", settings.destination().uri());
    settings.ends().narrowed().putTo(json);
    route.ifPresent(way -> json.put("route", way.word()));
    putCounts(json, counts);
    Summary.putRequests(json, requests.driver(), requests.executors());
    json.put("millis", millis);
    settings.run().directory().ifPresent(directory -> json.put("runDir", directory));
    problem.ifPresent(text -> json.put("problem", text));
    return json.toString();
  }

  /** Adds what has become of the objects, under the names that a summary has for it. */
  static void putCounts(ObjectNode json, RunCounts counts) {
    counts.byName().forEach(json::put);
    ObjectNode proved = json.putObject("proved");
    counts.proved().forEach((proof, objects) -> proved.put(proof.label(), objects));
  }
}
