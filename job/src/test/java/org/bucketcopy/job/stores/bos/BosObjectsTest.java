package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What BOS does in its own way. */
class BosObjectsTest {
  private final BosHarness harness = new BosHarness();
  private final ObjectStore store = harness.open();
  private final Bucket bucket = harness.destination().bucket();

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  @Test
  void keyThatBeginsWithASlashIsRefusedBeforeItIsSent() {
    ObjectLocation lead = bucket.object("/lead");
    ObjectLocation plain = bucket.object("lead");
    harness.put(plain, new byte[10], ObjectMetadata.NONE);
    UploadRequest upload = new UploadRequest(lead, ObjectMetadata.NONE, DestinationRule.REPLACE);
    CopySource source = new CopySource(lead, ETag.of("0"), Optional.empty());
    PartCopy part = new PartCopy(new UploadHandle(plain, "id"), 1, source, new ByteRange(0, 9));
    List<CompletionStage<?>> calls =
        List.of(
            store.head(lead, Optional.empty()),
            store.tags(lead, Optional.empty()),
            store.writeTags(lead, Map.of("a", "b")),
            store.initiate(upload),
            store.copyPart(part));
    for (CompletionStage<?> call : calls) {
      StoreFault fault = Calls.fault(call);
      assertThat(fault.kind()).isEqualTo(Kind.INVALID);
      assertThat(fault.message()).contains("begins with /");
    }
    assertThat(harness.server().requests()).isEmpty();
  }

  @Test
  void slashesAreSentAsTheyAre() {
    ObjectLocation object = bucket.object("a//b/./c/../d//");
    harness.put(object, new byte[3], ObjectMetadata.NONE);
    assertThat(Calls.done(store.head(object, Optional.empty())).size()).isEqualTo(3);
    assertThat(harness.server().requests())
        .containsExactly("HEAD /v1/to-bucket/a//b/./c/../d// {}");
  }

  @Test
  void versionCannotBeAskedFor() {
    ObjectLocation object = bucket.object("k");
    assertThat(Calls.fault(store.head(object, Optional.of("v1"))).kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void bucketNameThatCannotBeOneIsInvalid() {
    assertThat(Calls.fault(store.bucket(new Bucket("bos", "Not_A_Bucket"))).kind())
        .isEqualTo(Kind.INVALID);
  }

  @Test
  void traitsComeFromTheHead() {
    assertThat(traits(Map.of("x-bce-object-type", "Appendable"), Optional.empty()))
        .containsExactly(ObjectTrait.APPENDABLE);
    assertThat(traits(Map.of("x-bce-object-type", "Symlink"), Optional.empty()))
        .containsExactly(ObjectTrait.SYMLINK);
    Optional<String> archive = Optional.of("ARCHIVE");
    assertThat(traits(Map.of(), archive)).containsExactly(ObjectTrait.ARCHIVED);
    assertThat(traits(Map.of("x-bce-restore", "ongoing-request=\"true\""), archive))
        .containsExactly(ObjectTrait.ARCHIVED);
    assertThat(
            traits(
                Map.of("x-bce-restore", "ongoing-request=\"false\", expiry-date=\"x\""), archive))
        .isEmpty();
  }

  private Set<ObjectTrait> traits(Map<String, String> headers, Optional<String> storageClass) {
    ObjectLocation object = bucket.object("traits");
    harness
        .server()
        .put(object, new byte[1], ObjectMetadata.NONE.withStorageClass(storageClass), headers);
    return Calls.done(store.head(object, Optional.empty())).traits();
  }

  @Test
  void checksumsOfTheContentAreKnown() {
    ObjectLocation object = bucket.object("crc");
    harness
        .server()
        .put(
            object,
            new byte[1],
            ObjectMetadata.NONE,
            Map.of(
                "x-bce-content-crc64ecma", "11051210869376104954",
                "x-bce-content-crc32c", "3808858755",
                "x-bce-content-crc32", "no number",
                "Content-MD5", "-"));
    assertThat(Calls.done(store.head(object, Optional.empty())).checksums())
        .isEqualTo(
            ContentChecksums.of(
                Stream.of(
                    Checksum.crc(ChecksumAlgorithm.CRC64_ECMA, 0x995dc9bbdf1939faL),
                    Checksum.crc(ChecksumAlgorithm.CRC32C, 0xe3069283L))));
  }

  @Test
  void archivedSourceIsNotCopied() {
    ObjectLocation object = bucket.object("frozen");
    harness.put(object, new byte[10], ObjectMetadata.NONE.withStorageClass(Optional.of("ARCHIVE")));
    PartCopy copy =
        new PartCopy(start("thawed", ObjectMetadata.NONE), 1, pinned(object), range(10));
    assertThat(Calls.fault(store.copyPart(copy)).kind()).isEqualTo(Kind.ARCHIVED);
  }

  @Test
  void userMetadataOfAnotherClientIsCopiedToTheByte() {
    ObjectLocation object = bucket.object("other-client");
    Map<String, String> wire =
        ImmutableMap.of("plus", "a+b", "java", "a%20b%2Bc", "lone", "100%", "text", "größe\t日本");
    harness.put(object, new byte[10], ObjectMetadata.NONE.withUser(wire));
    ObjectInfo info = Calls.done(store.head(object, Optional.empty()));
    assertThat(info.metadata().user()).isEqualTo(wire);
    UploadHandle upload = start("copy", info.metadata());
    copyAndComplete(upload, object, info.metadata());
    assertThat(harness.server().carried(bucket.object("copy")).user())
        .isEqualTo(harness.server().carried(object).user());
  }

  @Test
  void metadataThatIsNotUtf8IsSaidAndLeftOut() {
    ObjectLocation object = bucket.object("bytes");
    harness.put(
        object,
        new byte[10],
        new ObjectMetadata(
            Map.of(ContentHeader.CONTENT_DISPOSITION, "attachment; filename=gr\udcf6\udcdfe"),
            Map.of("plain", "a", "name", "gr\udcf6\udcdfe"),
            Map.of(),
            Optional.empty()));
    ObjectInfo info = Calls.done(store.head(object, Optional.empty()));
    assertThat(info.traits()).containsExactly(ObjectTrait.UNREADABLE_METADATA);
    assertThat(info.metadata().user()).isEqualTo(Map.of("plain", "a"));
    assertThat(info.metadata().headers()).doesNotContainKey(ContentHeader.CONTENT_DISPOSITION);
    ObjectMetadata beyond = ObjectMetadata.NONE.withUser(Map.of("name", "gr\uFFFDe"));
    StoreFault fault =
        Calls.fault(
            store.initiate(new UploadRequest(bucket.object("k"), beyond, DestinationRule.REPLACE)));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID);
    assertThat(fault.message()).contains("name");
  }

  @Test
  void typeIsNotGuessedFromTheKey() {
    ObjectLocation object = bucket.object("plain");
    harness.put(object, new byte[10], ObjectMetadata.NONE);
    copyAndComplete(start("page.html", ObjectMetadata.NONE), object, ObjectMetadata.NONE);
    assertThat(
            Calls.done(store.head(bucket.object("page.html"), Optional.empty()))
                .metadata()
                .headers())
        .containsEntry(ContentHeader.CONTENT_TYPE, "application/octet-stream");
  }

  @Test
  void partsAndUploadsAreListedOverAllPages() {
    ObjectLocation object = bucket.object("ten");
    harness.put(object, new byte[10], ObjectMetadata.NONE);
    UploadHandle upload = start("pages", ObjectMetadata.NONE);
    CopySource source = pinned(object);
    List<UploadHandle> uploads = new ArrayList<>(List.of(upload));
    for (int number = 1; number <= 17; number++) {
      Calls.done(store.copyPart(new PartCopy(upload, number, source, range(10))));
      uploads.add(start("pages/" + number, ObjectMetadata.NONE));
    }
    assertThat(Calls.done(store.parts(upload)))
        .hasSize(17)
        .extracting(UploadedPart::size)
        .containsOnly(10L);
    assertThat(Calls.done(store.openUploads(harness.destination())).uploads()).isEmpty();
    assertThat(Calls.done(store.openUploads(new ObjectPrefix(bucket, "pages"))).uploads())
        .extracting(OpenUpload::handle)
        .containsExactlyInAnyOrderElementsOf(uploads);
  }

  @Test
  void tagsCanBeTakenAway() {
    ObjectLocation object = bucket.object("tags");
    harness.put(object, new byte[1], ObjectMetadata.NONE);
    Calls.done(store.writeTags(object, Map.of("a", "b")));
    Calls.done(store.writeTags(object, Map.of()));
    assertThat(Calls.done(store.tags(object, Optional.empty()))).isEmpty();
  }

  @Test
  void moreCallsThanConnectionsAreAllAnswered() {
    ObjectLocation object = bucket.object("many");
    harness.put(object, new byte[5], ObjectMetadata.NONE);
    List<CompletionStage<ObjectInfo>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(store.head(object, Optional.empty()));
    }
    assertThat(calls).allSatisfy(call -> assertThat(Calls.done(call).size()).isEqualTo(5));
  }

  @Test
  void closedStoreRefusesCalls() {
    store.close();
    StoreFault fault = Calls.fault(store.bucket(bucket));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID);
    assertThat(fault.message()).contains("closed");
  }

  private UploadHandle start(String key, ObjectMetadata metadata) {
    return Calls.done(
        store.initiate(new UploadRequest(bucket.object(key), metadata, DestinationRule.REPLACE)));
  }

  private void copyAndComplete(UploadHandle upload, ObjectLocation from, ObjectMetadata metadata) {
    UploadedPart part =
        Calls.done(store.copyPart(new PartCopy(upload, 1, pinned(from), range(10))));
    Calls.done(
        store.complete(
            new UploadCompletion(upload, List.of(part), metadata, DestinationRule.REPLACE)));
  }

  private CopySource pinned(ObjectLocation object) {
    return CopySource.of(object, Calls.done(store.head(object, Optional.empty())).identity());
  }

  private static ByteRange range(int size) {
    return new ByteRange(0, size - 1);
  }
}
