package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpHeaders;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * Reads and writes header values as UTF-8, as they are signed. Netty takes a character for a byte,
 * which turns every character above U+00FF into a question mark and makes the signature wrong for
 * the others.
 *
 * <p>A value that is not UTF-8 is read with U+FFFD in place of what is not.
 */
final class Utf8HeaderClient implements SdkAsyncHttpClient {
  private static final char LAST_ASCII = 0x7F;

  private final SdkAsyncHttpClient client;

  /** Closes {@code client} with itself. */
  Utf8HeaderClient(SdkAsyncHttpClient client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    return client.execute(
        BoundedClient.with(
            request, encoded(request.request()), decoding(request.responseHandler())));
  }

  private static SdkHttpRequest encoded(SdkHttpRequest request) {
    return isAscii(request)
        ? request
        : request.toBuilder()
            .headers(each(request, value -> new String(value.getBytes(UTF_8), ISO_8859_1)))
            .build();
  }

  private static SdkHttpResponse decoded(SdkHttpResponse response) {
    return isAscii(response)
        ? response
        : response.toBuilder()
            .headers(each(response, value -> new String(value.getBytes(ISO_8859_1), UTF_8)))
            .build();
  }

  private static boolean isAscii(SdkHttpHeaders message) {
    boolean[] ascii = {true};
    message.forEachHeader(
        (name, values) -> {
          for (String value : values) {
            ascii[0] &= isAscii(value);
          }
        });
    return ascii[0];
  }

  private static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > LAST_ASCII) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, List<String>> each(
      SdkHttpHeaders message, UnaryOperator<String> change) {
    return message.headers().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, header -> header.getValue().stream().map(change).toList()));
  }

  private static SdkAsyncHttpResponseHandler decoding(SdkAsyncHttpResponseHandler handler) {
    return new SdkAsyncHttpResponseHandler() {
      @Override
      public void onHeaders(SdkHttpResponse response) {
        handler.onHeaders(decoded(response));
      }

      @Override
      public void onStream(Publisher<ByteBuffer> content) {
        handler.onStream(content);
      }

      @Override
      public void onError(Throwable failure) {
        handler.onError(failure);
      }
    };
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
