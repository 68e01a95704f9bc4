package org.bucketcopy.job.stores.listing;

import com.google.common.base.Ascii;
import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Reads the pages that S3 and OSS write alike. A document that does not say whether more follow is
 * no page, however well it reads.
 *
 * <p>Every method throws {@link IllegalArgumentException} where the document is no page.
 */
public final class XmlPages {
  private static final String IS_TRUNCATED = "IsTruncated";
  private static final String ENCODING = "EncodingType";

  private XmlPages() {}

  /** A {@code ListBucketResult} of either ListObjects. */
  public static ObjectPage objects(String document) {
    Page page = Page.read(document, "Contents");
    boolean encoded = page.encoded();
    List<ListedEntry> entries = new ArrayList<>(page.entries.size());
    for (Fields fields : page.entries) {
      entries.add(
          ListedEntry.of(
              fields.key(encoded), fields.etag, fields.size, fields.time, fields.storageClass));
    }
    return new ObjectPage(
        entries,
        page.truncated(),
        page.text("NextContinuationToken"),
        page.text("NextMarker").map(marker -> marker(marker, encoded)),
        page.grouped);
  }

  /** A {@code ListPartsResult}; it is none if a part is without number, ETag or size. */
  public static PartPage parts(String document) {
    Page page = Page.read(XmlFields.withoutKeys(document), "Part");
    List<UploadedPart> parts = new ArrayList<>(page.entries.size());
    for (Fields fields : page.entries) {
      UploadedPart part = PartPage.part(fields.partNumber, fields.etag, fields.size);
      parts.add(fields.checksum.map(part::with).orElse(part));
    }
    return new PartPage(
        parts, page.truncated(), page.text("NextPartNumberMarker").map(Ints::tryParse));
  }

  /** A {@code ListMultipartUploadsResult}. */
  public static UploadPage uploads(String document) {
    Page page = Page.read(document, "Upload");
    boolean encoded = page.encoded();
    List<UploadPage.Entry> uploads = new ArrayList<>(page.entries.size());
    for (Fields fields : page.entries) {
      uploads.add(
          new UploadPage.Entry(
              encoded ? fields.key(true) : fields.keyOfUpload(), fields.uploadId, fields.time));
    }
    return new UploadPage(
        uploads,
        page.truncated(),
        page.text("NextKeyMarker")
            .map(key -> marker(key, encoded))
            .map(key -> new UploadMarker(key, page.text("NextUploadIdMarker"))));
  }

  private static String marker(String written, boolean encoded) {
    return encoded ? ListedKey.urlEncoded(written).text() : written;
  }

  /** The elements of one entry that anybody reads. */
  private static final class Fields {
    private String key = "";
    private Optional<String> etag = Optional.empty();
    private Optional<String> size = Optional.empty();
    private Optional<String> time = Optional.empty();
    private Optional<String> storageClass = Optional.empty();
    private Optional<String> partNumber = Optional.empty();
    private Optional<String> uploadId = Optional.empty();
    private Optional<String> prefix = Optional.empty();
    private Optional<Checksum> checksum = Optional.empty();

    void take(XmlReader xml) {
      switch (xml.name()) {
        case "Key" -> key = xml.text();
        case "ETag" -> etag = present(xml);
        case "Size" -> size = present(xml);
        case "LastModified", "Initiated" -> time = present(xml);
        case "StorageClass" -> storageClass = present(xml);
        case "PartNumber" -> partNumber = present(xml);
        case "UploadId" -> uploadId = present(xml);
        case "HashCrc64ecma" -> checksum = crc64(xml.text());
        case "Prefix" -> prefix = present(xml);
        default ->
            ChecksumText.named(xml.name())
                .filter(ChecksumAlgorithm::isCrc)
                .ifPresent(algorithm -> checksum = base64(algorithm, xml.text()));
      }
    }

    /** One that cannot be read is none: the bytes are proved without it then. */
    private static Optional<Checksum> base64(ChecksumAlgorithm algorithm, String text) {
      return ChecksumText.parsed(algorithm, text)
          .filter(checksum -> checksum.parts().isEmpty())
          .map(ContentChecksum::checksum);
    }

    /** A decimal number without a sign. */
    private static Optional<Checksum> crc64(String decimal) {
      try {
        long value = Long.parseUnsignedLong(decimal);
        return Optional.of(Checksum.crc(ChecksumAlgorithm.CRC64_ECMA, value));
      } catch (NumberFormatException unreadable) {
        return Optional.empty();
      }
    }

    private static Optional<String> present(XmlReader xml) {
      return Optional.of(xml.text()).filter(text -> !text.isEmpty());
    }

    ListedKey key(boolean encoded) {
      return encoded ? ListedKey.urlEncoded(key) : ListedKey.plain(key);
    }

    /**
     * Ceph RGW encodes the keys of uploads as it was asked to, but does not say so. A key that an
     * encoder would have changed was not encoded.
     */
    ListedKey keyOfUpload() {
      ListedKey decoded = EncodedText.isOne(key) ? key(true) : key(false);
      return decoded.flaw().isPresent() ? key(false) : decoded;
    }
  }

  /** A page before its entries are judged. */
  private static final class Page {
    private final Map<String, String> contents = new HashMap<>();
    private final List<Fields> entries = new ArrayList<>();
    private boolean grouped;

    static Page read(String document, String entryName) {
      Page page = new Page();
      XmlReader xml = new XmlReader(document);
      Fields fields = new Fields();
      while (xml.next()) {
        if (xml.depth() == 3) {
          fields.take(xml);
        } else if (xml.depth() == 2) {
          if (xml.name().equals(entryName)) {
            page.entries.add(fields);
          } else {
            page.take(xml, fields);
          }
          fields = new Fields();
        }
      }
      return page;
    }

    private void take(XmlReader xml, Fields fields) {
      if (xml.name().equals("CommonPrefixes")) {
        grouped |= fields.prefix.isPresent();
      } else {
        contents.put(xml.name(), xml.content());
      }
    }

    Optional<String> text(String name) {
      return Optional.ofNullable(contents.get(name))
          .map(XmlReader::text)
          .filter(text -> !text.isEmpty());
    }

    boolean encoded() {
      return text(ENCODING).filter(name -> Ascii.equalsIgnoreCase(name, "url")).isPresent();
    }

    boolean truncated() {
      return Truncation.of(text(IS_TRUNCATED));
    }
  }
}
