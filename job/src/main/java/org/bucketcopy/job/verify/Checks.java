package org.bucketcopy.job.verify;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.Set;
import org.bucketcopy.planner.plan.EntryFilter;
import org.bucketcopy.planner.verify.MetadataAspect;

/**
 * What is compared of each object, and what counts.
 *
 * @param level how deep it is looked
 * @param all whether all bytes are read, also of what is decided without
 * @param metadata what is compared beside the content
 * @param extra what becomes of what is only at the destination
 * @param filter which objects, by what the source shows of them
 */
public record Checks(
    Level level, boolean all, Set<MetadataAspect> metadata, Extra extra, EntryFilter filter) {
  /** How deep it is looked. */
  public enum Level {
    /** By the two listings alone. */
    LISTING,
    /** By what the stores know of contents; files are read. */
    CHECKSUM,
    /** By the bytes, where nothing else decides. */
    BYTES
  }

  /** What becomes of what is only at the destination. */
  public enum Extra {
    /** It is a finding. */
    REPORT,
    /** It is a finding, and a failure. */
    FAIL,
    /** It is left out. */
    IGNORE
  }

  public Checks {
    metadata = Sets.immutableEnumSet(metadata);
    checkArgument(!all || level == Level.BYTES, "--all needs --level bytes");
    checkArgument(
        metadata.isEmpty() || level != Level.LISTING,
        "--metadata needs --level checksum or bytes: listings do not show it");
  }

  /** The same of a run that started then, which ages are measured from. */
  Checks startedAt(Instant start) {
    return new Checks(level, all, metadata, extra, filter.startedAt(start));
  }
}
