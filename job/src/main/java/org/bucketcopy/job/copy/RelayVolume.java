package org.bucketcopy.job.copy;

import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.store.ListingPage;

/**
 * How much a relay would move, as far as the first page of the source tells.
 *
 * @param page the first page; empty if the source cannot be listed
 */
record RelayVolume(Optional<ListingPage> page) {
  /** The volume in words, filters not regarded. */
  String text() {
    return page.map(RelayVolume::text).orElse("an unknown number of bytes");
  }

  private static String text(ListingPage page) {
    long bytes = page.objects().stream().mapToLong(ListedObject::size).sum();
    String objects = bytes + " bytes in " + page.objects().size() + " objects";
    return page.next().isEmpty() ? objects : "more than " + objects;
  }
}
