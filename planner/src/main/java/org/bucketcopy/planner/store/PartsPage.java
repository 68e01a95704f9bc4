package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One page of the parts of an upload.
 *
 * @param parts by ascending part number
 * @param next the part number after which the next page starts; empty if this is the last page
 */
public record PartsPage(List<UploadedPart> parts, OptionalInt next) {
  public PartsPage {
    parts = ImmutableList.copyOf(parts);
  }
}
