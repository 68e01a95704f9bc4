package org.bucketcopy.planner.source;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import org.bucketcopy.planner.model.ByteRange;

/**
 * Bytes of a file that are near to some hosts.
 *
 * @param range which
 * @param hosts names and addresses of the hosts that hold them
 */
public record FileBlock(ByteRange range, Set<String> hosts) {
  public FileBlock {
    hosts = ImmutableSet.copyOf(hosts);
  }
}
