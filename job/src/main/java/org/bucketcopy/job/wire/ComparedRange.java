package org.bucketcopy.job.wire;

import java.util.OptionalLong;

/**
 * What a {@link CompareRangeWork} has shown.
 *
 * @param firstDifference offset of the first byte that differs, from the beginning of the contents;
 *     empty if none does
 */
public record ComparedRange(OptionalLong firstDifference) {}
