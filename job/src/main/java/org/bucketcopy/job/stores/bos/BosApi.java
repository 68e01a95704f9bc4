package org.bucketcopy.job.stores.bos;

import com.baidubce.auth.BceCredentials;
import com.baidubce.http.Headers;
import com.baidubce.internal.InternalRequest;
import com.baidubce.model.AbstractBceResponse;
import com.baidubce.services.bos.BosClient;
import com.baidubce.services.bos.BosClientConfiguration;
import com.baidubce.services.bos.model.BosObject;
import com.baidubce.services.bos.model.DeleteMultipleObjectsRequest;
import com.baidubce.services.bos.model.GetObjectRequest;
import com.baidubce.services.bos.model.ListMultipartUploadsRequest;
import com.baidubce.services.bos.model.ListObjectsRequest;
import com.baidubce.services.bos.model.ListPartsRequest;
import com.baidubce.services.bos.model.PutObjectTaggingRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * The SDK's client, able to send any header and signing each request with the credentials it has
 * then.
 */
final class BosApi extends BosClient {
  private final Supplier<BceCredentials> credentials;
  private final BosAccess access;

  /** Headers of the request that this thread is making: the SDK sends on the caller's thread. */
  private final ThreadLocal<Map<String, String>> headers =
      ThreadLocal.withInitial(ImmutableMap::of);

  /**
   * @param limits of every request
   * @param access says who may read objects, how they are encrypted and who pays
   */
  BosApi(
      BosClientConfiguration configuration,
      Supplier<BceCredentials> credentials,
      RequestLimits limits,
      BosAccess access) {
    super(configuration);
    this.credentials = credentials;
    this.access = access;
    getClient().shutdown();
    setClient(new BosHttp(configuration, limits));
  }

  /** Makes {@code call} with these headers on its request; they replace the SDK's own. */
  <T> T with(Map<String, String> more, Supplier<T> call) {
    headers.set(more);
    try {
      return call.get();
    } finally {
      headers.remove();
    }
  }

  /** Makes an object or initiates an upload with these headers, and those of every object. */
  <T> T making(Map<String, String> more, Supplier<T> call) {
    return with(
        ImmutableMap.<String, String>builder()
            .putAll(more)
            .putAll(access.ofObjects())
            .buildOrThrow(),
        call);
  }

  /** The headers of an object. */
  BosHead head(String bucket, String key) {
    return (BosHead) getObjectMetadata(bucket, key);
  }

  /** Asks for one byte of an object, for what is answered if that is refused. */
  void readFirstByte(ObjectLocation object) {
    close(getObject(new GetObjectRequest(object.bucket().name(), object.key()).withRange(0, 0)));
  }

  /** Closes the connection over which an object comes, of which no more is wanted. */
  static void close(BosObject object) {
    try {
      object.close();
    } catch (IOException e) {
      // It was to end anyway.
    }
  }

  /** A page of objects as it came. */
  JsonNode page(ListObjectsRequest request) {
    return ((BosPage) listObjects(request)).json();
  }

  /** A page of parts as it came. */
  JsonNode page(ListPartsRequest request) {
    return ((BosPage) listParts(request)).json();
  }

  /** Deletes objects; the answer as it came. */
  JsonNode delete(DeleteMultipleObjectsRequest request) {
    return ((BosPage) deleteMultipleObjects(request)).json();
  }

  /** A page of uploads as it came. */
  BosPage.Uploads page(ListMultipartUploadsRequest request) {
    return (BosPage.Uploads) listMultipartUploads(request);
  }

  /** Replaces an object's tags by those of {@code tagging}, written as one header. */
  void writeTags(String bucket, String key, String tagging) {
    putObjectTagging(new PutObjectTaggingRequest(bucket, key, tagging));
  }

  /** The SDK takes the service from its client's package, and only its own package will do. */
  @Override
  public String computeServiceId() {
    return "bos";
  }

  @Override
  protected <T extends AbstractBceResponse> T invokeHttpClient(
      InternalRequest request, Class<T> responseClass) {
    access.ofAll().forEach(request::addHeader);
    headers.get().forEach(request::addHeader);
    request.getParameters().remove(Headers.BOS_PROCESS);
    request.setCredentials(credentials.get());
    Class<?> kept = BosPage.CLASSES.getOrDefault(responseClass, responseClass);
    return super.invokeHttpClient(request, kept.asSubclass(responseClass));
  }
}
