package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import com.baidubce.auth.BceV1Signer;
import com.baidubce.auth.DefaultBceCredentials;
import com.baidubce.auth.SignOptions;
import com.baidubce.http.Headers;
import com.baidubce.http.HttpMethodName;
import com.baidubce.internal.InternalRequest;
import com.baidubce.util.HttpUtils;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreHarness;

/** BOS on a real account; every object is under a prefix of its own and is deleted. */
final class RealBosHarness implements StoreHarness {
  static final String SOURCE = "BOS_TEST_SOURCE_BUCKET";
  static final String DESTINATION = "BOS_TEST_DESTINATION_BUCKET";
  static final String ENDPOINT = "BOS_TEST_ENDPOINT";
  static final String ACCESS_KEY = "BAIDUCLOUD_ACCESS_KEY";
  static final String SECRET_KEY = "BAIDUCLOUD_SECRET_KEY";

  /** All that has to be set. Both buckets are behind the endpoint and keep no versions. */
  static final List<String> REQUIRED =
      List.of(SOURCE, DESTINATION, ENDPOINT, ACCESS_KEY, SECRET_KEY);

  private static final Set<Promise> NOT_KEPT =
      EnumSet.of(
          Promise.COPY_OBJECT_IF_ABSENT,
          Promise.COMPOSITE_ETAG,
          Promise.VERSIONS,
          Promise.LEADING_SLASH_KEYS);

  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final Map<String, String> environment;
  private final String prefix = "bucket-copy-contract/" + UUID.randomUUID() + "/";

  RealBosHarness(Map<String, String> environment) {
    this.environment = environment;
  }

  private String variable(String name) {
    return Optional.ofNullable(environment.get(name)).orElseThrow();
  }

  @Override
  public ObjectStore open() {
    return Openers.bos(environment).open(destination().bucket(), settings(), 16);
  }

  private StoreSettings settings() {
    return BosHarness.settings(ImmutableMap.of(BosOpener.ENDPOINT, variable(ENDPOINT)));
  }

  @Override
  public ObjectPrefix source() {
    return new ObjectPrefix(new Bucket("bos", variable(SOURCE)), prefix + "from/");
  }

  @Override
  public ObjectPrefix destination() {
    return new ObjectPrefix(new Bucket("bos", variable(DESTINATION)), prefix + "to/");
  }

  @Override
  public void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
    send("PUT", object, BosHeaders.ofUpload(metadata), BodyPublishers.ofByteArray(content));
  }

  @Override
  public byte[] read(ObjectLocation object) {
    return send("GET", object, Map.of(), BodyPublishers.noBody());
  }

  /** Signed by the SDK and sent without it. */
  private byte[] send(
      String method, ObjectLocation object, Map<String, String> headers, BodyPublisher body) {
    InternalRequest signed =
        new InternalRequest(
            HttpMethodName.valueOf(method),
            HttpUtils.appendUri(
                BosOpener.endpoint(object.bucket(), settings()),
                "v1",
                object.bucket().name(),
                object.key()));
    headers.forEach(signed::addHeader);
    SignOptions options = new SignOptions();
    options.setHeadersToSign(
        Sets.union(
            Set.of(Headers.HOST),
            Sets.filter(headers.keySet(), name -> name.startsWith(Headers.BCE_PREFIX))));
    new BceV1Signer()
        .sign(
            signed, new DefaultBceCredentials(variable(ACCESS_KEY), variable(SECRET_KEY)), options);
    HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri()).method(method, body);
    Maps.filterKeys(signed.getHeaders(), name -> !name.equals(Headers.HOST))
        .forEach(request::header);
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as("%s %s", method, object).isBetween(200, 299);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Deletes what the test has left. */
  void clean() {
    try (ObjectStore store = open()) {
      for (ObjectPrefix left : List.of(source(), destination())) {
        for (OpenUpload upload : Calls.done(store.openUploads(left)).uploads()) {
          Calls.done(store.abort(upload.handle()));
        }
        ListingPage page;
        do {
          page = Calls.done(store.list(left, Optional.empty()));
          for (ListedObject object : page.objects()) {
            send("DELETE", left.bucket().object(object.key()), Map.of(), BodyPublishers.noBody());
          }
        } while (page.truncated());
      }
    }
  }

  @Override
  public boolean supports(Promise promise) {
    return !NOT_KEPT.contains(promise);
  }
}
