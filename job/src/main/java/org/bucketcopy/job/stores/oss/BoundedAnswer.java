package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import com.aliyun.sdk.service.oss2.transport.ResponseMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.bucketcopy.job.stores.CarriedHeaders;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.listing.XmlScrubber;
import org.jspecify.annotations.Nullable;

/** Collects one answer as the SDK wants it, up to its limit. */
final class BoundedAnswer implements AsyncResponseConsumer<ResponseMessage> {
  private final ResponseMessage.Builder message;
  private final RequestLimit limit;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Optional<FutureCallback<ResponseMessage>> result = Optional.empty();
  private boolean success;

  BoundedAnswer(RequestMessage request, RequestLimit limit) {
    this.message = ResponseMessage.newBuilder().request(request);
    this.limit = limit;
  }

  @Override
  public void consumeResponse(
      HttpResponse head,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<ResponseMessage> callback) {
    CarriedHeaders lines = OssHeaders.carried();
    for (Header header : head.getHeaders()) {
      Optional.ofNullable(header.getValue()).ifPresent(value -> lines.add(header.getName(), value));
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(lines.values());
    message.statusCode(head.getCode()).headers(headers);
    success = head.getCode() / 100 == 2;
    result = Optional.of(callback);
    if (entity == null) {
      callback.completed(message.build());
    }
  }

  /** The head of the answer. */
  ResponseMessage.Builder message() {
    return message;
  }

  /** Any number of these may come before the answer. */
  @Override
  public void informationResponse(HttpResponse head, HttpContext context) {}

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(Integer.MAX_VALUE);
  }

  /** A failure of this closes the connection. */
  @Override
  public void consume(ByteBuffer piece) throws IOException {
    if (piece.remaining() > limit.bodyBytes() - body.size()) {
      throw OversizedAnswer.body(limit);
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    message.body(BinaryData.fromBytes(success ? body.toByteArray() : error()));
    result.ifPresent(callback -> callback.completed(message.build()));
  }

  /** The SDK reads errors itself, and they repeat the key. */
  private byte[] error() {
    return XmlScrubber.scrubbed(body.toByteArray());
  }

  @Override
  public void failed(Exception failure) {}

  @Override
  public void releaseResources() {}
}
