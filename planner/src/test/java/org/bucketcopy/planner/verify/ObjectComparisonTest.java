package org.bucketcopy.planner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.ObjectComparison.Side;
import org.junit.jupiter.api.Test;

class ObjectComparisonTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final StoreLimits LIMITS =
      new StoreLimits(10_000, 1, 1 << 20, 1 << 30, 1 << 30, 1024);

  private final MemoryService service = new MemoryService();
  private final byte[] content = bytes(1);

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[1000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private MemoryStore store(Ability... without) {
    Set<Ability> abilities = EnumSet.allOf(Ability.class);
    abilities.removeAll(Arrays.asList(without));
    return new MemoryStore(service, new StoreProfile("memory", LIMITS, abilities), 1000);
  }

  /** Bytes that are sent. */
  private static final class Sent implements Body {
    private final byte[] bytes;

    Sent(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private ObjectLocation made(String key, byte[] bytes, int... sizes) {
    service.create(BUCKET);
    ObjectLocation object = BUCKET.object(key);
    MemoryStore store = store();
    UploadHandle upload =
        Calls.done(
            store.initiate(
                new UploadRequest(object, ObjectMetadata.NONE, DestinationRule.REPLACE)));
    List<UploadedPart> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      parts.add(
          Calls.done(
              store
                  .writer()
                  .uploadPart(
                      new PartUpload(upload, parts.size() + 1),
                      new Sent(Arrays.copyOfRange(bytes, from, from + size)))));
      from += size;
    }
    Calls.done(
        store.complete(
            new UploadCompletion(upload, parts, ObjectMetadata.NONE, DestinationRule.REPLACE)));
    return object;
  }

  private byte[] flipped(int at) {
    byte[] other = content.clone();
    other[at] ^= 1;
    return other;
  }

  private Side head(MemoryStore store, ObjectLocation object) {
    return new Side(store, object, Calls.done(store.head(object, Optional.empty())));
  }

  /** As S3 shows an object whose checksum is one of its parts' checksums. */
  private Side composite(MemoryStore store, ObjectLocation object, int parts) {
    Checksum any = Checksum.crc(ChecksumAlgorithm.CRC64_NVME, parts);
    ObjectInfo info = Calls.done(store.head(object, Optional.empty()));
    return new Side(
        store,
        object,
        new ObjectInfo(
            info.identity(),
            info.metadata(),
            info.traits(),
            new ContentChecksums(Set.of(new ContentChecksum(any, OptionalInt.of(parts))))));
  }

  private static Comparison compare(Side source, Side destination) {
    return Calls.done(ObjectComparison.of(source, destination));
  }

  @Test
  void otherEtagsOfTheSamePartsAreOfOtherContents() {
    MemoryStore store = store();
    Side source = head(store, made("a", content, 400, 300, 300));

    assertThat(compare(source, head(store, made("b", content, 400, 300, 300))))
        .isEqualTo(new Comparison.Equal(Evidence.ETAG));
    assertThat(compare(source, head(store, made("c", flipped(999), 400, 300, 300))))
        .isInstanceOf(Comparison.Different.class);
  }

  @Test
  void otherPartsShowNothing() {
    MemoryStore store = store();
    Side source = head(store, made("a", content, 400, 300, 300));

    for (int[] sizes : new int[][] {{400, 200, 400}, {500, 500}, {1000}, {250, 250, 250, 250}}) {
      assertThat(compare(source, head(store, made("b", content, sizes))))
          .isInstanceOf(Comparison.Undecided.class);
    }
  }

  @Test
  void partsOfWhichAStoreDoesNotTellShowNothing() {
    Side source = head(store(), made("a", content, 500, 500));
    ObjectLocation other = made("b", flipped(0), 500, 500);

    for (Ability ability : List.of(Ability.PART_HEADS, Ability.COMPOSITE_ETAG)) {
      assertThat(compare(source, head(store(ability), other)))
          .isInstanceOf(Comparison.Undecided.class);
    }
    ObjectInfo info = head(store(), other).info();
    ObjectInfo opaque =
        new ObjectInfo(
            info.identity(), info.metadata(), Set.of(ObjectTrait.OPAQUE_ETAG), info.checksums());
    assertThat(compare(source, new Side(store(), other, opaque)))
        .isInstanceOf(Comparison.Undecided.class);
  }

  @Test
  void checksumsOfPartsMakeThatOfTheWhole() {
    MemoryStore store = store();
    Side source = composite(store, made("a", content, 400, 300, 300), 3);

    assertThat(compare(source, composite(store, made("b", content, 600, 400), 2)))
        .isEqualTo(new Comparison.Equal(Evidence.CRC64_NVME));
    assertThat(compare(source, composite(store, made("c", flipped(5), 600, 400), 2)))
        .isInstanceOf(Comparison.Different.class);
    ObjectLocation whole = made("d", content, 1000);
    Side looked =
        new Side(store, whole, Calls.done(store.inspector().info(whole, Optional.empty())));
    assertThat(compare(source, looked)).isEqualTo(new Comparison.Equal(Evidence.CRC64_NVME));
    assertThat(compare(looked, source)).isEqualTo(new Comparison.Equal(Evidence.CRC64_NVME));
  }

  @Test
  void checksumsThatAStoreDoesNotListShowNothing() {
    MemoryStore store = store(Ability.OBJECT_ATTRIBUTES);

    assertThat(
            compare(
                composite(store, made("a", content, 400, 600), 2),
                composite(store, made("b", content, 600, 400), 3)))
        .isInstanceOf(Comparison.Undecided.class);
  }

  @Test
  void anObjectThatIsGoneFailsTheComparison() {
    MemoryStore store = store();
    Side source = head(store, made("a", content, 400, 600));
    Side destination = head(store, made("b", flipped(1), 400, 600));
    service.delete(destination.object());

    assertThat(Calls.fault(ObjectComparison.of(source, destination)).kind())
        .isEqualTo(StoreFault.Kind.NOT_FOUND);
  }

  @Test
  void aFileIsComparedByTheBestThatTheStoreKnows() {
    MemoryStore store = store();
    ObjectLocation parts = made("a", content, 400, 400, 200);
    ObjectLocation uneven = made("b", content, 400, 200, 400);
    ObjectLocation one = BUCKET.object("c");
    service.put(one, content, ObjectMetadata.NONE);

    assertThat(file(content, looked(store, parts)))
        .isEqualTo(new Comparison.Equal(Evidence.CRC64_NVME));
    assertThat(file(flipped(3), looked(store, parts))).isInstanceOf(Comparison.Different.class);
    assertThat(file(content, head(store, one))).isEqualTo(new Comparison.Equal(Evidence.MD5));
    assertThat(file(flipped(3), head(store, one))).isInstanceOf(Comparison.Different.class);
    for (ObjectLocation object : List.of(parts, uneven)) {
      assertThat(file(content, head(store, object))).isEqualTo(new Comparison.Equal(Evidence.ETAG));
      assertThat(file(flipped(3), head(store, object))).isInstanceOf(Comparison.Different.class);
    }
    assertThat(file(new byte[5], head(store, one))).isInstanceOf(Comparison.Different.class);
  }

  @Test
  void whatIsNotKnownOfAnEtagShowsNothingOfAFile() {
    MemoryStore unsure = store(Ability.COMPOSITE_ETAG, Ability.SENT_MD5);
    ObjectLocation one = BUCKET.object("c");
    service.put(one, content, ObjectMetadata.NONE);

    assertThat(file(content, head(unsure, one))).isEqualTo(new Comparison.Equal(Evidence.ETAG));
    assertThat(file(flipped(3), head(unsure, one))).isInstanceOf(Comparison.Undecided.class);
    ObjectLocation parts = made("a", content, 400, 600);
    assertThat(file(flipped(3), head(unsure, parts))).isInstanceOf(Comparison.Undecided.class);
    assertThat(file(content, head(store(Ability.PART_HEADS), parts)))
        .isInstanceOf(Comparison.Undecided.class);
  }

  private static Side looked(MemoryStore store, ObjectLocation object) {
    return new Side(store, object, Calls.done(store.inspector().info(object, Optional.empty())));
  }

  private static Comparison file(byte[] bytes, Side object) {
    return Calls.done(FileComparison.of(new Sent(bytes), "file:/a", object, Runnable::run));
  }
}
