package org.bucketcopy.job.lifecycle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The summary of one of YARN's attempts at an application: it names the application, so that
 * another attempt knows it.
 */
record AttemptSummary(Summary summary, YarnAttempt attempt) implements Summary {
  private static final String APPLICATION = "applicationId";

  /** Whether {@code json} is the summary of an attempt at the same application, and a success. */
  static boolean succeeded(String json, YarnAttempt attempt) {
    try {
      JsonNode read = new JsonMapper().readTree(json);
      return read.path(APPLICATION).asText().equals(attempt.application())
          && read.path("exitCode").asInt(-1) == ExitCode.OK.number();
    } catch (JacksonException notASummary) {
      return false;
    }
  }

  @Override
  public ExitCode exitCode() {
    return summary.exitCode();
  }

  @Override
  public Optional<String> problem() {
    return summary.problem();
  }

  @Override
  public String toJson() {
    try {
      ObjectNode json = (ObjectNode) new JsonMapper().readTree(summary.toJson());
      return json.put(APPLICATION, attempt.application()).toString();
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Summary andAlso(String problem) {
    return new AttemptSummary(summary.andAlso(problem), attempt);
  }
}
