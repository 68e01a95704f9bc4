package org.bucketcopy.job.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.store.RequestCounts;

/** How a command ended. */
public interface Summary {
  /** The exit code of the process. */
  ExitCode exitCode();

  /** Why the command could not continue; empty if it came to its end. */
  Optional<String> problem();

  /** One line of JSON. */
  String toJson();

  /** The same with one more problem: what was a success could not be made. */
  Summary andAlso(String problem);

  /** The exit code of a command that ended with {@code ended} and then had one more problem. */
  static ExitCode notOk(ExitCode ended) {
    return ended == ExitCode.OK ? ExitCode.COULD_NOT_RUN : ended;
  }

  /** Both problems, in words. */
  static Optional<String> both(Optional<String> first, String second) {
    return Optional.of(first.map(problem -> problem + "; " + second).orElse(second));
  }

  /** Adds what was asked of the stores, by the kind of request, and how many requests failed. */
  static void putRequests(ObjectNode json, RequestCounts requests) {
    ObjectNode byKind = json.putObject("requests");
    requests
        .byOperation()
        .forEach(
            (operation, count) -> byKind.put(operation.name().toLowerCase(Locale.ROOT), count));
    json.put("failedRequests", requests.failed());
  }

  /**
   * Adds what was asked of the stores by the driver and by executors.
   *
   * @param executors by the id Spark gave each
   */
  static void putRequests(
      ObjectNode json, RequestCounts driver, Map<String, RequestCounts> executors) {
    RequestCounts requests = executors.values().stream().reduce(driver, RequestCounts::plus);
    putRequests(json, requests);
    json.put("throttledRequests", requests.throttled());
    ObjectNode byExecutor = json.putObject("requestsByExecutor");
    executors.forEach((executor, counts) -> byExecutor.put(executor, counts.total()));
  }
}
