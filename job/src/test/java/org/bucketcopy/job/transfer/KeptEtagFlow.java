package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.BeforeEach;

/** Copies that are to have the ETags of their sources, of a store that takes small parts. */
abstract class KeptEtagFlow extends CopyFlow {
  /** As large in proportion as those of S3. */
  static final StoreLimits LIMITS = new StoreLimits(100, 5, 5_000, 100 * 5_000, 5_000, 1024);

  @BeforeEach
  void keep() {
    profile = new StoreProfile("memory", LIMITS, MemoryStore.PROFILE.abilities());
    etags = EtagRule.REQUIRED;
  }

  /** Puts an object that was made of parts of these sizes. */
  final void putParts(String key, int... sizes) {
    byte[] content = new byte[Arrays.stream(sizes).sum()];
    new Random(key.hashCode()).nextBytes(content);
    service.put(A.object("bytes of " + key), content, METADATA);
    ObjectStore store = memory();
    ObjectIdentity identity =
        store
            .head(A.object("bytes of " + key), Optional.empty())
            .toCompletableFuture()
            .join()
            .identity();
    UploadHandle upload =
        store
            .initiate(new UploadRequest(A.object(key), METADATA, DestinationRule.REPLACE))
            .toCompletableFuture()
            .join();
    List<UploadedPart> parts =
        IntStream.rangeClosed(1, sizes.length)
            .mapToObj(number -> part(store, upload, identity, number, sizes))
            .toList();
    store
        .complete(new UploadCompletion(upload, parts, METADATA, DestinationRule.REPLACE))
        .toCompletableFuture()
        .join();
    service.delete(A.object("bytes of " + key));
  }

  private static UploadedPart part(
      ObjectStore store, UploadHandle upload, ObjectIdentity identity, int number, int... sizes) {
    int first = Arrays.stream(sizes).limit(number - 1).sum();
    ObjectLocation from = A.object("bytes of " + upload.destination().key());
    boolean whole = sizes.length == 1;
    return store
        .copyPart(
            new PartCopy(
                upload,
                number,
                CopySource.of(from, identity),
                new ByteRange(first, first + sizes[number - 1] - 1),
                whole))
        .toCompletableFuture()
        .join();
  }

  final ETag etag(String key) {
    return memory()
        .head(A.object(key), Optional.empty())
        .toCompletableFuture()
        .join()
        .identity()
        .etag();
  }

  final void assertKept(String... keys) {
    for (String key : keys) {
      assertThat(head(key).identity().etag()).as(key).isEqualTo(etag(key));
      assertThat(service.read(B.object(key))).as(key).isEqualTo(service.read(A.object(key)));
    }
  }
}
