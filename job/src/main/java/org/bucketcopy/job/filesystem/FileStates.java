package org.bucketcopy.job.filesystem;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Looks at files as they are now. A stage fails with a {@link StoreException}: {@code NOT_FOUND},
 * {@code DENIED}, {@code SOURCE_CHANGED}, or {@code TRANSIENT} if the file system could not say.
 */
final class FileStates {
  private final Configuration configuration;
  private final Executor threads;

  /**
   * @param configuration of the file systems
   * @param threads on which it looks, which blocks
   */
  FileStates(Configuration configuration, Executor threads) {
    this.configuration = configuration;
    this.threads = threads;
  }

  /** The state of a file now; of a directory, that of its marker. */
  public CompletionStage<FileState> now(SourceFile file) {
    return CompletableFuture.supplyAsync(() -> attempt(file, FileStates::look), threads);
  }

  /**
   * Completes if a file is as the walk has shown it, in length, time and ETag, and nobody writes
   * it, where the file system reports that (HDFS). Fails with {@code SOURCE_CHANGED} otherwise.
   */
  public CompletionStage<Void> unchanged(SourceFile file) {
    return CompletableFuture.runAsync(
        () ->
            attempt(
                file,
                location -> {
                  requireUnchanged(file, location);
                  return file;
                }),
        threads);
  }

  private static FileState look(FileLocation location) throws IOException {
    return of(location.files().getFileStatus(location.path()));
  }

  /** What a file system says of a file, or of a directory, which becomes an empty object. */
  static FileState of(FileStatus status) {
    if (status.isDirectory()) {
      return new FileState(0, status.getModificationTime());
    }
    Optional<String> etag =
        status instanceof EtagSource source
            ? Optional.ofNullable(source.getEtag())
            : Optional.empty();
    return new FileState(status.getLen(), status.getModificationTime(), ETag.parse(etag));
  }

  /**
   * The same at once; blocks.
   *
   * @throws SourceFaultException with {@code SOURCE_CHANGED}
   * @throws IOException if the file system cannot say
   */
  static void requireUnchanged(SourceFile file, FileLocation location) throws IOException {
    FileState then = file.state();
    FileState now = look(location);
    if (then.size() != now.size()) {
      throw changed(file, String.format("it had %d bytes and has %d now", then.size(), now.size()));
    }
    if (then.lastModified() != now.lastModified()) {
      throw changed(
          file,
          String.format(
              "it was written again: its modification time was %s and is %s now",
              Instant.ofEpochMilli(then.lastModified()), Instant.ofEpochMilli(now.lastModified())));
    }
    if (!then.etag().equals(now.etag())) {
      throw changed(
          file,
          String.format(
              "it was written again: its ETag was %s and is %s now",
              named(then.etag()), named(now.etag())));
    }
    HdfsFiles.requireClosed(file, location);
  }

  private static String named(Optional<ETag> etag) {
    return etag.map(ETag::toString).orElse("unknown");
  }

  private interface Question<T> {
    T ask(FileLocation location) throws IOException;
  }

  private <T> T attempt(SourceFile file, Question<T> question) {
    try {
      return question.ask(FileLocation.of(file.path(), configuration));
    } catch (IOException | RuntimeException e) {
      throw new StoreException(FileFaults.of(e, StoreOperation.HEAD_OBJECT, file.path()), e);
    }
  }

  private static SourceFaultException changed(SourceFile file, String how) {
    return new SourceFaultException(
        StoreFault.found(
            StoreFault.Kind.SOURCE_CHANGED, StoreOperation.HEAD_OBJECT, file.path(), how));
  }
}
