package org.bucketcopy.planner.source;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.SourceState;
import org.bucketcopy.planner.store.StoreFault;

/**
 * An entry for which nothing can be planned. No other entry is concerned.
 *
 * @param source where it is, as a URI, as far as that can be read; may stand for several entries
 * @param relativeKey what filters go by, as far as it can be read; empty if the entry is not under
 *     the source
 * @param state its state, where the source reports one
 * @param destination where it would go, where that is known
 * @param fault why it fails, and what to do about it
 */
public record FailedEntry(
    String source,
    Optional<String> relativeKey,
    Optional<SourceState> state,
    Optional<ObjectLocation> destination,
    StoreFault fault)
    implements Candidate, SourceWalk.Step, ManifestRow {
  /** Its length in bytes; 0 where the source does not say. */
  public long size() {
    return state.map(SourceState::size).orElse(0L);
  }
}
