package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;
import java.util.function.Function;
import org.bucketcopy.job.stores.listing.XmlFields;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An answer that came in whole.
 *
 * @param head its status and headers
 * @param body read as UTF-8, with U+FFFD in place of bytes that are none
 */
public record S3Answer(SdkHttpResponse head, String body) {
  /**
   * The answer, if its status is that of a success.
   *
   * @throws S3Exception what the SDK's client throws of a refusal
   */
  public S3Answer accepted() {
    if (!head.isSuccessful()) {
      throw refusal(fieldsOfRefusal());
    }
    return this;
  }

  private Optional<XmlFields> fieldsOfRefusal() {
    try {
      return Optional.of(XmlFields.of(body));
    } catch (IllegalArgumentException noXml) {
      return Optional.empty();
    }
  }

  /**
   * The fields of the body, unless they report an error, which S3 also does under a success.
   *
   * @throws S3Exception if they report an error
   * @throws SdkClientException if it is no XML
   */
  public XmlFields fields() {
    XmlFields fields;
    try {
      fields = XmlFields.of(body);
    } catch (IllegalArgumentException noXml) {
      throw SdkClientException.create(String.valueOf(noXml.getMessage()), noXml);
    }
    if (fields.root().equals("Error")) {
      throw refusal(Optional.of(fields));
    }
    return fields;
  }

  /**
   * The body as a page of a listing, unless it reports an error.
   *
   * @param reading throws {@link IllegalArgumentException} if the body is no such page
   * @throws S3Exception if it reports an error
   * @throws SdkClientException if it is none
   */
  public <T> T page(Function<String, T> reading) {
    try {
      return reading.apply(body);
    } catch (IllegalArgumentException noPage) {
      fields();
      throw SdkClientException.create(String.valueOf(noPage.getMessage()), noPage);
    }
  }

  /** The header {@code name}, unless it is empty. */
  public Optional<String> header(String name) {
    return head.firstMatchingHeader(name).filter(value -> !value.isEmpty());
  }

  /** What the SDK would have thrown. */
  private S3Exception refusal(Optional<XmlFields> fields) {
    String message = fields.flatMap(error -> error.value("Message")).orElse("");
    return (S3Exception)
        S3Exception.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(fields.flatMap(error -> error.value("Code")).orElse(""))
                    .errorMessage(message)
                    .sdkHttpResponse(head)
                    .build())
            .statusCode(head.statusCode())
            .requestId(
                header("x-amz-request-id")
                    .or(() -> fields.flatMap(error -> error.value("RequestId")))
                    .orElse(""))
            .message(message)
            .build();
  }
}
