package org.bucketcopy.job.transfer;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.FileBlock;

/**
 * The parts that hosts can read without a network: those whose middle is in a block that they hold.
 *
 * @param byHost numbers of parts, ascending
 */
record PartHosts(ImmutableListMultimap<String, Integer> byHost) {
  /** All hosts are alike. */
  static final PartHosts NONE = new PartHosts(ImmutableListMultimap.of());

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
}
