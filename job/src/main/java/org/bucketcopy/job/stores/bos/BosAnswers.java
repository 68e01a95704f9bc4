package org.bucketcopy.job.stores.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.baidubce.BceServiceException;
import com.baidubce.http.BceHttpResponse;
import com.baidubce.http.handler.HttpResponseHandler;
import com.baidubce.model.AbstractBceResponse;
import com.baidubce.services.bos.model.BosObject;
import com.baidubce.services.bos.model.BosResponse;
import com.baidubce.services.bos.model.GetObjectResponse;
import com.baidubce.util.JsonUtils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.job.stores.RequestLimit;

/**
 * Reads an answer to its end and decides whether it is one. An error is thrown with its code, its
 * request's id and the status it came with, which may be 200: BOS answers UploadPartCopy,
 * CopyObject and CompleteMultipartUpload before the work is done, and puts an error into the body
 * (cloud.baidu.com/doc/BOS/s/fkc5vbii0). An answer without the JSON it must have is thrown without
 * a code.
 */
final class BosAnswers implements HttpResponseHandler {
  /** A key that an answer repeats may have control characters, which JSON wants escaped. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  /** A 2XX body may carry this as its {@code code} (cloud.baidu.com/doc/BOS/s/Ajwvysfpl). */
  private static final String SUCCESS = "success";

  private final RequestLimit limit;

  BosAnswers(RequestLimit limit) {
    this.limit = limit;
  }

  @Override
  public boolean handle(BceHttpResponse answer, AbstractBceResponse response) throws IOException {
    byte[] body = body(answer);
    if (answer.getStatusCode() / 100 != 2) {
      throw error(answer, parsed(body), answer.getStatusText());
    }
    if (response instanceof GetObjectResponse head) {
      BosObject object = new BosObject();
      object.setObjectMetadata(BosHead.of(answer));
      head.setObject(object);
    } else if (body.length > 0) {
      read(answer, body, response);
    } else if (response.getClass() != BosResponse.class) {
      throw error(answer, Optional.empty(), "the answer is empty");
    }
    return true;
  }

  /**
   * The connection goes back to its pool only after the last byte, or when it is closed. Closing
   * what is left of a body would read it first.
   */
  private byte[] body(BceHttpResponse answer) throws IOException {
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
