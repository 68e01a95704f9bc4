package org.bucketcopy.job.stores.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.baidubce.BceServiceException;
import com.baidubce.http.BceHttpResponse;
import com.baidubce.http.handler.HttpResponseHandler;
import com.baidubce.model.AbstractBceResponse;
import com.baidubce.services.bos.BosObjectInputStream;
import com.baidubce.services.bos.model.BosObject;
import com.baidubce.services.bos.model.BosResponse;
import com.baidubce.services.bos.model.GetObjectResponse;
import com.baidubce.util.JsonUtils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.job.stores.RequestLimit;

/**
 * Reads an answer to its end, unless it is the bytes of an object, and decides whether it is one.
 * An error is thrown with its code, its request's id and the status it came with, which may be 200:
 * BOS answers UploadPartCopy, CopyObject and CompleteMultipartUpload before the work is done, and
 * puts an error into the body (cloud.baidu.com/doc/BOS/s/fkc5vbii0). An answer without the JSON it
 * must have is thrown without a code.
 */
final class BosAnswers implements HttpResponseHandler {
  /** A key that an answer repeats may have control characters, which JSON wants escaped. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  /** A 2XX body may carry this as its {@code code} (cloud.baidu.com/doc/BOS/s/Ajwvysfpl). */
  private static final String SUCCESS = "success";

  /** Maximum size of an error in bytes, whatever was asked for. */
  private static final int ERROR_BYTES = 1 << 20;

  /** Answers that say all by their status or, where no object is left, by having no body. */
  private static final Set<Class<?>> MAY_BE_EMPTY =
      ImmutableSet.of(BosResponse.class, BosPage.Deletions.class);

  private final RequestLimit limit;

  BosAnswers(RequestLimit limit) {
    this.limit = limit;
  }

  @Override
  public boolean handle(BceHttpResponse answer, AbstractBceResponse response) throws IOException {
    if (answer.getStatusCode() / 100 != 2) {
      byte[] body = body(answer, ofError(limit));
      throw error(answer, parsed(body), answer.getStatusText());
    }
    if (response instanceof GetObjectResponse object) {
      object.setObject(object(answer));
      return true;
    }
    byte[] body = body(answer, limit);
    if (body.length > 0) {
      read(answer, body, response);
    } else if (!MAY_BE_EMPTY.contains(response.getClass())) {
      throw error(answer, Optional.empty(), "the answer is empty");
    }
    return true;
  }

  /** The head of an object and, if it is read, its bytes, which are still to come. */
  private static BosObject object(BceHttpResponse answer) {
    BosObject object = new BosObject();
    object.setObjectMetadata(BosHead.of(answer));
    InputStream content =
        Optional.ofNullable(answer.getContent()).orElseGet(InputStream::nullInputStream);
    object.setObjectContent(new BosObjectInputStream(content, answer.getHttpResponse()));
    return object;
  }

  private static RequestLimit ofError(RequestLimit limit) {
    return new RequestLimit(limit.total(), Math.min(limit.bodyBytes(), ERROR_BYTES));
  }

  /**
   * The connection goes back to its pool only after the last byte, or when it is closed. Closing
   * what is left of a body would read it first.
   */
  private static byte[] body(BceHttpResponse answer, RequestLimit limit) throws IOException {
    InputStream content = answer.getContent();
    if (content == null) {
      return new byte[0];
    }
    try {
      byte[] body = content.readNBytes(limit.bodyBytes());
      if (content.read() >= 0) {
        throw OversizedAnswer.body(limit);
      }
      content.close();
      return body;
    } catch (IOException e) {
      answer.getHttpResponse().close();
      throw e;
    }
  }

  private static void read(BceHttpResponse answer, byte[] body, AbstractBceResponse response)
      throws IOException {
    JsonNode json =
        parsed(body).orElseThrow(() -> error(answer, Optional.empty(), "the answer is not JSON"));
    String code = json.path("code").asText();
    if (!code.isEmpty() && !code.equalsIgnoreCase(SUCCESS)) {
      throw error(answer, Optional.of(json), "");
    }
    if (response instanceof BosPage page) {
      page.take(json);
      return;
    }
    try {
      JsonUtils.load(new ByteArrayInputStream(JSON.writeValueAsBytes(json)), response);
    } catch (JsonProcessingException e) {
      throw error(answer, Optional.empty(), "the answer is not of the expected form");
    }
  }

  /** Bytes that are no UTF-8 become U+FFFD; a parser of bytes would refuse the whole answer. */
  private static Optional<JsonNode> parsed(byte[] body) {
    try {
      return Optional.of(JSON.readTree(new String(body, UTF_8))).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static BceServiceException error(
      BceHttpResponse answer, Optional<JsonNode> json, String otherwise) {
    JsonNode error = json.orElseGet(JSON::createObjectNode);
    BceServiceException exception =
        new BceServiceException(error.path("message").asText(otherwise));
    exception.setErrorCode(error.path("code").asText());
    exception.setRequestId(error.path("requestId").asText(requestId(answer)));
    exception.setStatusCode(answer.getStatusCode());
    return exception;
  }

  private static String requestId(BceHttpResponse answer) {
    return Optional.ofNullable(answer.getHeader("x-bce-request-id")).orElse("");
  }
}
