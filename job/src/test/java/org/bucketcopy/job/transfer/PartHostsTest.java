package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.FileBlock;
import org.junit.jupiter.api.Test;

final class PartHostsTest {
  private static FileBlock block(long first, long last, String... hosts) {
    return new FileBlock(new ByteRange(first, last), Set.of(hosts));
  }

  @Test
  void aPartIsWhereItsMiddleIs() {
    List<FileBlock> blocks =
        List.of(block(0, 99, "a", "b"), block(100, 199, "b", "c"), block(200, 249, "c"));

    PartHosts hosts = PartHosts.of(new PartLayout(250, 70), blocks);

    // 0-69, 70-139 with 105 in its middle, 140-209 with 175, 210-249.
    assertThat(hosts.on("a")).containsExactly(1);
    assertThat(hosts.on("b")).containsExactly(1, 2, 3);
    assertThat(hosts.on("c")).containsExactly(2, 3, 4);
    assertThat(hosts.on("d")).isEmpty();
  }

  @Test
  void whatNoHostHoldsIsForAll() {
    List<FileBlock> blocks = List.of(block(100, 199, "a"));

    assertThat(PartHosts.of(new PartLayout(400, 100), blocks).on("a")).containsExactly(2);
    assertThat(PartHosts.of(new PartLayout(400, 100), List.of()).on("a")).isEmpty();
  }

  @Test
  void eachPartIsOfferedOnceWhileItIsWanted() {
    PartHosts hosts =
        PartHosts.of(new PartLayout(400, 100), List.of(block(0, 299, "a"), block(300, 399, "b")));
    BitSet wanted = new BitSet();
    wanted.set(1, 5);
    wanted.clear(2);

    assertThat(hosts.next("a", wanted)).hasValue(1);
    assertThat(hosts.next("a", wanted)).hasValue(3);
    assertThat(hosts.next("a", wanted)).isEmpty();
    assertThat(hosts.next("b", wanted)).hasValue(4);
    assertThat(hosts.next("c", wanted)).isEmpty();
  }
}
