package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.plan.SkipRule.Verdict;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.TransferPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SkipRuleTest {
  private static final ListedObject SOURCE = Pairs.listed("key", "abc", 100, 1000);

  @ParameterizedTest
  @EnumSource(IfExists.class)
  void absentDestinationIsCopied(IfExists ifExists) {
    assertThat(verdict(ifExists, Pairs.absent("key", 1))).isEqualTo(Verdict.COPY);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 100, 1000, SKIP",
    // an equal ETag is enough, even of an older object
    "ABC, 100, 1, SKIP",
    // a copy by parts: another ETag, but written in a later second
    "abc-2, 100, 2000, SKIP",
    "abc-2, 100, 5000, SKIP",
    // the source may have been overwritten after this was written
    "abc-2, 100, 1000, COPY",
    "abc-2, 100, 1999, COPY",
    "abc-2, 100, 999, COPY",
    "abc, 99, 5000, COPY",
    "abc-2, 101, 5000, COPY"
  })
  void skipLeavesWhatLooksCopied(String etag, long size, long time, Verdict verdict) {
    CopyPair pair = Pairs.existing(SOURCE, Pairs.listed("key", etag, size, time));
    assertThat(verdict(IfExists.SKIP, pair)).isEqualTo(verdict);
    assertThat(verdict(IfExists.OVERWRITE, pair)).isEqualTo(Verdict.COPY);
    assertThat(verdict(IfExists.FAIL, pair)).isEqualTo(Verdict.REFUSE);
  }

  @ParameterizedTest
  @CsvSource({
    // the store reports whole seconds, rounded down
    "abc, 100, 2000, SKIP",
    // written before the run started, so by somebody else
    "abc, 100, 1999, COPY",
    "abc-2, 100, 2000, COPY",
    "abc, 99, 2000, COPY"
  })
  void aResumedRunKnowsItsOwnCopies(String etag, long size, long time, Verdict verdict) {
    CopyPair pair = Pairs.existing(SOURCE, Pairs.listed("key", etag, size, time));
    OptionalLong since = OptionalLong.of(2999);

    assertThat(new SkipRule(IfExists.OVERWRITE, since).verdict(pair)).isEqualTo(verdict);
    assertThat(new SkipRule(IfExists.FAIL, since).verdict(pair))
        .isEqualTo(verdict == Verdict.COPY ? Verdict.REFUSE : verdict);
  }

  /** Some answers contain milliseconds, others whole seconds. */
  @Test
  void aCopyMayBeOfTheSecondInWhichItsSourceWasWritten() {
    CopyPair pair =
        Pairs.existing(
            Pairs.listed("key", "abc", 100, 2600), Pairs.listed("key", "abc", 100, 2000));

    assertThat(new SkipRule(IfExists.FAIL, OptionalLong.of(2500)).verdict(pair))
        .isEqualTo(Verdict.SKIP);
  }

  /** Made of other parts, it has another ETag, however new it is. */
  @Test
  void aNewerObjectIsNoCopyWhereETagsMustBeEqual() {
    CopyPair other =
        Pairs.existing(
            Pairs.listed("key", "abc", 100, 1000), Pairs.listed("key", "xyz", 100, 9000));
    CopyPair same =
        Pairs.existing(Pairs.listed("key", "abc", 100, 1000), Pairs.listed("key", "abc", 100, 500));

    CompareRule required = CompareRule.SIZE.where(EtagRule.REQUIRED);
    assertThat(skip(required, other)).isEqualTo(Verdict.COPY);
    assertThat(skip(required, same)).isEqualTo(Verdict.SKIP);
    CompareRule possible = CompareRule.ETAG_OR_TIME.where(EtagRule.IF_POSSIBLE);
    assertThat(skip(possible, other)).isEqualTo(Verdict.SKIP);
  }

  private static Verdict skip(CompareRule compare, CopyPair pair) {
    return new SkipRule(IfExists.SKIP, compare, OptionalLong.empty()).verdict(pair);
  }

  @ParameterizedTest
  @CsvSource({
    // by size, by size and time, by ETag
    "abc, 100, 1000, SKIP, COPY, SKIP",
    "xyz, 100, 1000, SKIP, COPY, COPY",
    "xyz, 100, 2000, SKIP, SKIP, COPY",
    "abc, 99, 2000, COPY, COPY, COPY"
  })
  void theUserMaySayWhatCounts(
      String etag, long size, long time, Verdict bySize, Verdict byTime, Verdict byEtag) {
    CopyPair pair = Pairs.existing(SOURCE, Pairs.listed("key", etag, size, time));
    assertThat(skip(CompareRule.SIZE, pair)).isEqualTo(bySize);
    assertThat(skip(CompareRule.SIZE_AND_TIME, pair)).isEqualTo(byTime);
    assertThat(skip(CompareRule.ETAG, pair)).isEqualTo(byEtag);
  }

  @ParameterizedTest
  @CsvSource({"100, 2000, SKIP", "100, 1999, COPY", "99, 2000, COPY"})
  void aFileHasNoEtagAndGoesBySizeAndTime(long size, long time, Verdict verdict) {
    TransferPair pair = Pairs.file(Optional.of(Pairs.listed("key", "abc", size, time)));
    assertThat(verdict(IfExists.SKIP, pair)).isEqualTo(verdict);
    assertThat(verdict(IfExists.FAIL, pair)).isEqualTo(Verdict.REFUSE);
    assertThat(new SkipRule(IfExists.OVERWRITE, OptionalLong.of(0)).verdict(pair))
        .isEqualTo(Verdict.COPY);
    assertThat(verdict(IfExists.SKIP, Pairs.file(Optional.empty()))).isEqualTo(Verdict.COPY);
  }

  private static Verdict verdict(IfExists ifExists, TransferPair pair) {
    return new SkipRule(ifExists, OptionalLong.empty()).verdict(pair);
  }
}
