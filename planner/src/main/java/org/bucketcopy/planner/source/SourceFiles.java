package org.bucketcopy.planner.source;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.Body;

/** Reads files. Thread-safe. */
public interface SourceFiles {
  /**
   * All bytes of a file, or none for the marker of a directory. Its streams hand over the last ones
   * only if the file is then as {@link #unchanged} wants it.
   */
  Body whole(SourceFile file);

  /**
   * A range of a file.
   *
   * @throws IllegalArgumentException if the file did not have that many bytes when it was walked
   */
  Body range(SourceFile file, ByteRange range);

  /**
   * Looks at a file once ranges of it were sent.
   *
   * @return completes if it still is in the state in which it was walked, and nobody writes it as
   *     far as the file system reports that; fails with a {@link
   *     org.bucketcopy.planner.store.StoreException} otherwise: {@code SOURCE_CHANGED}, {@code
   *     NOT_FOUND}, {@code DENIED}, or {@code TRANSIENT} if the file system could not say
   */
  CompletionStage<Void> unchanged(SourceFile file);

  /**
   * Which hosts hold which bytes of a file.
   *
   * @return never fails; empty if all hosts are alike, or it is not known
   */
  default CompletionStage<List<FileBlock>> blocks(SourceFile file) {
    return CompletableFuture.completedStage(List.of());
  }
}
