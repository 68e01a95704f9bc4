package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Locale;

/** The commands that make objects. */
enum Command {
  COPY(Call.COPY_OBJECT, Call.COPY_PART, Call.READ_TAGS),
  UPLOAD(Call.PUT_OBJECT, Call.UPLOAD_PART);

  private final ImmutableSet<Call> calls;
  private final Call whole;
  private final Call part;

  /**
   * @param whole makes a small object
   * @param part makes a part of a large one
   * @param more what else the other command does not call
   */
  Command(Call whole, Call part, Call... more) {
    this.whole = whole;
    this.part = part;
    EnumSet<Call> own = EnumSet.of(whole, part);
    own.addAll(ImmutableSet.copyOf(more));
    EnumSet<Call> ofOne =
        EnumSet.of(
            Call.COPY_OBJECT, Call.COPY_PART, Call.READ_TAGS, Call.PUT_OBJECT, Call.UPLOAD_PART);
    ofOne.removeAll(own);
    this.calls = Sets.immutableEnumSet(EnumSet.complementOf(ofOne));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The calls that it makes. */
  ImmutableSet<Call> calls() {
    return calls;
  }

  /** The call that makes a small object. */
  Call whole() {
    return whole;
  }

  /** The call that makes a part of a large object. */
  Call part() {
    return part;
  }
}
