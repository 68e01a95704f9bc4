package org.bucketcopy.planner.store;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ByteRange;

/** Reads objects of a {@link MemoryStore}. */
final class MemoryReader implements ObjectReader {
  private static final StoreOperation OPERATION = StoreOperation.READ_RANGE;

  private final MemoryStore store;
  private final MemoryRules rules;

  MemoryReader(MemoryStore store, MemoryRules rules) {
    this.store = store;
    this.rules = rules;
  }

  @Override
  public CompletionStage<InputStream> read(CopySource source, ByteRange range) {
    return store.answer(
        () -> {
          MemoryObject found = found(source);
          MemoryRules.accept(
              range.last() < found.size(), OPERATION, source.object(), "range past the end");
          return MemoryService.open(found.content().slice(range.first(), range.length()));
        });
  }

  @Override
  public CompletionStage<OpenObject> open(CopySource source, long size) {
    return store.answer(
        () -> {
          MemoryObject found = found(source);
          MemoryRules.check(
              found.size() == size, StoreFault.Kind.UNSUPPORTED, OPERATION, source.object());
          return new OpenObject(found.info(Optional.empty()), MemoryService.open(found.content()));
        });
  }

  private MemoryObject found(CopySource source) {
    MemoryObject found = rules.found(OPERATION, source.object(), source.versionId());
    MemoryRules.check(
        found.etag().equals(source.etag()),
        StoreFault.Kind.SOURCE_CHANGED,
        OPERATION,
        source.object());
    return found;
  }
}
