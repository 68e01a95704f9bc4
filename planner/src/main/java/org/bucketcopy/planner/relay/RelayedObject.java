package org.bucketcopy.planner.relay;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bucketcopy.planner.store.StoredObject;

/**
 * An object that was relayed by one call.
 *
 * @param made what the destination's store has answered
 * @param losses what it does not carry of its source, a sentence each
 */
public record RelayedObject(StoredObject made, List<String> losses) {
  public RelayedObject {
    losses = ImmutableList.copyOf(losses);
  }
}
