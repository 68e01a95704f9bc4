package org.bucketcopy.job.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import org.bucketcopy.job.lifecycle.ExitCode;

/**
 * What one command showed of itself.
 *
 * @param arguments its command line
 * @param exitCode how it ended
 * @param out standard output
 * @param err standard error
 * @param report lines that it added to reports in its run directory
 */
record FlowRun(
    List<String> arguments, ExitCode exitCode, String out, String err, List<String> report) {
  FlowRun {
    arguments = ImmutableList.copyOf(arguments);
    report = ImmutableList.copyOf(report);
  }

  /** The summary; a missing node if the last line of standard output is none. */
  JsonNode summary() {
    List<String> lines = out.lines().toList();
    return lines.isEmpty()
        ? JsonMapper.builder().build().missingNode()
        : json(lines.get(lines.size() - 1));
  }

  long count(String name) {
    return summary().path(name).asLong(-1);
  }

  /** Lines of the report with this outcome. */
  List<JsonNode> reported(String outcome) {
    return report.stream()
        .map(FlowRun::json)
        .filter(line -> line.path("outcome").asText().equals(outcome))
        .toList();
  }

  static JsonNode json(String line) {
    JsonMapper mapper = new JsonMapper();
    try {
      return mapper.readTree(line);
    } catch (IOException e) {
      return mapper.missingNode();
    }
  }
}
