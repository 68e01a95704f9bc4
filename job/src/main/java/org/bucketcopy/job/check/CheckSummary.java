package org.bucketcopy.job.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import java.util.Optional;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * How a check ended: the one JSON line that scripts read.
 *
 * @param settings of the copy
 * @param exitCode whether it would do
 * @param result what was found
 * @param cost what it took
 * @param problem why the copy would not do, or the check could not be made
 */
record CheckSummary(
    CopySettings settings,
    ExitCode exitCode,
    CheckResult result,
    Cost cost,
    Optional<String> problem)
    implements Summary {
  /**
   * What a check took.
   *
   * @param requests what was asked of the stores, failed attempts included
   * @param millis how long
   */
  record Cost(RequestCounts requests, long millis) {}

  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public CheckSummary andAlso(String more) {
    return new CheckSummary(
        settings, Summary.notOk(exitCode), result, cost, Summary.both(problem, more));
  }

  @Override
  public String toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("command", "check");
    json.put("status", Ascii.toLowerCase(exitCode.name()));
    json.put("exitCode", exitCode.number());
    json.put("source", settings.source().uri());
    json.put("destination", settings.destination().uri());
    result.probed().sample().map(ObjectLocation::uri).ifPresent(uri -> json.put("sample", uri));
    ArrayNode checks = json.putArray("checks");
    result.findings().forEach(finding -> put(finding, checks.addObject()));
    json.put("condition", Ascii.toLowerCase(result.probed().pin().name()).replace('_', '-'));
    ArrayNode statements = json.putArray("statements");
    result.statements().forEach(statement -> put(statement, statements.addObject()));
    result.fidelity().kept().forEach(json.putArray("kept")::add);
    ArrayNode lost = json.putArray("lost");
    result
        .fidelity()
        .lost()
        .forEach(loss -> lost.addObject().put("what", loss.what()).put("why", loss.why()));
    json.put("uploadsLeftOpen", result.probed().leftOpen().size());
    Summary.putRequests(json, cost.requests());
    json.put("millis", cost.millis());
    problem.ifPresent(text -> json.put("problem", text));
    return json.toString();
  }

  private static void put(Finding finding, ObjectNode json) {
    json.put("name", finding.check().word());
    json.put("outcome", finding.outcome().word());
    finding.right().ifPresent(right -> json.put("right", right.word()));
    finding.message().ifPresent(message -> json.put("message", message));
  }

  private static void put(Statement statement, ObjectNode json) {
    json.put("policy", statement.policy());
    json.put("note", statement.note());
    try {
      json.set("add", MAPPER.readTree(statement.json()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + statement.json(), e);
    }
  }
}
