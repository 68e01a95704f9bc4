package org.bucketcopy.job.run;

import org.bucketcopy.planner.model.Printable;

/**
 * Says where uploads are that a run has left open, and how to abort them.
 *
 * @param settings of the run
 */
record LeftOpen(TransferSettings settings) {
  /** Says it, if there are any. */
  void report(long uploads) {
    if (uploads > 0) {
      System.err.println("bucket-copy: " + Printable.of(text(uploads)));
    }
  }

  private String text(long uploads) {
    String destination = settings.destination().folder().toString();
    return String.format("%d uploads under %s may still be open: ", uploads, destination)
        + settings
            .run()
            .directory()
            .map(
                directory ->
                    "`sweep --run-dir "
                        + directory
                        + "` aborts them, and the same command again resumes them")
            .orElse(
                "`sweep --destination "
                    + destination
                    + " --older-than TIME` lists them, and aborts them with `--all --yes`");
  }
}
