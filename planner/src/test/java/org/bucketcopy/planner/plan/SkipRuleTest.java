package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.plan.SkipRule.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SkipRuleTest {
  private static final ListedObject SOURCE = Pairs.listed("key", "abc", 100, 1000);

  @ParameterizedTest
  @EnumSource(IfExists.class)
  void absentDestinationIsCopied(IfExists ifExists) {
    assertThat(SkipRule.verdict(ifExists, Pairs.absent("key", 1))).isEqualTo(Verdict.COPY);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 100, 1000, SKIP",
    // an equal ETag is enough, even of an older object
    "ABC, 100, 1, SKIP",
    // a copy by parts: another ETag, but written later
    "abc-2, 100, 1000, SKIP",
    "abc-2, 100, 5000, SKIP",
    "abc-2, 100, 999, COPY",
    "abc, 99, 5000, COPY",
    "abc-2, 101, 5000, COPY"
  })
  void skipLeavesWhatLooksCopied(String etag, long size, long time, Verdict verdict) {
    CopyPair pair = Pairs.existing(SOURCE, Pairs.listed("key", etag, size, time));
    assertThat(SkipRule.verdict(IfExists.SKIP, pair)).isEqualTo(verdict);
    assertThat(SkipRule.verdict(IfExists.OVERWRITE, pair)).isEqualTo(Verdict.COPY);
    assertThat(SkipRule.verdict(IfExists.FAIL, pair)).isEqualTo(Verdict.REFUSE);
  }
}
