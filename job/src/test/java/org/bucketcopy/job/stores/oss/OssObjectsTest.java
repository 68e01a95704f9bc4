package org.bucketcopy.job.stores.oss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.HeaderBytes;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.servers.oss.OssBucket;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssReply;
import org.bucketcopy.job.servers.oss.OssRequest;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.BucketInfo;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only OSS has: types, archives, regions, retention, callbacks, temporary logins. */
class OssObjectsTest {
  private final OssHarness harness = new OssHarness();
  private final ObjectStore store = harness.open();
  private final ObjectLocation source = harness.source().bucket().object("object");
  private final ObjectLocation destination = harness.destination().bucket().object("copy");

  OssObjectsTest() {
    harness.put(source, "content".getBytes(UTF_8), ObjectMetadata.NONE);
  }

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  @ParameterizedTest
  @CsvSource({"Appendable, APPENDABLE", "Symlink, SYMLINK"})
  void typeIsATrait(String type, ObjectTrait trait) {
    harness.server().retype("source", "object", type);
    assertThat(look(source).traits()).containsExactly(trait);
  }

  @Test
  void appendableObjectIsCopiedByOneCallOnly() {
    harness.server().retype("source", "object", "Appendable");
    PartCopy part = new PartCopy(initiate(store), 1, pinned(), new ByteRange(0, 6));
    assertThat(Calls.fault(store.copyPart(part)).kind()).isEqualTo(Kind.UNSUPPORTED);
    Calls.done(store.copyObject(copy(DestinationRule.REPLACE)));
    assertThat(look(destination).traits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Archive", "ColdArchive", "DeepColdArchive"})
  void archivedObjectCannotBeRead(String storageClass) {
    putIn(storageClass, Map.of());
    assertThat(look(source).traits()).containsExactly(ObjectTrait.ARCHIVED);
    assertThat(Calls.fault(store.copyObject(copy(DestinationRule.REPLACE))).kind())
        .isEqualTo(Kind.ARCHIVED);
  }

  @Test
  void restoredObjectCanBeRead() {
    putIn("Archive", Map.of("x-oss-restore", "ongoing-request=\"true\""));
    assertThat(look(source).traits()).containsExactly(ObjectTrait.ARCHIVED);
    putIn(
        "Archive",
        Map.of(
            "x-oss-restore",
            "ongoing-request=\"false\", expiry-date=\"Sun, 16 Apr 2028 08:12:33 GMT\""));
    assertThat(look(source).traits()).isEmpty();
    Calls.done(store.copyObject(copy(DestinationRule.REPLACE)));
  }

  @Test
  void metadataThatIsNotUtf8IsSaidAndLeftOut() {
    harness.put(
        source,
        "content".getBytes(UTF_8),
        new ObjectMetadata(
            Map.of(ContentHeader.CONTENT_DISPOSITION, "attachment; filename=\"gr\udcf6\udcdfe\""),
            Map.of("plain", "a", "name", "gr\udcf6\udcdfe"),
            Map.of(),
            Optional.empty()));
    ObjectInfo info = look(source);
    assertThat(info.traits()).containsExactly(ObjectTrait.UNREADABLE_METADATA);
    assertThat(info.metadata().user()).isEqualTo(Map.of("plain", "a"));
    assertThat(info.metadata().headers()).doesNotContainKey(ContentHeader.CONTENT_DISPOSITION);
    ObjectMetadata beyond = ObjectMetadata.NONE.withUser(Map.of("name", "gr\uFFFDe"));
    UploadRequest request = new UploadRequest(destination, beyond, DestinationRule.REPLACE);
    assertThat(Calls.fault(store.initiate(request)).kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void metadataIsWrittenAsItIsSigned() throws IOException {
    try (RawHttpServer server = new RawHttpServer()) {
      harness.configuration().set("fs.oss.endpoint", server.endpoint().toString());
      server.answer(
          "200 OK",
          "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
      try (ObjectStore raw = harness.open()) {
        ObjectMetadata odd = ObjectMetadata.NONE.withUser(Map.of("name", "gr\u00f6\u00dfe\tb"));
        UploadRequest request = new UploadRequest(destination, odd, DestinationRule.REPLACE);
        assertThat(Calls.done(raw.initiate(request)).uploadId()).isEqualTo("u");
      }
      assertThat(server.last().header("x-oss-meta-name").map(HeaderBytes::text))
          .contains("gr\u00f6\u00dfe\tb");
      assertThat(server.last().path()).contains("encoding-type=url");
    }
  }

  @Test
  void noContentTypeIsInvented() {
    ObjectLocation page = harness.destination().bucket().object("index.html");
    Calls.done(
        store.initiate(new UploadRequest(page, ObjectMetadata.NONE, DestinationRule.REPLACE)));
    List<OssRequest> requests = harness.server().requests();
    assertThat(requests.get(requests.size() - 1).header("content-type")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/leading", "\\leading", "éééé"})
  void keyThatOssCannotHaveIsRefusedUnsent(String start) {
    String key = start.startsWith("é") ? start.repeat(128) : start;
    ObjectLocation wrong = harness.destination().bucket().object(key);
    int before = harness.server().requests().size();
    assertThat(
            Calls.fault(
                    store.initiate(
                        new UploadRequest(wrong, ObjectMetadata.NONE, DestinationRule.REPLACE)))
                .kind())
        .isEqualTo(Kind.INVALID);
    assertThat(harness.server().requests()).hasSize(before);
  }

  @Test
  void frozenBucketTakesNothing() {
    harness.server().create("frozen", OssServer.REGION).freeze();
    ObjectLocation frozen = new Bucket("oss", "frozen").object("copy");
    ObjectCopy copy = new ObjectCopy(pinned(), frozen, Optional.empty(), DestinationRule.REPLACE);
    assertThat(Calls.fault(store.copyObject(copy)).kind()).isEqualTo(Kind.IMMUTABLE);
  }

  @Test
  void bucketTellsItsRegionAndItsVersions() {
    OssBucket elsewhere = harness.server().create("elsewhere", "cn-beijing");
    Bucket bucket = new Bucket("oss", "elsewhere");
    assertThat(Calls.done(store.bucket(bucket)))
        .isEqualTo(new BucketInfo(bucket, Optional.of("cn-beijing"), BucketInfo.Versions.NONE));
    elsewhere.keepVersions();
    assertThat(Calls.done(store.bucket(bucket)).versions()).isEqualTo(BucketInfo.Versions.KEPT);
  }

  @Test
  void noCopyReachesIntoAnotherRegion() {
    harness.server().create("elsewhere", "cn-beijing");
    ObjectLocation far = new Bucket("oss", "elsewhere").object("copy");
    ObjectCopy copy = new ObjectCopy(pinned(), far, Optional.empty(), DestinationRule.REPLACE);
    assertThat(Calls.fault(store.copyObject(copy)).kind()).isEqualTo(Kind.DENIED);
  }

  @Test
  void failedHeadMaySayWhyInAHeader() {
    String error =
        "PEVycm9yPjxDb2RlPk5vU3VjaEtleTwvQ29kZT48TWVzc2FnZT5nb25lPC9NZXNzYWdlPjwvRXJyb3I+";
    harness
        .server()
        .next(
            OssCallKind.HEAD_OBJECT,
            (request, work) -> Optional.of(new OssReply(404, Map.of("x-oss-err", error), "", 0)));
    assertThat(Calls.fault(store.head(source, Optional.empty())).code()).isEqualTo("NoSuchKey");
  }

  @Test
  void callbackIsSentWithCompleteAndItsAnswerProvesNothing() {
    harness.configuration().set("fs.oss.bucketcopy.callback.url", "http://127.0.0.1:9/done");
    harness.configuration().set("fs.oss.bucketcopy.callback.body", "etag=${etag}");
    try (ObjectStore calling = harness.open()) {
      assertThat(Calls.fault(calling.complete(copied(calling))).kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(harness.read(destination)).asString(UTF_8).isEqualTo("content");
      harness
          .server()
          .next(
              OssCallKind.COMPLETE,
              (request, work) ->
                  Optional.of(
                      new OssReply(200, Map.of("ETag", "\"0A1B\""), "{\"Status\":\"OK\"}", 15)));
      StoredObject made = Calls.done(calling.complete(copied(calling)));
      assertThat(made.etag()).contains(ETag.of("0A1B"));
    }
    assertThat(harness.server().requests())
        .filteredOn(request -> request.header("x-oss-callback").isPresent())
        .hasSize(2);
  }

  @Test
  void failedCallbackLeavesTheOutcomeUnknown() {
    harness
        .server()
        .next(
            OssCallKind.COMPLETE,
            (request, work) -> {
              work.on(request);
              return OssFault.error(203, "CallbackFailed").answer(request, work);
            });
    assertThat(Calls.fault(store.complete(copied(store))).code()).isEqualTo("CallbackFailed");
    assertThat(harness.read(destination)).asString(UTF_8).isEqualTo("content");
  }

  @Test
  void loginThatIsNotKnownIsDenied() {
    harness.server().forget("LTAI-contract");
    assertThat(Calls.fault(store.head(source, Optional.empty())).kind()).isEqualTo(Kind.DENIED);
    harness.server().accept(new OssLogin("LTAI-contract", "another", Optional.of("its-token")));
    assertThat(Calls.fault(store.list(harness.source(), Optional.empty())).code())
        .isEqualTo("SignatureDoesNotMatch");
  }

  private void putIn(String storageClass, Map<String, String> headers) {
    harness.server().put("source", "object", "content".getBytes(UTF_8), headers, storageClass);
  }

  private ObjectInfo look(ObjectLocation object) {
    return Calls.done(store.head(object, Optional.empty()));
  }

  private CopySource pinned() {
    return CopySource.of(source, look(source).identity());
  }

  private ObjectCopy copy(DestinationRule rule) {
    return new ObjectCopy(pinned(), destination, Optional.empty(), rule);
  }

  private UploadHandle initiate(ObjectStore by) {
    return Calls.done(
        by.initiate(new UploadRequest(destination, ObjectMetadata.NONE, DestinationRule.REPLACE)));
  }

  private UploadCompletion copied(ObjectStore by) {
    UploadHandle upload = initiate(by);
    PartCopy copy = new PartCopy(upload, 1, pinned(), new ByteRange(0, 6));
    UploadedPart part = Calls.done(by.copyPart(copy));
    return new UploadCompletion(
        upload, List.of(part), ObjectMetadata.NONE, DestinationRule.REPLACE);
  }
}
