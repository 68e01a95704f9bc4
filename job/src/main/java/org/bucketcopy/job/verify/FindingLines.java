package org.bucketcopy.job.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.bucketcopy.job.journal.RunDirectory;
import org.bucketcopy.job.run.RunRecords;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes findings into the run directory, a line each, and what repairs them beside: of objects, a
 * manifest as that of S3 Batch Operations, {@code bucket,key} with the key URL-encoded; of files, a
 * path a line. Without a run directory the first findings go to standard error. Thread-safe.
 */
final class FindingLines {
  private static final Logger LOG = LoggerFactory.getLogger(FindingLines.class);
  private static final int MAX_SHOWN = 100;
  private static final String FINDINGS = "findings";

  private final Optional<RunRecords> records;
  private final Map<String, OutputStream> files = new HashMap<>();
  private final List<String> paths = new ArrayList<>();
  private long written;
  private boolean unsynced;
  private int number = 1;
  private boolean broken;
  private boolean closed;

  /**
   * @param records of the run; empty to keep nothing
   */
  FindingLines(Optional<RunRecords> records) {
    this.records = records.filter(RunRecords::lasting);
  }

  synchronized void write(Finding finding) {
    if (closed) {
      return;
    }
    written++;
    if (records.isEmpty() || broken) {
      show(finding);
      return;
    }
    try {
      line(FINDINGS, ".jsonl", finding.toJson());
      Optional<String> repair = repair(finding);
      if (repair.isPresent()) {
        line("repair", finding.object().isPresent() ? ".csv" : ".txt", repair.get());
      }
    } catch (IOException | RuntimeException e) {
      breakOff(e);
      show(finding);
    }
  }

  private void show(Finding finding) {
    if (written <= MAX_SHOWN) {
      System.err.println("bucket-copy: " + finding.toJson());
    } else if (written == MAX_SHOWN + 1) {
      System.err.println("bucket-copy: there are more findings: --run-dir keeps all of them");
    }
  }

  private void line(String kind, String ending, String text) throws IOException {
    OutputStream out = files.get(kind);
    if (out == null) {
      RunDirectory.NewFile file =
          records
              .orElseThrow()
              .newFile(kind, number == 1 ? ending : "-" + number + ending)
              .orElseThrow();
      out = file.out();
      files.put(kind, out);
      if (kind.equals(FINDINGS)) {
        paths.add(file.path());
      }
    }
    out.write((text + "\n").getBytes(UTF_8));
    out.flush();
    unsynced = true;
  }

  /** What a copy would be given to repair it; empty if nothing has to be copied. */
  private static Optional<String> repair(Finding finding) {
    if (finding.kind() != Finding.Kind.MISSING && finding.kind() != Finding.Kind.DIFFERS) {
      return Optional.empty();
    }
    return Optional.of(finding.object().map(FindingLines::manifestLine).orElse(finding.source()));
  }

  private static String manifestLine(ObjectLocation object) {
    return object.bucket().name()
        + ","
        + URLEncoder.encode(object.key(), UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  /**
   * Makes what is written durable. On a file system that shows a file only once it is closed, the
   * next lines go into another one.
   *
   * @throws IOException if lines could not be written, now or earlier
   */
  synchronized void sync() throws IOException {
    if (unsynced && !broken && !closed) {
      try {
        for (OutputStream file : ImmutableList.copyOf(files.values())) {
          sync(file);
        }
        unsynced = false;
      } catch (IOException | RuntimeException e) {
        breakOff(e);
      }
    }
    Optional<String> lost = problem();
    if (lost.isPresent()) {
      throw new IOException(lost.get());
    }
  }

  private void breakOff(Exception e) {
    broken = true;
    LOG.error("the findings cannot be written any more; they are shown: {}", Printable.of(e));
  }

  private void sync(OutputStream file) throws IOException {
    if (file instanceof StreamCapabilities stream
        && stream.hasCapability(StreamCapabilities.HSYNC)
        && file instanceof Syncable syncable) {
      syncable.hsync();
    } else {
      file.close();
      files.values().remove(file);
      number++;
    }
  }

  /** The files of the findings. */
  synchronized List<String> paths() {
    return ImmutableList.copyOf(paths);
  }

  /** Why lines are missing; empty if every line that was to be written is written. */
  synchronized Optional<String> problem() {
    return broken
        ? Optional.of("the findings could not be written: lines are missing in the run directory")
        : Optional.empty();
  }

  /** Ends the files; what is found from now on is too late, and is not written. */
  synchronized void end() {
    closed = true;
    for (OutputStream file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        broken = true;
        LOG.error("the end of the findings could not be written: {}", Printable.of(e));
      }
    }
  }
}
