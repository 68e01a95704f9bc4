package org.bucketcopy.job.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.model.SourceState;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the objects that failed or lost something: one JSON object a line. {@code source}, {@code
 * destination}, {@code size}, {@code etag} and {@code versionId} name the object as it was planned,
 * so that a line can be read back as work to do, as far as the source names it; {@code outcome} is
 * {@code failed}, {@code degraded} or {@code left-open}, and {@code side} of a failed one says
 * which of the two could not be read or written. Thread-safe.
 */
public final class Report implements AutoCloseable {
  /** Opens the file when the first line is to be written: a clean run leaves none. */
  public interface Lines {
    /** Makes the file, and gives what its lines are written to. */
    OutputStream open() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Report.class);

  /** Failures that are also reported in the log; a run can have millions. */
  private static final int MAX_LOGGED = 20;

  private final JsonMapper json = new JsonMapper();
  private final Optional<Lines> lines;
  private Optional<OutputStream> out = Optional.empty();
  private long written;
  private boolean broken;
  private boolean closed;

  /** A report that is written to {@code lines}; empty to only log the first few. */
  public Report(Optional<Lines> lines) {
    this.lines = lines;
  }

  void failed(TransferPair pair, StoreFault fault) {
    ObjectNode line = line(pair, "failed");
    side(pair, fault).ifPresent(side -> line.put("side", side));
    failed(line, fault);
  }

  /** Which of the two has failed, where the fault names one of them. */
  private static Optional<String> side(TransferPair pair, StoreFault fault) {
    if (fault.target().startsWith(pair.destination().uri())) {
      return Optional.of("destination");
    }
    return fault.target().startsWith(pair.source().uri())
        ? Optional.of("source")
        : Optional.empty();
  }

  void failed(FailedEntry entry) {
    ObjectNode line = json.createObjectNode();
    line.put("outcome", "failed");
    line.put("source", entry.source());
    entry.destination().ifPresent(to -> line.put("destination", to.uri()));
    entry.state().ifPresent(state -> state(line, state));
    failed(line, entry.fault());
  }

  private void failed(ObjectNode line, StoreFault fault) {
    line.put("reason", fault.kind().name());
    line.put("operation", fault.operation().name());
    line.put("code", fault.code());
    line.put("status", fault.status());
    line.put("requestId", fault.requestId());
    line.put("message", fault.message());
    write(line, fault.toString());
  }

  void degraded(TransferPair pair, List<String> losses) {
    ObjectNode line = line(pair, "degraded");
    losses.forEach(line.putArray("losses")::add);
    write(line, Printable.of(pair.destination() + ": " + String.join("; ", losses)));
  }

  void leftOpen(UploadHandle upload) {
    ObjectNode line = json.createObjectNode();
    line.put("outcome", "left-open");
    line.put("destination", upload.destination().uri());
    line.put("uploadId", upload.uploadId());
    write(line, upload + " is left open");
  }

  private ObjectNode line(TransferPair pair, String outcome) {
    ObjectNode line = json.createObjectNode();
    line.put("outcome", outcome);
    line.put("source", pair.source().uri());
    line.put("destination", pair.destination().uri());
    state(line, pair.source().state());
    return line;
  }

  private static void state(ObjectNode line, SourceState state) {
    line.put("size", state.size());
    if (state instanceof ObjectIdentity object) {
      line.put("etag", object.etag().value());
      object.versionId().ifPresent(version -> line.put("versionId", version));
    }
  }

  private synchronized void write(ObjectNode line, String message) {
    if (closed) {
      return;
    }
    written++;
    if (written <= MAX_LOGGED || broken) {
      LOG.warn("{}", message);
    }
    if (lines.isEmpty() || broken) {
      return;
    }
    try {
      if (out.isEmpty()) {
        out = Optional.of(lines.orElseThrow().open());
      }
      out.orElseThrow()
          .write((Printable.json(line.toString()) + "\n").getBytes(StandardCharsets.UTF_8));
      out.orElseThrow().flush();
    } catch (IOException | RuntimeException e) {
      broken = true;
      LOG.error("the report cannot be written any more; failures are logged: {}", Printable.of(e));
    }
  }

  /** Why lines are missing; empty if every line that was to be written is written. */
  public synchronized Optional<String> problem() {
    return broken
        ? Optional.of("the report could not be written: lines are missing, and are in the log")
        : Optional.empty();
  }

  /** Ends the report; what is reported from now on is too late, and is not written. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (out.isPresent()) {
        out.orElseThrow().close();
      }
    } catch (IOException e) {
      broken = true;
      LOG.error("the end of the report could not be written: {}", Printable.of(e));
    }
  }
}
