package org.bucketcopy.job.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every run with all its figures, and the figures to reach, as JSON. */
final class JsonReport {
  private JsonReport() {}

  static String text(Machine machine, Results results) throws JsonProcessingException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", machine.facts());
    report.put("goals", Goal.all().stream().map(goal -> facts(goal, results)).toList());
    report.put("runs", results.all().stream().map(JsonReport::facts).toList());
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static Map<String, Object> facts(Goal goal, Results results) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("what", goal.what());
    facts.put("bound", goal.boundText());
    goal.figure()
        .apply(results)
        .ifPresent(
            reached -> {
              facts.put("reached", reached);
              facts.put("met", goal.met(reached));
            });
    return facts;
  }

  private static Map<String, Object> facts(Measurement measurement) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("scenario", measurement.scenario());
    facts.put("tool", measurement.tool());
    measurement.problem().ifPresent(problem -> facts.put("problem", problem));
    measurement.figures().forEach((figure, value) -> facts.put(figure.word(), value));
    facts.put(
        "progress",
        measurement.progress().stream()
            .map(point -> List.of(point.seconds(), point.copies()))
            .toList());
    return facts;
  }
}
