package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OperationInput;
import com.aliyun.sdk.service.oss2.OperationOptions;
import com.aliyun.sdk.service.oss2.OperationOutput;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bucketcopy.job.stores.Openers;
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

/** The OSS store on a real account; every object is under a prefix of its own and is deleted. */
final class RealOssHarness implements StoreHarness {
  static final String SOURCE = "OSS_TEST_SOURCE_BUCKET";
  static final String DESTINATION = "OSS_TEST_DESTINATION_BUCKET";
  static final String REGION = "OSS_TEST_REGION";

  /** All that has to be set. Both buckets are in the region and keep no versions. */
  static final List<String> REQUIRED =
      List.of(SOURCE, DESTINATION, REGION, "OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET");

  private static final Set<Promise> NOT_KEPT =
      EnumSet.of(
          Promise.COMPOSITE_ETAG,
          Promise.NON_ASCII_METADATA,
          Promise.VERSIONS,
          Promise.LEADING_SLASH_KEYS);

  private final Map<String, String> environment = System.getenv();
  private final String prefix = "bucket-copy-contract/" + UUID.randomUUID() + "/";
  private final OSSClient client =
      OSSClient.newBuilder()
          .region(OssEndpoint.plainRegion(variable(REGION)))
          .credentialsProvider(new EnvironmentVariableCredentialsProvider())
          .build();

  private String variable(String name) {
    return Optional.ofNullable(environment.get(name)).orElseThrow();
  }

  @Override
  public ObjectStore open() {
    return Openers.oss(environment)
        .open(source().bucket(), new MapSettings(Map.of("region", variable(REGION))), 64);
  }

  @Override
  public ObjectPrefix source() {
    return new ObjectPrefix(new Bucket("oss", variable(SOURCE)), prefix + "from/");
  }

  @Override
  public ObjectPrefix destination() {
    return new ObjectPrefix(new Bucket("oss", variable(DESTINATION)), prefix + "to/");
  }

  @Override
  public void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
    send(
        input("PUT", object)
            .headers(new HashMap<>(OssHeaders.of(metadata)))
            .body(BinaryData.fromBytes(content)));
  }

  @Override
  public byte[] read(ObjectLocation object) {
    return send(input("GET", object)).body().map(BinaryData::toBytes).orElseThrow();
  }

  @Override
  public boolean supports(Promise promise) {
    return !NOT_KEPT.contains(promise);
  }

  @Override
  public int pageSize() {
    return 999;
  }

  @Override
  public String otherStorageClass() {
    return "IA";
  }

  /** Deletes what is under the prefixes. */
  void clean() throws Exception {
    try (ObjectStore store = open()) {
      for (ObjectPrefix used : List.of(source(), destination())) {
        for (OpenUpload upload : Calls.done(store.openUploads(used)).uploads()) {
          Calls.done(store.abort(upload.handle()));
        }
        delete(store, used);
      }
    }
    client.close();
  }

  private void delete(ObjectStore store, ObjectPrefix used) {
    ListingPage page = Calls.done(store.list(used, Optional.empty()));
    while (!page.objects().isEmpty()) {
      for (ListedObject object : page.objects()) {
        send(input("DELETE", used.bucket().object(object.key())));
      }
      page = Calls.done(store.list(used, Optional.empty()));
    }
  }

  private static OperationInput.Builder input(String method, ObjectLocation object) {
    return OperationInput.newBuilder()
        .opName(method)
        .method(method)
        .bucket(object.bucket().name())
        .key(object.key());
  }

  private OperationOutput send(OperationInput.Builder input) {
    return client.invokeOperation(input.build(), OperationOptions.defaults());
  }
}
