package org.bucketcopy.job.stores.listing;

import java.util.List;
import java.util.Optional;

/**
 * A page of unfinished uploads as a store gave it.
 *
 * @param uploads in the store's order
 * @param truncated whether more follow
 * @param nextMarker after which they do, if the store says so
 */
public record UploadPage(List<Entry> uploads, boolean truncated, Optional<Marker> nextMarker) {

  /**
   * Where a page begins.
   *
   * @param key the key of the last upload before
   * @param uploadId its id, for stores that list the uploads of a key on more than one page
   */
  public record Marker(String key, Optional<String> uploadId) {}

  /**
   * One upload.
   *
   * @param key its key
   * @param uploadId its id
   * @param initiated when it was begun, in ISO 8601
   */
  public record Entry(ListedKey key, Optional<String> uploadId, Optional<String> initiated) {
    /** Why the upload cannot be told from others or not be aborted; empty if it can. */
    Optional<String> flaw() {
      if (key.flaw().isPresent()) {
        return key.flaw();
      }
      if (uploadId.filter(id -> !id.isBlank()).isEmpty()) {
        return Optional.of("it is listed without an upload id");
      }
      return millis().isPresent()
          ? Optional.empty()
          : Optional.of(ListedEntry.without("the time it was begun", initiated));
    }

    Optional<Long> millis() {
      return initiated.flatMap(ListedTime::parse);
    }
  }
}
