package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalInt;
import org.bucketcopy.planner.model.Checksum;

/**
 * A page of the parts that an object was made of.
 *
 * @param parts by ascending part number
 * @param next the part number after which the next page begins; empty if this is the last one
 */
public record ObjectPartsPage(List<Part> parts, OptionalInt next) {
  public ObjectPartsPage {
    parts = ImmutableList.copyOf(parts);
  }

  /**
   * One part.
   *
   * @param partNumber its number, from 1
   * @param size its length in bytes
   * @param checksums those of its bytes
   */
  public record Part(int partNumber, long size, List<Checksum> checksums) {
    public Part {
      checksums = ImmutableList.copyOf(checksums);
    }
  }
}
