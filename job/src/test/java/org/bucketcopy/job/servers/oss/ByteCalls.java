package org.bucketcopy.job.servers.oss;

import static org.bucketcopy.job.servers.oss.OssReply.element;

import com.google.common.base.CharMatcher;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.job.servers.Rights;
import org.w3c.dom.Element;

/** The calls that send and read bytes, and the one that deletes many objects. */
final class ByteCalls {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");
  private static final int MAX_KEYS = 1000;

  OssReply put(OssBucket bucket, OssRequest request) {
    bucket.checkWritable(request);
    OssObject made =
        OssObject.normal(
                request.content(),
                ObjectCalls.kept(request.headers()),
                request.header("x-oss-storage-class").orElse("Standard"))
            .withTags(UploadCalls.tags(request.header("x-oss-tagging")));
    bucket.objects().put(request.key(), made);
    return stored(made.etag(), made.content());
  }

  OssReply part(OssBucket bucket, OssRequest request) {
    OssUpload upload = bucket.upload(request);
    OssUpload.Part part = OssUpload.Part.of(request.content());
    upload.parts().put(UploadCalls.partNumber(request), part);
    return stored(part.etag(), part.content());
  }

  private static OssReply stored(String etag, Content content) {
    return OssReply.empty(200)
        .with("ETag", "\"" + etag + "\"")
        .with("x-oss-hash-crc64ecma", content.crc64());
  }

  /** A range that cannot be had is answered with everything, unless it is a standard one. */
  OssReply read(OssBucket bucket, OssRequest request) {
    OssObject object = bucket.object(request.key());
    if (request
        .header("if-match")
        .filter(tag -> !CharMatcher.is('"').trimFrom(tag).equals(object.etag()))
        .isPresent()) {
      throw new OssRefusal(412, "PreconditionFailed", "At least one condition did not hold.");
    }
    if (object.archived()) {
      throw new OssRefusal(403, "InvalidObjectState", "The object must be restored first.");
    }
    return ObjectCalls.shown(object, part(object.content(), request));
  }

  private static OssReply part(Content whole, OssRequest request) {
    Matcher range = RANGE.matcher(request.header("range").orElse(""));
    boolean standard =
        request.header("x-oss-range-behavior").filter("standard"::equals).isPresent();
    if (!range.matches()) {
      return OssReply.bytes(200, whole);
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (first >= whole.size() && standard) {
      throw new OssRefusal(416, "InvalidRange", "The requested range cannot be satisfied.");
    }
    if (first > last || (last >= whole.size() && !standard)) {
      return OssReply.bytes(200, whole);
    }
    long end = Math.min(last, whole.size() - 1);
    return OssReply.bytes(206, whole.range(first, end))
        .with("Content-Range", "bytes " + first + "-" + end + "/" + whole.size());
  }

  /** Says nothing of the keys that may not be deleted. */
  OssReply deleteAll(OssBucket bucket, OssRequest request, Rights rights) {
    if (request.header("content-md5").isEmpty()) {
      throw new OssRefusal(400, "MissingArgument", "Content-MD5 is missing.");
    }
    SentXml sent = SentXml.of(request);
    boolean quiet =
        sent.elements("Quiet").stream().anyMatch(e -> e.getTextContent().equals("true"));
    boolean encoded = request.parameter("encoding-type").equals("url");
    StringBuilder deleted = new StringBuilder();
    if (sent.elements("Object").size() > MAX_KEYS) {
      throw new OssRefusal(400, "MalformedXML", "More than 1000 keys.");
    }
    for (Element object : sent.elements("Object")) {
      String key = SentXml.text(object, "Key");
      if (rights.allow(OssCallKind.DELETE_OBJECT, bucket.name(), key)) {
        bucket.objects().remove(key);
        deleted
            .append("<Deleted>")
            .append(element("Key", encoded ? OssEncoding.encode(key) : key))
            .append("</Deleted>");
      }
    }
    return quiet
        ? OssReply.empty(200)
        : OssReply.xml(
            "<DeleteResult>"
                + (encoded ? element("EncodingType", "url") : "")
                + deleted
                + "</DeleteResult>");
  }
}
