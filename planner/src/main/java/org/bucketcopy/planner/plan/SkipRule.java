package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.model.ObjectIdentity;

/** Whether an object has to be copied, told from two listings alone. */
public final class SkipRule {
  /** What is to be done with an object. */
  public enum Verdict {
    COPY,
    SKIP,
    REFUSE
  }

  private SkipRule() {}

  /**
   * What is to be done with {@code pair}. {@link IfExists#SKIP} skips it if the sizes are equal and
   * either the ETags are too, or the destination was written at or after the time of the source: a
   * copy made of parts has another ETag than its source.
   */
  public static Verdict verdict(IfExists ifExists, CopyPair pair) {
    if (pair.existing().isEmpty()) {
      return Verdict.COPY;
    }
    return switch (ifExists) {
      case OVERWRITE -> Verdict.COPY;
      case FAIL -> Verdict.REFUSE;
      case SKIP ->
          looksCopied(pair.listed().identity(), pair.existing().get().identity())
              ? Verdict.SKIP
              : Verdict.COPY;
    };
  }

  private static boolean looksCopied(ObjectIdentity source, ObjectIdentity existing) {
    return source.size() == existing.size()
        && (source.etag().equals(existing.etag())
            || existing.lastModified() >= source.lastModified());
  }
}
