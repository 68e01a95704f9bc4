package org.bucketcopy.job.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;

/**
 * What is known of a run: the one JSON line that scripts read.
 *
 * @param exitCode how the run ended, or that it has not
 * @param run what its driver wrote last; empty if nothing can be read
 * @param problem why the run's end is not known; empty if it is, or if the run goes on
 */
record StatusSummary(ExitCode exitCode, Optional<JsonNode> run, Optional<String> problem)
    implements Summary {
  @Override
  public StatusSummary andAlso(String more) {
    return new StatusSummary(Summary.notOk(exitCode), run, Summary.both(problem, more));
  }

  @Override
  public String toJson() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("command", "status");
    json.put("status", exitCode.name().toLowerCase(Locale.ROOT));
    json.put("exitCode", exitCode.number());
    run.ifPresent(written -> json.set("run", written));
    problem.ifPresent(text -> json.put("problem", text));
    return json.toString();
  }
}
