package org.bucketcopy.job.stores.bos;

import com.baidubce.BceClientConfiguration;
import com.baidubce.auth.BceV1Signer;
import com.baidubce.http.BceHttpClient;
import com.baidubce.http.handler.BceMetadataResponseHandler;
import com.baidubce.http.handler.HttpResponseHandler;
import com.baidubce.internal.InternalRequest;
import com.baidubce.model.AbstractBceResponse;
import com.baidubce.services.bos.BosMetadataResponseHandler;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.protocol.HttpClientContext;

/** HTTP that leaves paths and bodies as they are, and whose answers {@link BosAnswers} reads. */
final class BosHttp extends BceHttpClient {
  private static final HttpResponseHandler[] HANDLERS = {
    new BceMetadataResponseHandler(), new BosMetadataResponseHandler(), new BosAnswers()
  };

  BosHttp(BceClientConfiguration configuration) {
    super(configuration, new BceV1Signer());
  }

  @Override
  public <T extends AbstractBceResponse> T execute(
      InternalRequest request, Class<T> responseClass, HttpResponseHandler[] handlers) {
    return super.execute(request, responseClass, HANDLERS);
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
}
