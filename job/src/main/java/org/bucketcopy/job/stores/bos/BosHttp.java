package org.bucketcopy.job.stores.bos;

import com.baidubce.BceClientConfiguration;
import com.baidubce.BceClientException;
import com.baidubce.auth.BceV1Signer;
import com.baidubce.http.BceHttpClient;
import com.baidubce.http.handler.BceMetadataResponseHandler;
import com.baidubce.http.handler.HttpResponseHandler;
import com.baidubce.internal.InternalRequest;
import com.baidubce.model.AbstractBceResponse;
import com.baidubce.services.bos.BosMetadataResponseHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.client.protocol.HttpClientContext;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * HTTP that leaves paths and bodies as they are, holds every request to its limit, and whose
 * answers {@link BosAnswers} reads.
 */
final class BosHttp extends BceHttpClient {
  private final RequestLimits limits;

  /** The request that this thread makes: the SDK sends on the caller's thread. */
  private final ThreadLocal<Sending> sending = ThreadLocal.withInitial(Sending::new);

  BosHttp(BceClientConfiguration configuration, RequestLimits limits) {
    super(configuration, new BceV1Signer());
    this.limits = limits;
    this.httpClient = BosConnections.open(configuration.getMaxConnections());
  }

  @Override
  public <T extends AbstractBceResponse> T execute(
      InternalRequest request, Class<T> responseClass, HttpResponseHandler[] handlers) {
    RequestLimit limit = limits.of(operation(request));
    Sending current = sending.get();
    Future<?> end = limits.after(limit, () -> current.end(limit.expired()));
    Future<?> watch = limits.eachSilence(current::endIfStuck);
    try {
      return super.execute(request, responseClass, handlers(limit));
    } catch (BceClientException failure) {
      throw current
          .whyEnded()
          .map(why -> new BceClientException("no answer", new IOException(why)))
          .orElse(failure);
    } finally {
      end.cancel(false);
      watch.cancel(false);
      sending.remove();
    }
  }

  private static HttpResponseHandler[] handlers(RequestLimit limit) {
    return new HttpResponseHandler[] {
      new RawDates(),
      new BceMetadataResponseHandler(),
      new BosMetadataResponseHandler(),
      new BosAnswers(limit)
    };
  }

  private static StoreOperation operation(InternalRequest request) {
    return RequestLimits.operation(
        request.getHttpMethod().name(),
        request.getParameters()::containsKey,
        request.getHeaders().containsKey("x-bce-copy-source"),
        request.getHeaders().containsKey("Range"));
  }

  @Override
  protected HttpRequestBase createHttpRequest(InternalRequest request) {
    HttpRequestBase message = super.createHttpRequest(request);
    Sending current = sending.get();
    if (message instanceof HttpEntityEnclosingRequest carrying && carrying.getEntity() != null) {
      WatchedEntity body = new WatchedEntity(carrying.getEntity());
      carrying.setEntity(body);
      current.watch(body);
    }
    return current.started(message);
  }

  /**
   * Made anew for each request, since the SDK's own shares one builder among all threads. Without
   * {@code normalizeUri(false)} httpclient 4.5.14 sends {@code a//b} as {@code a/b}.
   */
  @Override
  protected HttpClientContext createHttpContext(InternalRequest request) {
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(
        RequestConfig.custom()
            .setConnectTimeout(config.getConnectionTimeoutInMillis())
            .setSocketTimeout(config.getSocketTimeoutInMillis())
            .setNormalizeUri(false)
            .setContentCompressionEnabled(false)
            .setRedirectsEnabled(false)
            .build());
    return context;
  }

  /** One request, which another thread may end. */
  private static final class Sending {
    private Optional<HttpRequestBase> message = Optional.empty();
    private Optional<WatchedEntity> body = Optional.empty();
    private long stepsBefore;
    private Optional<String> whyEnded = Optional.empty();

    synchronized void watch(WatchedEntity newBody) {
      body = Optional.of(newBody);
    }

    synchronized HttpRequestBase started(HttpRequestBase newMessage) {
      message = Optional.of(newMessage);
      if (whyEnded.isPresent()) {
        newMessage.abort();
      }
      return newMessage;
    }

    synchronized void end(String why) {
      whyEnded = Optional.of(why);
      message.ifPresent(HttpRequestBase::abort);
    }

    /** To be asked after each silence. */
    synchronized void endIfStuck() {
      if (body.filter(sent -> sent.stuckSince(stepsBefore)).isPresent()) {
        end("the server takes no more of the body");
      }
      stepsBefore = body.map(WatchedEntity::steps).orElse(0L);
    }

    synchronized Optional<String> whyEnded() {
      return whyEnded;
    }
  }
}
