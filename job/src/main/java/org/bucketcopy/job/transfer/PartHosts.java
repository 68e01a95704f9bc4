package org.bucketcopy.job.transfer;

import com.google.common.collect.ImmutableListMultimap;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.FileBlock;

/**
 * The parts that hosts can read without a network: those whose middle is in a block that they hold.
 * For one thread at a time.
 */
final class PartHosts {
  /** Numbers of parts, ascending. */
  private final ImmutableListMultimap<String, Integer> byHost;

  /** What is left of each host's, of which most are taken in their order. */
  private final Map<String, Iterator<Integer>> left = new HashMap<>();

  private PartHosts(ImmutableListMultimap<String, Integer> byHost) {
    this.byHost = byHost;
  }

  /** All hosts are alike. */
  static PartHosts none() {
    return new PartHosts(ImmutableListMultimap.of());
  }

  /**
   * Finds them.
   *
   * @param blocks of the file, in their order
   */
  static PartHosts of(PartLayout layout, List<FileBlock> blocks) {
    ImmutableListMultimap.Builder<String, Integer> byHost = ImmutableListMultimap.builder();
    int block = 0;
    for (int part = 1; part <= layout.partCount() && !blocks.isEmpty(); part++) {
      ByteRange range = layout.range(part);
      long middle = range.first() + range.length() / 2;
      while (block < blocks.size() - 1 && blocks.get(block).range().last() < middle) {
        block++;
      }
      if (blocks.get(block).range().contains(middle)) {
        for (String host : blocks.get(block).hosts()) {
          byHost.put(host, part);
        }
      }
    }
    return new PartHosts(byHost.build());
  }

  /** The parts that a host holds. */
  List<Integer> on(String host) {
    return byHost.get(host);
  }

  /**
   * The next part that a host holds; each is looked at once.
   *
   * @param wanted numbers of the parts that are wanted still
   */
  OptionalInt next(String host, BitSet wanted) {
    Iterator<Integer> held = left.computeIfAbsent(host, name -> on(name).iterator());
    while (held.hasNext()) {
      int part = held.next();
      if (wanted.get(part)) {
        return OptionalInt.of(part);
      }
    }
    return OptionalInt.empty();
  }
}
