package org.bucketcopy.job.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;

/**
 * What came of the command {@code report}.
 *
 * @param page where the page is; empty if it was not made
 * @param problem why it was not made
 */
record ReportSummary(ExitCode exitCode, Optional<String> page, Optional<String> problem)
    implements Summary {
  @Override
  public ReportSummary andAlso(String more) {
    return new ReportSummary(Summary.notOk(exitCode), page, Summary.both(problem, more));
  }

  @Override
  public String toJson() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("command", "report");
    json.put("status", exitCode.name().toLowerCase(Locale.ROOT));
    json.put("exitCode", exitCode.number());
    page.ifPresent(path -> json.put("page", path));
    problem.ifPresent(text -> json.put("problem", text));
    return json.toString();
  }
}
