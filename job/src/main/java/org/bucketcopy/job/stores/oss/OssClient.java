package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.AttributeKey;
import com.aliyun.sdk.service.oss2.AttributeMap;
import com.aliyun.sdk.service.oss2.OSSAsyncClient;
import com.aliyun.sdk.service.oss2.OperationInput;
import com.aliyun.sdk.service.oss2.OperationOptions;
import com.aliyun.sdk.service.oss2.OperationOutput;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.sdk.service.oss2.transport.InputStreamBinaryData;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bucketcopy.job.stores.listing.XmlFields;
import org.bucketcopy.planner.store.StoreException;

/** Sends calls and decides what their answers mean: once, and without the SDK's retries. */
final class OssClient implements AutoCloseable {
  private final OSSAsyncClient sdk;
  private final Map<String, String> ofAll;

  private OssClient(OSSAsyncClient sdk, Map<String, String> ofAll) {
    this.sdk = sdk;
    this.ofAll = ImmutableMap.copyOf(ofAll);
  }

  /**
   * A client that closes {@code http} with itself.
   *
   * @param ofAll headers of every request
   */
  static OssClient of(
      OssEndpoint endpoint,
      CredentialsProvider credentials,
      OssHttp http,
      Map<String, String> ofAll) {
    return new OssClient(
        OSSAsyncClient.newBuilder()
            .endpoint(endpoint.url())
            .region(endpoint.region())
            .credentialsProvider(credentials)
            .retryMaxAttempts(1)
            .httpClient(http)
            .build(),
        ofAll);
  }

  /**
   * Sends a call.
   *
   * @param reading takes from the answer what the caller wants; whatever it throws makes the answer
   *     an unreadable one
   */
  <T> CompletionStage<T> send(OssCall call, Function<OssAnswer, T> reading) {
    return sdk.invokeOperationAsync(call.withHeaders(ofAll).input(), OperationOptions.defaults())
        .handle(
            (output, failure) -> {
              if (failure != null) {
                throw new StoreException(OssFaults.failed(call, failure), failure);
              }
              return read(call, OssAnswer.of(output), reading);
            });
  }

  /**
   * Sends a call whose answer is read as it arrives.
   *
   * @param reading makes of the answer, without its body, and of the body what the caller wants,
   *     who closes it; whatever it throws makes the answer an unreadable one, and closes the body
   */
  <T> CompletionStage<T> open(OssCall call, BiFunction<OssAnswer, InputStream, T> reading) {
    OperationInput input =
        call.withHeaders(ofAll).input().toBuilder()
            .opMetadata(AttributeMap.empty().put(AttributeKey.RESPONSE_HEADERS_READ, true))
            .build();
    return sdk.invokeOperationAsync(input, OperationOptions.defaults())
        .handle(
            (output, failure) -> {
              if (failure != null) {
                throw new StoreException(OssFaults.failed(call, failure), failure);
              }
              return opened(call, output, reading);
            });
  }

  private static <T> T opened(
      OssCall call, OperationOutput output, BiFunction<OssAnswer, InputStream, T> reading) {
    Optional<BinaryData> streamed =
        output.body().filter(body -> body instanceof InputStreamBinaryData);
    if (streamed.isEmpty()) {
      return read(
          call,
          OssAnswer.of(output),
          answer -> reading.apply(answer, InputStream.nullInputStream()));
    }
    InputStream bytes = streamed.get().toStream();
    try {
      return read(call, OssAnswer.head(output), answer -> reading.apply(answer, bytes));
    } catch (StoreException refused) {
      closeQuietly(bytes);
      throw refused;
    }
  }

  private static void closeQuietly(InputStream bytes) {
    try {
      bytes.close();
    } catch (IOException ignored) {
      // the connection is of no more use in any case
    }
  }

  private static <T> T read(OssCall call, OssAnswer answer, Function<OssAnswer, T> reading) {
    Optional<XmlFields> error = answer.error();
    if (error.isPresent()) {
      throw new StoreException(OssFaults.hidden(call, answer, error.get()));
    }
    try {
      return reading.apply(answer);
    } catch (StoreException known) {
      throw known;
    } catch (RuntimeException why) {
      throw new StoreException(OssFaults.unreadable(call, answer, why), why);
    }
  }

  @Override
  public void close() {
    try {
      sdk.close();
    } catch (IOException failure) {
      throw new CompletionException(failure);
    } catch (Exception failure) {
      throw new IllegalStateException("the OSS client does not close", failure);
    }
  }
}
