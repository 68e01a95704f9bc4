package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.math.LongMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;

/** What the parts of the {@link StoreContract} share. */
public interface ContractTest {
  /** What carries a content type, since some clients invent one. */
  ObjectMetadata PLAIN =
      new ObjectMetadata(
          Map.of(ContentHeader.CONTENT_TYPE, "text/x-contract"),
          Map.of(),
          Map.of(),
          Optional.empty());

  /** The store under test; the same one throughout a test. */
  StoreHarness harness();

  /** Skips the test, naming the promise, if the server does not keep it. */
  default void requires(Promise promise) {
    assumeTrue(harness().supports(promise), "the server does not keep " + promise);
  }

  /** Skips the test if the store has no UploadPartCopy. */
  default void requiresPartCopy(ObjectStore store) {
    assumeTrue(store.profile().can(Ability.PART_COPY), "the store has no UploadPartCopy");
  }

  /** The object {@code name} under the source's prefix. */
  default ObjectLocation source(String name) {
    return under(harness().source(), name);
  }

  /** The object {@code name} under the destination's prefix. */
  default ObjectLocation destination(String name) {
    return under(harness().destination(), name);
  }

  private static ObjectLocation under(ObjectPrefix prefix, String name) {
    return prefix.bucket().object(prefix.prefix() + name);
  }

  /** Bytes in which no two ranges are alike; other ones for every seed. */
  default byte[] content(long size, long seed) {
    byte[] content = new byte[Math.toIntExact(size)];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** What the store knows about the object's present state. */
  default ObjectInfo look(ObjectStore store, ObjectLocation object) {
    return Calls.done(store.head(object, Optional.empty()));
  }

  /** The object, pinned to its present state. */
  default CopySource pinned(ObjectStore store, ObjectLocation object) {
    ObjectIdentity identity = look(store, object).identity();
    return CopySource.of(object, identity);
  }

  /** A size that takes three parts of which the last is small. */
  default long threeParts(ObjectStore store) {
    return 2 * store.profile().limits().minPartSize() + 1000;
  }

  /** The ranges of an object in parts of the smallest size. */
  default List<ByteRange> ranges(ObjectStore store, long size) {
    long part = store.profile().limits().minPartSize();
    List<ByteRange> ranges = new ArrayList<>();
    for (long first = 0; first < size; first += part) {
      ranges.add(new ByteRange(first, Math.min(LongMath.checkedAdd(first, part), size) - 1));
    }
    return ranges;
  }

  /** Copies all parts of an object by two instances in turn. */
  default List<UploadedPart> copyParts(
      ObjectStore first, ObjectStore second, UploadHandle upload, CopySource source) {
    List<UploadedPart> parts = new ArrayList<>();
    for (ByteRange range : ranges(first, look(first, source.object()).size())) {
      int number = parts.size() + 1;
      ObjectStore store = number % 2 == 0 ? second : first;
      parts.add(Calls.done(store.copyPart(new PartCopy(upload, number, source, range))));
    }
    return parts;
  }

  /** Completes an upload; a server that names no ETag must leave the outcome unknown. */
  default void complete(ObjectStore store, UploadCompletion completion) {
    if (harness().supports(Promise.COMPLETE_NAMES_ETAG)) {
      StoredObject made = Calls.done(store.complete(completion));
      assertThat(made.etag())
          .contains(look(store, completion.upload().destination()).identity().etag());
    } else {
      assertThat(Calls.fault(store.complete(completion)).kind()).isEqualTo(StoreFault.Kind.UNKNOWN);
    }
  }

  /** Copies an object by parts from beginning to end, by two instances in turn. */
  default void copyByParts(CopySource source, ObjectLocation destination, ObjectMetadata metadata) {
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      UploadHandle upload =
          Calls.done(
              first.initiate(new UploadRequest(destination, metadata, DestinationRule.REPLACE)));
      List<UploadedPart> parts = copyParts(first, second, upload, source);
      complete(second, new UploadCompletion(upload, parts, metadata, DestinationRule.REPLACE));
    }
  }
}
