package org.bucketcopy.planner.plan;

import java.util.OptionalLong;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.SourceState;
import org.bucketcopy.planner.source.TransferPair;

/**
 * Whether an object has to be copied, decided only by its state and that of what is there.
 *
 * @param ifExists what the user wants of objects that are there
 * @param compare what counts as being there
 * @param resumedSince when the resumed run started, epoch milliseconds; empty for a new run
 */
public record SkipRule(IfExists ifExists, CompareRule compare, OptionalLong resumedSince) {
  /** What counts is what does by itself. */
  public SkipRule(IfExists ifExists, OptionalLong resumedSince) {
    this(ifExists, CompareRule.ETAG_OR_TIME, resumedSince);
  }

  /** What is to be done with an object. */
  public enum Verdict {
    COPY,
    SKIP,
    REFUSE
  }

  /**
   * What is to be done with {@code pair}. {@link IfExists#SKIP} skips it if the sizes are equal
   * and, by itself, either the ETags are too, or the destination was written in a later second than
   * the source: a copy made of parts has another ETag than its source, and a file has none. Within
   * one second nobody can know which of the two came first, since many stores report whole seconds;
   * copied again, the copy is newer. A resumed run skips, whatever the user wants of other objects,
   * what was written since it started with the size and the ETag of the source.
   */
  public Verdict verdict(TransferPair pair) {
    if (pair.existing().isEmpty()) {
      return Verdict.COPY;
    }
    if (copiedByThisRun(pair.source().state(), pair.existing().get().identity())) {
      return Verdict.SKIP;
    }
    return switch (ifExists) {
      case OVERWRITE -> Verdict.COPY;
      case FAIL -> Verdict.REFUSE;
      case SKIP ->
          looksCopied(pair.source().state(), pair.existing().get().identity())
              ? Verdict.SKIP
              : Verdict.COPY;
    };
  }

  private boolean copiedByThisRun(SourceState source, ObjectIdentity existing) {
    return resumedSince.isPresent()
        && existing.lastModifiedSecond() >= Math.floorDiv(resumedSince.getAsLong(), 1000L)
        && existing.lastModifiedSecond() >= source.lastModifiedSecond()
        && source.size() == existing.size()
        && hasEtag(source, existing);
  }

  private boolean looksCopied(SourceState source, ObjectIdentity existing) {
    boolean later = existing.lastModifiedSecond() > source.lastModifiedSecond();
    return source.size() == existing.size()
        && switch (compare) {
          case ETAG_OR_TIME -> later || hasEtag(source, existing);
          case SIZE -> true;
          case SIZE_AND_TIME -> later;
          case ETAG -> hasEtag(source, existing);
        };
  }

  private static boolean hasEtag(SourceState source, ObjectIdentity existing) {
    return source instanceof ObjectIdentity object && object.etag().equals(existing.etag());
  }
}
