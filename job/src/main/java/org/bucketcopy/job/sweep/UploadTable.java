package org.bucketcopy.job.sweep;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.UnusableEntry;

/** Shows unfinished uploads to people, page by page: a line each. */
final class UploadTable {
  private static final String LINE = "%-8s  %-20s  %8s  %s  %s%n";

  private final long now;
  private final boolean storeTimeKnown;
  private final Duration olderThan;
  private final PrintStream log;
  private boolean headed;
  private boolean warned;

  /**
   * @param storeMillis the time by the store's clock, epoch milliseconds; empty if it is not known
   * @param here the time by this machine's
   * @param olderThan least age of an upload
   */
  UploadTable(OptionalLong storeMillis, long here, Duration olderThan, PrintStream log) {
    this.now = storeMillis.orElse(here);
    this.storeTimeKnown = storeMillis.isPresent();
    this.olderThan = olderThan;
    this.log = log;
  }

  /** Those of {@code uploads} that are old enough; says if the store's clock is another. */
  List<OpenUpload> oldOnes(List<OpenUpload> uploads) {
    long ahead = uploads.stream().mapToLong(upload -> upload.initiated() - now).max().orElse(0);
    if (ahead > 0 && !warned && !storeTimeKnown) {
      warned = true;
      log.println(
          "bucket-copy: warning: the store's clock is at least "
              + age(Duration.ofMillis(ahead))
              + " ahead of this machine's, so uploads are older than they seem");
    }
    return uploads.stream()
        .filter(upload -> now - upload.initiated() >= olderThan.toMillis())
        .toList();
  }

  /** Prints the uploads. */
  void print(List<OpenUpload> uploads, JournalledUploads journals) {
    if (uploads.isEmpty()) {
      return;
    }
    if (!headed) {
      headed = true;
      String whose = storeTimeKnown ? "the store's" : "this machine's";
      log.println("bucket-copy: ages are by " + whose + " clock, " + time(now));
      log.printf(Locale.ROOT, LINE, "whose", "initiated", "age", "destination", "upload id");
    }
    for (OpenUpload upload : uploads) {
      log.printf(
          Locale.ROOT,
          LINE,
          journals.ownerOf(upload.handle()).name().toLowerCase(Locale.ROOT),
          time(upload.initiated()),
          age(Duration.ofMillis(now - upload.initiated())),
          upload.handle().destination(),
          Printable.of(upload.handle().uploadId()));
    }
  }

  /** Prints what the store lists and nobody can abort by it, whatever its age. */
  void printUnusable(List<UnusableEntry> entries) {
    for (UnusableEntry entry : entries) {
      log.println(
          "bucket-copy: an upload of \""
              + Printable.of(entry.key())
              + "\" cannot be aborted: "
              + Printable.of(entry.reason()));
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** In the largest unit of which there are at least two, rounded down. */
  private static String age(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + "d";
    }
    if (age.toHours() >= 2) {
      return age.toHours() + "h";
    }
    return age.toMinutes() >= 2 ? age.toMinutes() + "m" : age.toSeconds() + "s";
  }
}
