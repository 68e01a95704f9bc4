package org.bucketcopy.job.stores.bos;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.stores.listing.ListedEntry;
import org.bucketcopy.job.stores.listing.ListedKey;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PartPage;
import org.bucketcopy.job.stores.listing.Truncation;
import org.bucketcopy.job.stores.listing.UploadPage;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Reads the pages of BOS. The SDK's own reading takes what is missing for zero or null, and one
 * entry that it cannot read costs the page.
 *
 * <p>Every method throws {@link IllegalArgumentException} where the answer is no page.
 */
final class BosPages {
  private static final String KEY = "key";

  private BosPages() {}

  static ObjectPage objects(JsonNode page) {
    List<ListedEntry> entries = new ArrayList<>();
    for (JsonNode entry : page.path("contents")) {
      entries.add(
          ListedEntry.of(
              key(entry),
              text(entry, "eTag"),
              text(entry, "size"),
              text(entry, "lastModified"),
              text(entry, "storageClass")));
    }
    return new ObjectPage(
        entries,
        truncated(page),
        Optional.empty(),
        text(page, "nextMarker"),
        !page.path("commonPrefixes").isEmpty());
  }

  static PartPage parts(JsonNode page) {
    List<UploadedPart> parts = new ArrayList<>();
    for (JsonNode part : page.path("parts")) {
      parts.add(PartPage.part(text(part, "partNumber"), text(part, "eTag"), text(part, "size")));
    }
    return new PartPage(
        parts, truncated(page), text(page, "nextPartNumberMarker").map(Ints::tryParse));
  }

  /** BOS has no marker within the uploads of one key. */
  static UploadPage uploads(JsonNode page) {
    List<UploadPage.Entry> uploads = new ArrayList<>();
    for (JsonNode upload : page.path("uploads")) {
      uploads.add(
          new UploadPage.Entry(key(upload), text(upload, "uploadId"), text(upload, "initiated")));
    }
    return new UploadPage(
        uploads,
        truncated(page),
        text(page, "nextKeyMarker").map(key -> new UploadMarker(key, Optional.empty())));
  }

  private static ListedKey key(JsonNode entry) {
    return ListedKey.plain(text(entry, KEY).orElse(""));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.of(node.path(name).asText()).filter(text -> !text.isEmpty());
  }

  private static boolean truncated(JsonNode page) {
    return Truncation.of(text(page, "isTruncated"));
  }
}
