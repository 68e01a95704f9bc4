package org.bucketcopy.job.stores.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.UnusableEntry;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadWalk;
import org.bucketcopy.planner.store.UploadsPage;

/**
 * A page of open uploads as a store gave it.
 *
 * @param uploads in the store's order
 * @param truncated whether more follow
 * @param nextMarker after which they do, if the store says so
 */
public record UploadPage(
    List<Entry> uploads, boolean truncated, Optional<UploadMarker> nextMarker) {

  /**
   * What the page lists under a prefix.
   *
   * @param after where it was to begin
   * @param storeMillis when the store answered, by its own clock; empty if it did not say
   * @throws StoreException of {@link org.bucketcopy.planner.store.StoreFault.Kind#UNSUPPORTED} if
   *     more uploads follow, and nothing says after which
   */
  public UploadsPage under(
      ObjectPrefix prefix, Optional<UploadMarker> after, OptionalLong storeMillis) {
    List<OpenUpload> usable = new ArrayList<>();
    List<UnusableEntry> unusable = new ArrayList<>();
    for (Entry upload : uploads) {
      // Whether an upload whose key cannot be read is under the prefix is unknown, too.
      if (upload.key().flaw().isPresent() || upload.key().text().startsWith(prefix.prefix())) {
        upload
            .unusable()
            .ifPresentOrElse(unusable::add, () -> usable.add(upload.open(prefix.bucket())));
      }
    }
    Optional<UploadMarker> next =
        nextMarker
            .filter(marker -> !after.equals(Optional.of(marker)))
            .or(() -> last().filter(marker -> !after.equals(Optional.of(marker))));
    if (truncated && next.isEmpty()) {
      throw UploadWalk.doesNotGoOn(prefix);
    }
    return new UploadsPage(
        new OpenUploads(usable, unusable, storeMillis),
        uploads.size(),
        truncated ? next : Optional.empty());
  }

  private Optional<UploadMarker> last() {
    return uploads.isEmpty()
        ? Optional.empty()
        : Optional.of(uploads.get(uploads.size() - 1))
            .filter(upload -> upload.key().flaw().isEmpty())
            .map(upload -> new UploadMarker(upload.key().text(), upload.uploadId()));
  }

  /**
   * One upload.
   *
   * @param key its key
   * @param uploadId its id
   * @param initiated when it was initiated, in ISO 8601
   */
  public record Entry(ListedKey key, Optional<String> uploadId, Optional<String> initiated) {
    /** Why the upload cannot be distinguished from others or not be aborted; empty if it can. */
    Optional<String> flaw() {
      if (key.flaw().isPresent()) {
        return key.flaw();
      }
      if (uploadId.filter(id -> !id.isBlank()).isEmpty()) {
        return Optional.of("it is listed without an upload id");
      }
      return millis().isPresent()
          ? Optional.empty()
          : Optional.of(ListedEntry.without("the time it was initiated", initiated));
    }

    private Optional<UnusableEntry> unusable() {
      String id = uploadId.map(known -> " (upload id " + known + ")").orElse("");
      return flaw().map(reason -> new UnusableEntry(key.text(), reason + id));
    }

    private OpenUpload open(Bucket bucket) {
      UploadHandle handle = new UploadHandle(bucket.object(key.text()), uploadId.orElseThrow());
      return new OpenUpload(handle, millis().orElseThrow());
    }

    Optional<Long> millis() {
      return initiated.flatMap(ListedTime::parse);
    }
  }
}
