package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.Optional;

/** The calls that the server answers. */
public enum Operation {
  HEAD_BUCKET(Effect.READS),
  LOCATE_BUCKET(Effect.READS),
  READ_VERSIONING(Effect.READS),
  LIST_OBJECTS(Effect.READS),
  HEAD_OBJECT(Effect.READS),
  GET_OBJECT(Effect.READS),
  PUT_OBJECT(Effect.SENDS),
  DELETE_OBJECT(Effect.WRITES),
  READ_TAGS(Effect.READS),
  WRITE_TAGS(Effect.WRITES),
  COPY_OBJECT(Effect.COPIES),
  INITIATE(Effect.WRITES),
  COPY_PART(Effect.COPIES),
  UPLOAD_PART(Effect.SENDS),
  LIST_PARTS(Effect.READS),
  COMPLETE(Effect.ASSEMBLES),
  ABORT(Effect.WRITES),
  LIST_UPLOADS(Effect.READS),
  /** Any other call: 501. */
  UNSUPPORTED(Effect.READS);

  private enum Effect {
    READS,
    WRITES,
    SENDS,
    ASSEMBLES,
    COPIES
  }

  private static final ImmutableMap<String, Operation> BY_WORD =
      Maps.uniqueIndex(Arrays.asList(values()), Operation::word);

  private final Effect effect;

  Operation(Effect effect) {
    this.effect = effect;
  }

  /** Whether a limit of writes per second counts it. */
  public boolean writes() {
    return effect != Effect.READS;
  }

  /** Whether it takes the longer the more bytes it copies. */
  boolean copies() {
    return effect == Effect.COPIES;
  }

  /**
   * Whether it may be answered with status 200 and an error in the body: S3 does so to what copies
   * and assembles, something in between to what sends bytes.
   */
  boolean mayFailLate() {
    return effect == Effect.COPIES || effect == Effect.ASSEMBLES || effect == Effect.SENDS;
  }

  /** Its name in options and in the ledger: {@code copy-part}. */
  public String word() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }

  static Optional<Operation> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }
}
