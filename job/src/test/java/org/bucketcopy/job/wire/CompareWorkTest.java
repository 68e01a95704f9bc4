package org.bucketcopy.job.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.MemoryFiles;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.Evidence;
import org.bucketcopy.planner.verify.MetadataAspect;
import org.junit.jupiter.api.Test;

final class CompareWorkTest {
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");

  private final MemoryService service = new MemoryService();
  private final MemoryStore store = new MemoryStore(service, MemoryStore.PROFILE, 1000);
  private final MemoryFiles files = new MemoryFiles();
  private final ExecutorResources executor =
      new StoresAndFiles(bucket -> store, files, Runnable::run);

  private SourceObject put(Bucket bucket, String key, String content, ObjectMetadata metadata) {
    service.put(bucket.object(key), content.getBytes(UTF_8), metadata);
    ListingPage page = Calls.done(store.list(new ObjectPrefix(bucket, key), Optional.empty()));
    return SourceObject.of(bucket, page.objects().get(0));
  }

  private SourceObject put(Bucket bucket, String key, String content) {
    return put(bucket, key, content, ObjectMetadata.NONE);
  }

  private SourceFile file(String content) {
    return files.write("file:/f", content.getBytes(UTF_8), 5);
  }

  private Compared compare(SourceEntry source, SourceEntry destination, MetadataAspect... also) {
    Set<MetadataAspect> aspects = EnumSet.noneOf(MetadataAspect.class);
    aspects.addAll(List.of(also));
    return Calls.done(new CompareWork(1, source, destination, aspects).run(executor));
  }

  @Test
  void objectsAreComparedAsTheyAreNow() {
    SourceObject source = put(A, "k", "old");
    SourceObject destination = put(B, "k", "new");
    assertThat(compare(source, destination).content()).isInstanceOf(Comparison.Different.class);

    put(B, "k", "old");
    assertThat(compare(source, destination).content())
        .isEqualTo(new Comparison.Equal(Evidence.ETAG));
  }

  @Test
  void whatIsGoneIsMissingOrExtra() {
    SourceObject source = put(A, "k", "x");
    SourceObject destination = put(B, "k", "x");

    service.delete(A.object("k"));
    assertThat(compare(source, destination).content()).isEqualTo(new Comparison.Extra());
    assertThat(compare(file("x"), destination).content())
        .isEqualTo(new Comparison.Equal(Evidence.CRC64_NVME));
    service.delete(B.object("k"));
    assertThat(compare(source, destination).content()).isInstanceOf(Comparison.Undecided.class);
    assertThat(compare(file("x"), destination).content()).isEqualTo(new Comparison.Missing());
    assertThat(compare(source, file("x")).content()).isEqualTo(new Comparison.Extra());
    put(A, "k", "x");
    assertThat(compare(source, destination).content()).isEqualTo(new Comparison.Missing());
  }

  @Test
  void metadataIsComparedIfItIsWanted() {
    SourceObject source =
        put(A, "k", "x", ObjectMetadata.NONE.withUser(Map.of("u", "1")).withTags(Map.of("t", "1")));
    SourceObject destination = put(B, "k", "x");

    assertThat(compare(source, destination).metadata()).isEmpty();
    assertThat(compare(source, destination, MetadataAspect.TAGS).metadata())
        .containsExactly("tag \"t\" is missing, and \"1\" at its source");
    assertThat(compare(source, destination, MetadataAspect.values()).metadata()).hasSize(2);
  }

  @Test
  void filesAreComparedWithObjectsInBothDirections() {
    SourceObject object = put(B, "k", "content");

    assertThat(compare(file("content"), object).content()).isInstanceOf(Comparison.Equal.class);
    assertThat(compare(object, file("content")).content()).isInstanceOf(Comparison.Equal.class);
    assertThat(compare(file("cOntent"), object).content()).isInstanceOf(Comparison.Different.class);
    SourceFile gone = file("content");
    files.delete(gone.path());
    assertThat(Calls.fault(new CompareWork(1, gone, object, Set.of()).run(executor)).kind())
        .isEqualTo(StoreFault.Kind.NOT_FOUND);
  }

  @Test
  void rangesAreReadOnBothSides() {
    SourceObject object = put(B, "k", "0123456789");

    assertThat(range(file("0123456789"), object, 2, 9).firstDifference()).isEmpty();
    assertThat(range(object, file("0123x56789"), 2, 9).firstDifference()).hasValue(4);
    assertThat(range(put(A, "k", "0x23456789"), object, 2, 9).firstDifference()).isEmpty();
  }

  @Test
  void anObjectThatHasChangedIsNotRead() {
    SourceObject source = put(A, "k", "0123456789");
    SourceObject destination = put(B, "k", "0123456789");
    put(B, "k", "9876543210");

    assertThat(
            Calls.fault(
                    new CompareRangeWork(1, source, destination, new ByteRange(0, 9)).run(executor))
                .kind())
        .isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
  }

  private ComparedRange range(SourceEntry source, SourceEntry destination, long first, long last) {
    return Calls.done(
        new CompareRangeWork(1, source, destination, new ByteRange(first, last)).run(executor));
  }
}
