package org.bucketcopy.job.servers.virtual;

import java.util.List;

/** One page of ListMultipartUploads. */
final class UploadListing {
  private UploadListing() {}

  /** Answers with prefix, key-marker, upload-id-marker, max-uploads and encoding-type. */
  static Answer answer(VirtualBucket bucket, Uploads uploads, Query query) {
    ObjectKey prefix = new ObjectKey(query.octets("prefix").orElse(""));
    ObjectKey keyMarker = new ObjectKey(query.octets("key-marker").orElse(""));
    String idMarker = query.octets("upload-id-marker").orElse("");
    int max = Math.min(1000, query.number("max-uploads", 1000));
    List<Upload> all =
        uploads.of(bucket, prefix).stream()
            .filter(upload -> isAfter(upload, keyMarker, idMarker))
            .limit(max + 1L)
            .toList();
    List<Upload> page = all.subList(0, Math.min(max, all.size()));
    Listing.Wording wording = Listing.wording(query);
    Bytes xml = new Bytes(512 + 256 * page.size()).text("<ListMultipartUploadsResult>");
    xml.element("Bucket", bucket.name()).element("MaxUploads", max);
    if (wording == Listing.Wording.URL) {
      xml.element("EncodingType", "url");
    }
    page.forEach(upload -> one(xml, upload, wording));
    xml.element("IsTruncated", Boolean.toString(all.size() > page.size()));
    if (!page.isEmpty()) {
      Upload last = page.get(page.size() - 1);
      key(xml.text("<NextKeyMarker>"), last.key(), wording).text("</NextKeyMarker>");
      xml.element("NextUploadIdMarker", last.id());
    }
    return Answer.xml(xml.text("</ListMultipartUploadsResult>"));
  }

  private static boolean isAfter(Upload upload, ObjectKey keyMarker, String idMarker) {
    int order = upload.key().compareTo(keyMarker);
    return order > 0 || (order == 0 && !idMarker.isEmpty() && upload.id().compareTo(idMarker) > 0);
  }

  private static void one(Bytes xml, Upload upload, Listing.Wording wording) {
    key(xml.text("<Upload><Key>"), upload.key(), wording).text("</Key>");
    xml.element("UploadId", upload.id());
    xml.element("Initiated", Times.iso(upload.initiated())).text("</Upload>");
  }

  private static Bytes key(Bytes xml, ObjectKey key, Listing.Wording wording) {
    byte[] octets = key.utf8();
    return wording == Listing.Wording.URL
        ? xml.url(octets, octets.length)
        : xml.xml(octets, octets.length);
  }
}
