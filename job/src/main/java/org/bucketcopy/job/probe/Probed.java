package org.bucketcopy.job.probe;

import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * What an upload that was never completed has shown.
 *
 * @param key the key that it had
 * @param calls what was asked, each with its failure; empty for one that succeeded. Of the parts
 *     only the first counts, whose condition is right
 * @param pin what becomes of the condition on parts
 * @param leftOpen whether the upload may still be open
 */
public record Probed(
    ObjectLocation key,
    Map<StoreOperation, Optional<StoreFault>> calls,
    Pin pin,
    boolean leftOpen) {
  public Probed {
    calls = Maps.immutableEnumMap(calls);
  }

  /** How a call failed; empty if it succeeded or was not made. */
  public Optional<StoreFault> fault(StoreOperation call) {
    return calls.getOrDefault(call, Optional.empty());
  }

  /** Whether a call was made and succeeded. */
  public boolean worked(StoreOperation call) {
    return calls.containsKey(call) && fault(call).isEmpty();
  }
}
