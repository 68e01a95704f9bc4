package org.bucketcopy.job.sweep;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * How a sweep ended: the one JSON line that scripts read.
 *
 * @param settings what it was to do
 * @param exitCode how it ended
 * @param counts what became of the uploads
 * @param requests what was asked of the stores, failed attempts included
 * @param millis how long it took
 * @param problem why it could not continue; empty if it came to its end
 */
record SweepSummary(
    SweepSettings settings,
    ExitCode exitCode,
    SweepCounts counts,
    RequestCounts requests,
    long millis,
    Optional<String> problem)
    implements Summary {

  @Override
  public SweepSummary andAlso(String more) {
    return new SweepSummary(
        settings, Summary.notOk(exitCode), counts, requests, millis, Summary.both(problem, more));
  }

  @Override
  public String toJson() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("command", "sweep");
    json.put("dryRun", dryRun());
    json.put("status", exitCode.name().toLowerCase(Locale.ROOT));
    json.put("exitCode", exitCode.number());
    if (settings instanceof SweepSettings.OfPrefix prefix) {
      json.put("destination", prefix.destination().uri());
      json.put("olderThanSeconds", prefix.olderThan().toSeconds());
    }
    settings.runDirectories().stream().map(Path::toString).forEach(json.putArray("runDirs")::add);
    putCounts(json, counts);
    Summary.putRequests(json, requests);
    json.put("millis", millis);
    problem.ifPresent(text -> json.put("problem", text));
    return json.toString();
  }

  /** Adds what has become of the uploads, under the names that a summary has for it. */
  static void putCounts(ObjectNode json, SweepCounts counts) {
    json.put("listed", counts.listed());
    json.put("ours", counts.ours());
    json.put("running", counts.running());
    json.put("unknown", counts.unknown());
    json.put("aborted", counts.ended().aborted());
    json.put("gone", counts.ended().gone());
    json.put("failed", counts.ended().failed());
  }

  private boolean dryRun() {
    return settings instanceof SweepSettings.OfPrefix prefix
        && prefix.mode() == SweepSettings.Mode.LIST;
  }
}
