package org.bucketcopy.job.stores.s3.http;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Map;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** The body of a request, which is read while it is sent; for {@link HttpConnections} alone. */
public interface StreamedContent extends SdkHttpContentPublisher {
  /** Headers that say how the body is framed, by lower-cased name. */
  Map<String, String> headers();

  /**
   * Publishes the body. Each piece belongs to {@code subscriber}, which releases it. Reading may
   * block, and so does not run on the thread that asks for more.
   */
  void stream(Subscriber<? super ByteBuf> subscriber);

  /**
   * What other connections would read; it cannot be read so.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  default void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    throw new UnsupportedOperationException("only connections of our own stream it");
  }
}
