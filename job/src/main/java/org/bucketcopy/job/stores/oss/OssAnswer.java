package org.bucketcopy.job.stores.oss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.aliyun.sdk.service.oss2.OperationOutput;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.job.stores.listing.XmlFields;
import org.bucketcopy.planner.model.ETag;

/**
 * What OSS answered with a status of 2xx: which does not make it a success.
 *
 * @param status the HTTP status
 * @param headers the headers, by name in any case
 * @param body the body, unless it is empty
 */
record OssAnswer(int status, Map<String, String> headers, Optional<byte[]> body) {

  static OssAnswer of(OperationOutput output) {
    return of(output, output.body().map(BinaryData::toBytes).filter(bytes -> bytes.length > 0));
  }

  /** One whose body is read elsewhere. */
  static OssAnswer head(OperationOutput output) {
    return of(output, Optional.empty());
  }

  private static OssAnswer of(OperationOutput output, Optional<byte[]> body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(output.headers());
    return new OssAnswer(output.statusCode(), headers, body);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * A header that the answer must have.
   *
   * @throws IllegalArgumentException if it has not
   */
  String required(String name) {
    return header(name)
        .orElseThrow(() -> new IllegalArgumentException("the answer has no " + name));
  }

  /** The body as UTF-8, with U+FFFD in place of bytes that are none; empty text if it is empty. */
  String text() {
    return body.map(bytes -> new String(bytes, UTF_8)).orElse("");
  }

  /**
   * The answer, which must have no body: a body shows that something else has answered than a store
   * that did what it was asked to.
   *
   * @throws IllegalArgumentException if it has one
   */
  OssAnswer bodiless() {
    checkArgument(text().isEmpty(), "the answer has a body, where a store sends none");
    return this;
  }

  Optional<String> requestId() {
    return header("x-oss-request-id");
  }

  /** The error that the body carries in spite of the status. */
  Optional<XmlFields> error() {
    return fields().filter(fields -> fields.root().equals("Error"));
  }

  private Optional<XmlFields> fields() {
    try {
      return Optional.of(XmlFields.of(text()));
    } catch (IllegalArgumentException noXml) {
      return Optional.empty();
    }
  }

  /**
   * The body, which must be the XML document named {@code root}.
   *
   * @throws IllegalArgumentException if it is empty, not XML, or another document
   */
  OssXml document(String root) {
    return body.flatMap(OssXml::parse)
        .filter(document -> document.name().equals(root))
        .orElseThrow(() -> unexpected(root));
  }

  private IllegalArgumentException unexpected(String root) {
    return new IllegalArgumentException(
        "the answer is "
            + (body.isEmpty() ? "empty" : "unreadable")
            + " where a "
            + root
            + " was expected");
  }

  /**
   * The text of an element directly below {@code root}, of which the body must be a document,
   * whatever that repeats of a key.
   *
   * @throws IllegalArgumentException if there is none
   */
  String textIn(String root, String name) {
    return fields()
        .filter(fields -> fields.root().equals(root))
        .orElseThrow(() -> unexpected(root))
        .value(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("the answer's " + root + " has no " + name));
  }

  /**
   * The ETag in the XML document named {@code root}.
   *
   * @throws IllegalArgumentException if there is none
   */
  ETag etagOf(String root) {
    return ETag.of(textIn(root, "ETag"));
  }

  /**
   * The ETag in the XML document named {@code root}; empty if that has only the time of what it
   * reports.
   *
   * @throws IllegalArgumentException if it has neither
   */
  Optional<ETag> etagIn(String root) {
    OssXml document = document(root);
    Optional<ETag> etag = ETag.parse(document.text("ETag"));
    return etag.isEmpty() && document.text("LastModified").isPresent()
        ? etag
        : Optional.of(etagOf(root));
  }
}
