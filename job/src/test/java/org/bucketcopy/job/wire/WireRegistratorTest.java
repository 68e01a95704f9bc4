package org.bucketcopy.job.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.RelayedObject;
import org.bucketcopy.planner.source.MemoryFiles;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.CopyDirectives;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.LatencyHistogram;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.Evidence;
import org.bucketcopy.planner.verify.MetadataAspect;
import org.junit.jupiter.api.Test;

final class WireRegistratorTest {
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");
  private static final CopySource SOURCE =
      new CopySource(A.object("k\u00fc/\ud83d\ude00"), ETag.of("\"e-2\""), Optional.of("v1"));

  private static final ContentChecksums CHECKSUMS =
      new ContentChecksums(
          Set.of(
              ContentChecksum.whole(Checksum.crc(ChecksumAlgorithm.CRC64_ECMA, -12)),
              new ContentChecksum(
                  Checksum.crc(ChecksumAlgorithm.CRC32C, 5), OptionalInt.of(10_000))));

  /** One piece of work of each kind, and what comes of it. */
  private record Sample<R>(WorkItem<R> item, R result) {
    Outcome outcome() {
      return new Outcome.Done(item.id(), result);
    }
  }

  private static final ImmutableList<Sample<?>> SAMPLES =
      ImmutableList.of(
          new Sample<>(
              new ObjectWork(
                  1,
                  new ObjectCopy(
                      SOURCE,
                      B.object("k"),
                      Optional.of("GLACIER_IR"),
                      DestinationRule.MUST_BE_ABSENT,
                      new CopyDirectives(
                          Optional.of(
                              ObjectMetadata.NONE.withUser(Map.of("name", "gr\u00f6\u00dfe"))),
                          Optional.of(Map.of("team", ""))))),
              new StoredObject(ETag.of("x"), Optional.of("v"), CHECKSUMS)),
          new Sample<>(
              part(Long.MAX_VALUE, 1, new UploadHandle(B.object("big"), "upload")),
              new UploadedPart(10_000, ETag.of("y"), 5L << 30)),
          new Sample<>(
              new PutWork(
                  3,
                  new ObjectPut(
                      B.object("small"),
                      new ObjectMetadata(
                          Map.of(ContentHeader.CONTENT_TYPE, "text/plain"),
                          Map.of("mtime", "1.5", "owner", ""),
                          Map.of("team", "data"),
                          Optional.of("IA")),
                      DestinationRule.MUST_BE_ABSENT),
                  new SourceFile(
                      "file:/a b/\u4e2d", new FileState(0, -1, Optional.of(ETag.of("0x8D"))))),
              new StoredObject(ETag.of("x"), Optional.of("v"), ContentChecksums.NONE)),
          new Sample<>(
              new UploadPartWork(
                  4,
                  new PartUpload(new UploadHandle(B.object("big"), "upload"), 10_000),
                  new SourceFile("hdfs://nn:8020/big", new FileState(5L << 40, 7)),
                  new ByteRange(1L << 40, (1L << 40) + 9)),
              new UploadedPart(
                  10_000,
                  ETag.of("y"),
                  10,
                  new Checksum(ChecksumAlgorithm.CRC64_NVME, HashCode.fromLong(9)))),
          new Sample<>(
              new RelayPutWork(
                  7,
                  object(A, "k", Optional.of("v")),
                  new ObjectPut(B.object("k"), ObjectMetadata.NONE, DestinationRule.REPLACE),
                  TagRule.REQUIRED),
              new RelayedObject(
                  new StoredObject(ETag.of("x"), Optional.empty(), CHECKSUMS),
                  List.of("no class", ""))),
          new Sample<>(
              new RelayPartWork(
                  8,
                  new PartUpload(new UploadHandle(B.object("big"), "upload"), 2),
                  object(A, "big", Optional.empty()),
                  new ByteRange(5, 9),
                  Optional.of(ChecksumAlgorithm.CRC64_ECMA)),
              new UploadedPart(2, ETag.of("y"), 5, Checksum.crc(ChecksumAlgorithm.CRC32C, 1L << 31))
                  .withRead(Checksum.crc(ChecksumAlgorithm.CRC64_ECMA, -1))),
          new Sample<>(
              new CompareWork(
                  5,
                  object(A, "k", Optional.of("v")),
                  object(B, "l", Optional.empty()),
                  EnumSet.of(MetadataAspect.TAGS, MetadataAspect.CLASS)),
              new Compared(new Comparison.Undecided("no checksum"), List.of("tag", "class"))),
          new Sample<>(
              new CompareRangeWork(
                  6,
                  new SourceFile("hdfs://nn:8020/big", new FileState(5L << 40, 7)),
                  object(B, "big", Optional.empty()),
                  new ByteRange(1, 4L << 40)),
              new ComparedRange(OptionalLong.of(0))));

  private static SourceObject object(Bucket bucket, String key, Optional<String> version) {
    return new SourceObject(
        bucket.object(key),
        new ObjectIdentity(ETag.of("e"), version, 5L << 40, -1),
        Optional.of("IA"));
  }

  private final Kryo kryo = kryo();

  private static Kryo kryo() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(true);
    new WireRegistrator().registerClasses(kryo);
    return kryo;
  }

  private byte[] encode(Object message) {
    Output out = new Output(64, -1);
    kryo.writeClassAndObject(out, message);
    return out.toBytes();
  }

  private Object roundTrip(Object message) {
    return kryo.readClassAndObject(new Input(encode(message)));
  }

  @Test
  void requestsArriveAsTheyWereSent() {
    StoreFault fault =
        new StoreFault(
            StoreFault.Kind.DENIED,
            StoreOperation.COPY_PART,
            "s3://b/k",
            "AccessDenied",
            403,
            "id",
            "no");
    long[] latencies = new long[LatencyHistogram.BUCKETS];
    latencies[0] = 1;
    latencies[LatencyHistogram.BUCKETS - 1] = 5_000_000_000L;
    LeaseRequest request =
        new LeaseRequest(
            new PumpName("3", 7),
            new ExecutorSite("host", "endpoint=https://store.example"),
            9,
            new Room(12, 34, 5L << 30),
            List.of(
                new Outcome.Done(
                    1, new StoredObject(ETag.of("x"), Optional.of("v"), ContentChecksums.NONE)),
                new Outcome.Done(
                    4, new StoredObject(Optional.empty(), Optional.empty(), CHECKSUMS, false)),
                new Outcome.Done(5, new UploadedPart(3, ETag.of("p"), 7, false, Optional.empty())),
                new Outcome.Done(7, new ComparedRange(OptionalLong.empty())),
                new Outcome.Done(
                    8, new Compared(new Comparison.Equal(Evidence.CRC64_NVME), List.of())),
                new Outcome.Done(
                    9, new Compared(new Comparison.Different("in size"), List.of("x"))),
                new Outcome.Done(10, new Compared(new Comparison.Missing(), List.of())),
                new Outcome.Done(11, new Compared(new Comparison.Extra(), List.of())),
                new Outcome.Done(
                    6,
                    new UploadedPart(
                        4,
                        ETag.of("q"),
                        8,
                        new Checksum(ChecksumAlgorithm.CRC32C, HashCode.fromInt(9)))),
                new Outcome.Done(2, new UploadedPart(10_000, ETag.of("y"), 5L << 30)),
                new Outcome.Failed(Long.MAX_VALUE, fault)),
            new RequestCounts(
                Map.of(StoreOperation.COPY_PART, 5_000_000_000L),
                3,
                2,
                Map.of(
                    StoreOperation.COPY_PART,
                    LatencyHistogram.of(latencies, 1L << 40),
                    StoreOperation.HEAD_OBJECT,
                    LatencyHistogram.NONE)),
            Map.of(A, BucketLoad.NONE, B, new BucketLoad(5_000_000_000L, 2, 64)));

    assertThat(roundTrip(request)).isEqualTo(request);
  }

  @Test
  void leasesArriveAsTheyWereSent() {
    List<WorkItem<?>> items = SAMPLES.stream().<WorkItem<?>>map(Sample::item).toList();
    Lease lease = new Lease(items, 250, Map.of(A, Double.POSITIVE_INFINITY, B, 12.5), 7.5, true);

    assertThat(roundTrip(lease)).isEqualTo(lease);
  }

  @Test
  void everyKindOfWorkHasASample() {
    assertThat(SAMPLES)
        .extracting(sample -> (Object) sample.item().getClass())
        .containsExactlyInAnyOrder((Object[]) WorkItem.class.getPermittedSubclasses());
  }

  @Test
  void everyKindOfWorkArrivesAsItWasSentAndSoDoesItsResult() {
    for (Sample<?> sample : SAMPLES) {
      assertThat(roundTrip(sample.item())).isEqualTo(sample.item());
      assertThat(roundTrip(sample.outcome())).isEqualTo(sample.outcome());
    }
  }

  /** Otherwise the budget of another bucket would pay for it. */
  @Test
  void everyKindOfWorkAsksOnlyForTheStoresOfItsBuckets() {
    for (Sample<?> sample : SAMPLES) {
      Set<Bucket> asked = new HashSet<>();
      ObjectStore store =
          new MemoryStore(new MemoryService(), MemoryStore.PROFILE, /* pageSize= */ 1);
      ExecutorResources executor =
          new StoresAndFiles(
              bucket -> {
                asked.add(bucket);
                return store;
              },
              new MemoryFiles(),
              Runnable::run);

      assertThat(sample.item().run(executor)).isNotNull();

      assertThat(asked).isEqualTo(sample.item().buckets());
    }
  }

  @Test
  void partsOfOneUploadShareItsNames() {
    UploadHandle upload = new UploadHandle(B.object("k".repeat(1000)), "u".repeat(100));
    List<WorkItem<?>> parts = new ArrayList<>();
    for (int n = 1; n <= 64; n++) {
      parts.add(part(n, n, upload));
    }

    assertThat(encode(new Lease(parts, 0, Map.of(), Double.POSITIVE_INFINITY, false)).length)
        .isLessThan(4_000);
  }

  private static PartWork part(long id, int number, UploadHandle upload) {
    ByteRange range = new ByteRange((number - 1L) << 30, ((long) number << 30) - 1);
    return new PartWork(id, new PartCopy(upload, number, SOURCE, range, number == 1));
  }
}
