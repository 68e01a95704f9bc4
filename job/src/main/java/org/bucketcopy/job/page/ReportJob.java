package org.bucketcopy.job.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.PageFiles;
import org.bucketcopy.job.journal.RunDirectory;
import org.bucketcopy.job.journal.StatusFile;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.planner.thread.Machine;

/**
 * Makes the page of a run again: of the data that its driver has written, or, where a driver was
 * killed before it wrote any, of the status, the journal and the report's first lines.
 */
public final class ReportJob {
  /** As many failed objects as a page has. */
  private static final int FAILED = 1_000;

  private final Path directory;
  private final Configuration configuration;
  private final EarlyEnd end;
  private final Machine machine;

  /**
   * @param directory the run directory
   * @param configuration of its file system
   * @param end says why the command ends early
   * @param machine where time and chance come from
   */
  public ReportJob(Path directory, Configuration configuration, EarlyEnd end, Machine machine) {
    this.directory = directory;
    this.configuration = configuration;
    this.end = end;
    this.machine = machine;
  }

  /** Makes the page and says where it is, whatever happens. */
  public Summary run() {
    try {
      return made();
    } catch (IOException e) {
      return ended(Cause.couldNotRun(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      return ended(Cause.unexpected(e));
    }
  }

  private ReportSummary ended(Cause cause) {
    Cause first = end.cause().orElse(cause);
    return new ReportSummary(first.status(), Optional.empty(), Optional.of(first.message()));
  }

  private ReportSummary made() throws IOException {
    PageFiles files = PageFiles.in(directory, configuration);
    Optional<StatusFile.Found> status =
        StatusFile.in(directory, configuration, machine.random()).read();
    if (status.isEmpty()) {
      return ended(
          new Cause(
              ExitCode.NO_STATUS,
              directory + " has no status.json: no run has started in this directory"));
    }
    files.writePage(PageTemplate.START, PageTemplate.page(data(files, status.orElseThrow())));
    return new ReportSummary(ExitCode.OK, Optional.of(files.page()), Optional.empty());
  }

  private ObjectNode data(PageFiles files, StatusFile.Found found) throws IOException {
    ObjectNode status = found.json().deepCopy();
    found.silent().ifPresent(why -> died(status, why));
    Optional<ObjectNode> written =
        files
            .readData()
            .filter(data -> began(data.path("status")).equals(began(status)))
            .map(JsonNode::deepCopy);
    ObjectNode data =
        written.isPresent() ? written.orElseThrow() : new PageData(status, asked()).json();
    data.set("status", status);
    List<String> reports = files.reports();
    ArrayNode names = data.putArray("reports");
    reports.forEach(names::add);
    if (!data.has("failed") && !reports.isEmpty()) {
      data.set("failed", failed(files, reports.get(reports.size() - 1)));
    }
    return data;
  }

  private static String began(JsonNode status) {
    return status.path("began").asText();
  }

  private static void died(ObjectNode status, String why) {
    status.put("status", "died");
    status.put("problem", "the run has ended without saying how: " + why);
  }

  /** What the journal says, which is there until a run has succeeded. */
  private Map<String, String> asked() {
    try {
      return RunDirectory.toRead(directory, configuration, machine.random())
          .map(view -> view.recovered().header().options())
          .orElse(Map.of());
    } catch (IOException unreadable) {
      return Map.of();
    }
  }

  private static ArrayNode failed(PageFiles files, String report) throws IOException {
    ArrayNode failed = new JsonMapper().createArrayNode();
    files.lines(report, FAILED).stream()
        .filter(line -> line.path("outcome").asText().equals("failed"))
        .forEach(failed::add);
    return failed;
  }
}
