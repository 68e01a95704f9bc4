package org.bucketcopy.job.verify;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Instant;
import org.bucketcopy.job.run.Narrowed;
import org.bucketcopy.job.run.RequestSettings;
import org.bucketcopy.job.run.RunOutline;
import org.bucketcopy.job.run.RunSettings;
import org.bucketcopy.job.run.RunTitle;

/**
 * What a verification shall do.
 *
 * @param sides what is compared
 * @param checks how
 * @param dryRun whether only its cost is said
 * @param requests how many requests it makes
 * @param run what is kept of the run, and what ends it early
 */
public record VerifySettings(
    Sides sides, Checks checks, boolean dryRun, RequestSettings requests, RunSettings run) {
  public VerifySettings {
    checkArgument(
        checks.metadata().isEmpty() || !sides.ofFiles(),
        "--metadata is for buckets on both sides: files have none");
    checkArgument(
        checks.filter().storageClasses().isEmpty() || sides.source() instanceof Place.Objects,
        "--source-storage-class is for sources that are objects: files have none");
  }

  /** The same of a run that started then, which ages are measured from. */
  VerifySettings startedAt(Instant start) {
    return new VerifySettings(sides, checks.startedAt(start), dryRun, requests, run);
  }

  /** What the relative keys of all that is looked at begin with; empty for no matter what. */
  String beginning() {
    return sides.source() instanceof Place.Objects source
            && sides.destination() instanceof Place.Objects
            && (source.prefix().prefix().isEmpty() || source.prefix().prefix().endsWith("/"))
        ? checks.filter().keys().beginning()
        : "";
  }

  /** What is looked at of the source. */
  Narrowed narrowedSource() {
    return new Narrowed(sides.source().uri(), beginning());
  }

  /** What is looked at of the destination. */
  Narrowed narrowedDestination() {
    return new Narrowed(sides.destination().uri(), beginning());
  }

  /** What it does, in words. */
  public RunTitle title() {
    return new RunTitle("verify", sides.source().uri(), sides.destination().uri());
  }

  /** What is shown of the run. */
  public RunOutline outline() {
    return new RunOutline(title(), dryRun, /* paged= */ false, requests, run);
  }
}
