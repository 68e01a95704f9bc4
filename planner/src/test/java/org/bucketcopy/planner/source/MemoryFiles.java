package org.bucketcopy.planner.source;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** Files in memory. Thread-safe. */
public final class MemoryFiles implements SourceFiles {
  private final Map<String, Held> files = new ConcurrentHashMap<>();

  private final Set<String> blind = ConcurrentHashMap.newKeySet();

  private record Held(ByteSource content, long lastModified, Optional<ETag> etag) {
    FileState state() {
      return new FileState(content.sizeIfKnown().get(), lastModified, etag);
    }
  }

  /** Writes a file, whose time is {@code lastModified}, epoch milliseconds. */
  public SourceFile write(String path, byte[] content, long lastModified) {
    return write(path, content, lastModified, Optional.empty());
  }

  /** Writes a file of a file system that names its state {@code etag}. */
  public SourceFile write(String path, byte[] content, long lastModified, ETag etag) {
    return write(path, content, lastModified, Optional.of(etag));
  }

  private SourceFile write(String path, byte[] content, long lastModified, Optional<ETag> etag) {
    Held held = new Held(ByteSource.wrap(content.clone()), lastModified, etag);
    files.put(path, held);
    return new SourceFile(path, held.state());
  }

  /** From now on a file can be read, and not be looked at. */
  public void blind(String path) {
    blind.add(path);
  }

  /** Deletes a file. */
  public void delete(String path) {
    files.remove(path);
  }

  @Override
  public Body whole(SourceFile file) {
    return new Piece(file, 0, file.size());
  }

  @Override
  public Body range(SourceFile file, ByteRange range) {
    if (range.last() >= file.size()) {
      throw new IllegalArgumentException(file + " has no " + range);
    }
    return new Piece(file, range.first(), range.length());
  }

  @Override
  public CompletionStage<Void> unchanged(SourceFile file) {
    Held held = files.get(file.path());
    if (blind.contains(file.path())) {
      return CompletableFuture.failedStage(new StoreException(notSeen(file)));
    }
    if (held == null) {
      return CompletableFuture.failedStage(
          new StoreException(fault(StoreFault.Kind.NOT_FOUND, file)));
    }
    return held.state().equals(file.state())
        ? CompletableFuture.completedStage(null)
        : CompletableFuture.failedStage(
            new StoreException(fault(StoreFault.Kind.SOURCE_CHANGED, file)));
  }

  private static StoreFault notSeen(SourceFile file) {
    return StoreFault.found(
        StoreFault.Kind.TRANSIENT,
        StoreOperation.HEAD_OBJECT,
        file.path(),
        "it cannot be looked at");
  }

  private static StoreFault fault(StoreFault.Kind kind, SourceFile file) {
    return StoreFault.found(kind, StoreOperation.HEAD_OBJECT, file.path(), "it is not as it was");
  }

  private final class Piece implements Body {
    private final SourceFile file;
    private final long first;
    private final long length;

    Piece(SourceFile file, long first, long length) {
      this.file = file;
      this.first = first;
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public InputStream open() throws IOException {
      Held held = files.get(file.path());
      if (held == null) {
        throw new SourceFaultException(fault(StoreFault.Kind.NOT_FOUND, file));
      }
      boolean whole = length == file.size();
      if (whole && blind.contains(file.path())) {
        throw new SourceFaultException(notSeen(file));
      }
      if (held.state().size() < first + length || (whole && !held.state().equals(file.state()))) {
        throw new SourceFaultException(fault(StoreFault.Kind.SOURCE_CHANGED, file));
      }
      return held.content().slice(first, length).openStream();
    }
  }
}
