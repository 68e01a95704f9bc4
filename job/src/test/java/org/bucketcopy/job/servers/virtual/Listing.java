package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;

/** One page of either ListObjects, written as bytes. */
final class Listing implements BucketScan.Visitor {
  private static final int BYTES_PER_OBJECT = 320;
  private static final byte[] KEY = Bytes.ascii("<Contents><Key>");
  private static final byte[] TIME = Bytes.ascii("</Key><LastModified>");
  private static final byte[] LONG_AGO = Bytes.ascii(Times.iso(StoredObject.LONG_AGO));
  private static final byte[] ETAG = Bytes.ascii("</LastModified><ETag>&quot;");
  private static final byte[] SIZE = Bytes.ascii("&quot;</ETag><Size>");
  private static final byte[] STORAGE_CLASS = Bytes.ascii("</Size><StorageClass>");
  private static final byte[] STANDARD = Bytes.ascii("STANDARD");
  private static final byte[] END = Bytes.ascii("</StorageClass></Contents>");

  private final SyntheticKeys keys;
  private final Wording wording;
  private final Bytes out;
  private final byte[] last = new byte[Request.MAX_KEY];
  private int lastLength;
  private boolean second;

  /** How keys are written. */
  enum Wording {
    XML,
    URL
  }

  private Listing(SyntheticKeys keys, Wording wording, int max) {
    this.keys = keys;
    this.wording = wording;
    this.out = new Bytes(1024 + Math.min(max, 1000) * BYTES_PER_OBJECT);
  }

  static Wording wording(Query query) {
    return query.octets("encoding-type").isPresent() ? Wording.URL : Wording.XML;
  }

  /**
   * Answers with prefix, max-keys and encoding-type, for {@code list-type=2} with start-after and
   * continuation-token, and otherwise with marker.
   *
   * @throws Refusal with NotImplemented if a delimiter is asked for
   */
  static Answer answer(VirtualBucket bucket, Query query) {
    if (query.octets("delimiter").filter(text -> !text.isEmpty()).isPresent()) {
      throw new Refusal(S3Error.NOT_IMPLEMENTED);
    }
    int max = Math.min(1000, query.number("max-keys", 1000));
    ObjectKey prefix = new ObjectKey(query.octets("prefix").orElse(""));
    boolean second = query.has("list-type");
    ObjectKey after =
        second
            ? query
                .octets("continuation-token")
                .map(Listing::token)
                .or(() -> query.octets("start-after").map(ObjectKey::new))
                .orElse(ObjectKey.EMPTY)
            : new ObjectKey(query.octets("marker").orElse(""));
    Listing page = new Listing(bucket.keys(), wording(query), max);
    page.second = second;
    page.out.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult>");
    page.out.element("Name", bucket.name());
    page.name("Prefix", prefix);
    query.octets("start-after").ifPresent(key -> page.name("StartAfter", new ObjectKey(key)));
    page.fill(new BucketScan(bucket, prefix, after), max);
    return Answer.xml(page.out);
  }

  @Override
  public void synthetic(byte[] key, int length, long index) {
    key(key, length);
    out.add(TIME).add(LONG_AGO).add(ETAG);
    keys.etag(index, out).add(SIZE).number(keys.size(index));
    out.add(STORAGE_CLASS).add(STANDARD).add(END);
  }

  @Override
  public void kept(byte[] key, StoredObject object) {
    key(key, key.length);
    out.add(TIME).text(Times.iso(object.modified())).add(ETAG).text(object.etag());
    out.add(SIZE).number(object.content().size());
    out.add(STORAGE_CLASS).text(object.properties().storageClass()).add(END);
  }

  private void fill(BucketScan scan, int max) {
    int count = 0;
    while (count < max && scan.more()) {
      scan.take(this);
      count++;
    }
    boolean truncated = count > 0 && scan.more();
    if (truncated && second) {
      byte[] key = Arrays.copyOf(last, lastLength);
      out.element("NextContinuationToken", Base64.getUrlEncoder().encodeToString(key));
    }
    if (second) {
      out.element("KeyCount", count);
    }
    out.element("MaxKeys", max);
    if (wording == Wording.URL) {
      out.element("EncodingType", "url");
    }
    out.element("IsTruncated", Boolean.toString(truncated)).text("</ListBucketResult>");
  }

  private void key(byte[] key, int length) {
    out.add(KEY);
    write(key, length);
    System.arraycopy(key, 0, last, 0, length);
    lastLength = length;
  }

  private void name(String element, ObjectKey key) {
    out.text("<").text(element).text(">");
    write(key.utf8(), key.octets().length());
    out.text("</").text(element).text(">");
  }

  private void write(byte[] key, int length) {
    if (wording == Wording.URL) {
      out.url(key, length);
    } else {
      out.xml(key, length);
    }
  }

  private static ObjectKey token(String text) {
    try {
      byte[] key = Base64.getUrlDecoder().decode(text.getBytes(ISO_8859_1));
      return ObjectKey.ofUtf8(key, key.length);
    } catch (IllegalArgumentException e) {
      throw new Refusal(S3Error.INVALID_ARGUMENT);
    }
  }
}
