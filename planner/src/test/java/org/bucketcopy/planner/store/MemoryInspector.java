package org.bucketcopy.planner.store;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.verify.Crc64;

/** What a {@link MemoryStore} tells of its objects: a CRC-64/NVME of each, as S3 does. */
final class MemoryInspector implements ObjectInspector {
  private final MemoryStore store;
  private final MemoryRules rules;

  MemoryInspector(MemoryStore store, MemoryRules rules) {
    this.store = store;
    this.rules = rules;
  }

  @Override
  public CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> versionId) {
    return store
        .head(object, versionId)
        .thenApply(
            info ->
                new ObjectInfo(
                    info.identity(),
                    info.metadata(),
                    info.traits(),
                    ContentChecksums.of(Optional.of(nvme(found(object, versionId).content())))));
  }

  @Override
  public CompletionStage<ObjectPart> part(
      ObjectLocation object, Optional<String> versionId, int partNumber) {
    return answer(
        () -> {
          MemoryObject found = found(object, versionId);
          int count = found.partSizes().size();
          require(
              store.profile().can(Ability.PART_HEADS) && 0 < count,
              StoreFault.Kind.UNSUPPORTED,
              object);
          require(partNumber <= count, StoreFault.Kind.INVALID, object);
          ByteRange range = range(found, partNumber);
          return new ObjectPart(found.etag(), partNumber, count, range);
        });
  }

  @Override
  public CompletionStage<ObjectPartsPage> partsAfter(
      ObjectLocation object, Optional<String> versionId, int after) {
    return answer(
        () -> {
          require(
              store.profile().can(Ability.OBJECT_ATTRIBUTES), StoreFault.Kind.UNSUPPORTED, object);
          MemoryObject found = found(object, versionId);
          if (after >= found.partSizes().size()) {
            return new ObjectPartsPage(List.of(), OptionalInt.empty());
          }
          int number = after + 1;
          ByteRange range = range(found, number);
          Checksum checksum = nvme(found.content().slice(range.first(), range.length()));
          return new ObjectPartsPage(
              List.of(new ObjectPartsPage.Part(number, range.length(), List.of(checksum))),
              number < found.partSizes().size() ? OptionalInt.of(number) : OptionalInt.empty());
        });
  }

  private MemoryObject found(ObjectLocation object, Optional<String> versionId) {
    return rules.found(StoreOperation.HEAD_OBJECT, object, versionId);
  }

  private static ByteRange range(MemoryObject object, int partNumber) {
    List<Long> before = object.partSizes().subList(0, partNumber - 1);
    long first = before.stream().mapToLong(Long::longValue).sum();
    return new ByteRange(first, first + object.partSizes().get(partNumber - 1) - 1);
  }

  private static void require(boolean condition, StoreFault.Kind kind, ObjectLocation object) {
    MemoryRules.check(condition, kind, StoreOperation.HEAD_OBJECT, object);
  }

  private static Checksum nvme(ByteSource content) {
    Crc64 crc = Crc64.nvme();
    try {
      crc.update(content.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Checksum.crc(ChecksumAlgorithm.CRC64_NVME, crc.getValue());
  }

  private static <T> CompletionStage<T> answer(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Runnable::run);
  }
}
