package org.bucketcopy.job.check;

import com.google.common.base.Strings;
import java.io.PrintStream;
import java.util.List;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.Printable;

/**
 * What was found, for people: one line for each thing.
 *
 * @param settings of the copy
 * @param result of the check
 */
record CheckTable(CopySettings settings, CheckResult result) {
  private static final int OUTCOME = 15;
  private static final int LABEL = 52;

  /** Prints it, if anything was found at all. */
  void print(PrintStream err) {
    if (result.findings().isEmpty()) {
      return;
    }
    err.println(
        "bucket-copy: what a copy of "
            + settings.source()
            + " to "
            + settings.destination()
            + " needs:");
    result.findings().forEach(finding -> err.println(line(finding)));
    result.statements().forEach(statement -> print(statement, err));
    result
        .fidelity()
        .kept()
        .forEach(kept -> err.println(Strings.padEnd("  kept", OUTCOME, ' ') + kept));
    result
        .fidelity()
        .lost()
        .forEach(
            loss ->
                err.println(
                    Strings.padEnd("  not kept", OUTCOME, ' ')
                        + loss.what()
                        + ": "
                        + Printable.of(loss.why())));
    List<ObjectLocation> open = result.probed().leftOpen();
    if (!open.isEmpty()) {
      err.println(
          "bucket-copy: "
              + open.size()
              + " uploads of this check may still be open: `sweep --destination "
              + settings.destination().folder()
              + " --older-than TIME` lists them, and aborts them with `--all --yes`");
    }
  }

  private static String line(Finding finding) {
    String start =
        Strings.padEnd("  " + finding.outcome().label(), OUTCOME, ' ') + finding.check().label();
    return finding
        .message()
        .map(message -> Strings.padEnd(start, LABEL, ' ') + "  " + Printable.of(message))
        .orElse(start);
  }

  private static void print(Statement statement, PrintStream err) {
    err.println("bucket-copy: " + statement.policy() + " lacks this; " + statement.note() + ":");
    err.println("  " + Printable.of(statement.json()));
  }
}
