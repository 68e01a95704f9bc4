package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import com.aliyun.sdk.service.oss2.transport.ResponseMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.support.classic.SharedInputBuffer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.planner.store.BlockStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a part of an object as it arrives, when its headers are there, and takes no more from
 * the connection than is read. Any other answer is collected; the bytes of an object that nobody
 * asked for are left on the connection.
 */
final class StreamedAnswer implements AsyncResponseConsumer<ResponseMessage> {
  private static final int WINDOW = 64 * 1024;

  private final BoundedAnswer collected;
  private final RequestLimit limit;
  private final FutureCallback<ResponseMessage> answer;
  private final Runnable abort;
  private final SharedInputBuffer buffer = new SharedInputBuffer(WINDOW);
  private volatile boolean streaming;
  private volatile boolean ended;
  private volatile Optional<Exception> failure = Optional.empty();

  /**
   * @param limit of an answer that is no part of an object
   * @param answer takes the answer
   * @param abort closes the connection
   */
  StreamedAnswer(
      RequestMessage request,
      RequestLimit limit,
      FutureCallback<ResponseMessage> answer,
      Runnable abort) {
    this.collected = new BoundedAnswer(request, limit);
    this.limit = limit;
    this.answer = answer;
    this.abort = abort;
  }

  @Override
  public void consumeResponse(
      HttpResponse head,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<ResponseMessage> callback) {
    collected.consumeResponse(head, entity, context, callback);
    boolean part = head.getCode() == HttpStatus.SC_PARTIAL_CONTENT;
    if (entity != null && (part || isLong(head, entity))) {
      streaming = true;
      answer.completed(collected.message().body(BinaryData.fromStream(new Bytes())).build());
    }
  }

  private boolean isLong(HttpResponse head, EntityDetails entity) {
    long length = entity.getContentLength();
    return head.getCode() / 100 == 2 && (length < 0 || length > limit.bodyBytes());
  }

  @Override
  public void informationResponse(HttpResponse head, HttpContext context) {}

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    if (streaming) {
      buffer.updateCapacity(capacity);
    } else {
      collected.updateCapacity(capacity);
    }
  }

  @Override
  public void consume(ByteBuffer piece) throws IOException {
    if (streaming) {
      buffer.fill(piece);
    } else {
      collected.consume(piece);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    if (streaming) {
      ended = true;
      buffer.markEndStream();
    } else {
      collected.streamEnd(trailers);
    }
  }

  @Override
  public void failed(Exception why) {
    failure = Optional.of(why);
    buffer.abort();
  }

  @Override
  public void releaseResources() {
    if (!ended) {
      buffer.abort();
    }
  }

  /** What arrives; closed early it closes the connection, so that nothing has to be drained. */
  private final class Bytes extends BlockStream {
    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
      try {
        return buffer.read(bytes, offset, most);
      } catch (IOException interrupted) {
        String why = failure.map(Exception::getMessage).orElse("the connection broke off");
        throw new IOException(why, interrupted);
      }
    }

    @Override
    public void close() {
      if (!ended) {
        buffer.abort();
        abort.run();
      }
    }
  }
}
