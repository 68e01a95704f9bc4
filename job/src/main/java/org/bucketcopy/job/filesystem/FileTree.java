package org.bucketcopy.job.filesystem;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceWalk;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The files of a directory and of all below it, or one file. Hidden and empty files are files. A
 * link is what it leads to; one that leads to a directory which it is in fails. So does a directory
 * that cannot be listed, a name that cannot be read, and what is neither file nor directory: each
 * is one {@link FailedEntry}, and the walk continues.
 */
public final class FileTree implements SourceWalk {
  private final EmptyDirectories emptyDirectories;
  private final ListingsAhead ahead;
  private final Deque<Directory> way = new ArrayDeque<>();
  private Optional<Step> next = Optional.empty();
  private final boolean file;

  private FileTree(EmptyDirectories emptyDirectories, ListingsAhead ahead, boolean file) {
    this.emptyDirectories = emptyDirectories;
    this.ahead = ahead;
    this.file = file;
  }

  /**
   * Looks at the source, and lists it if it is a directory.
   *
   * @param source a directory, or a file: its key is empty
   * @param threads on which directories are listed
   * @param mostAhead directories that are listed before the walk comes to them, at least 1
   * @throws SourceFaultException if there is no such path, or it cannot be read
   */
  public static FileTree open(
      FileLocation source, EmptyDirectories emptyDirectories, Executor threads, int mostAhead)
      throws SourceFaultException {
    Directories directories =
        source.files() instanceof RawLocalFileSystem local
            ? new LocalDirectories(local)
            : new HadoopDirectories(source.files());
    String path = source.toString();
    ListingsAhead ahead = new ListingsAhead(directories, threads, mostAhead);
    try {
      Child found = directories.look(path);
      FileTree tree = new FileTree(emptyDirectories, ahead, found instanceof Child.Plain);
      if (found instanceof Child.Plain plain) {
        tree.next = Optional.of(new Found("", file(path, plain)));
      } else if (found instanceof Child.Broken broken) {
        throw new SourceFaultException(fault(path, broken));
      } else {
        List<Child> children = ListingsAhead.sorted(directories.list(path));
        tree.way.push(Directory.root(path, directories.real(path), children));
      }
      return tree;
    } catch (SourceFaultException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new SourceFaultException(FileFaults.of(e, StoreOperation.LIST_OBJECTS, path), e);
    }
  }

  /** Whether the source is a single file. */
  public boolean isFile() {
    return file;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !way.isEmpty()) {
      Directory at = way.element();
      if (at.ended()) {
        way.remove();
      } else {
        next = step(at, at.next());
      }
    }
    return next.isPresent();
  }

  @Override
  public Step next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the walk is over");
    }
    Step step = next.orElseThrow();
    next = Optional.empty();
    return step;
  }

  private Optional<Step> step(Directory at, Child child) {
    String path = Directories.join(at.path(), child.name());
    if (child instanceof Child.Plain plain) {
      return Optional.of(new Found(at.key() + plain.name(), file(path, plain)));
    }
    if (child instanceof Child.Broken broken) {
      return Optional.of(failed(path, at.key() + broken.name(), fault(path, broken)));
    }
    return enter(at.enter((Child.Folder) child, ahead));
  }

  private Optional<Step> enter(Directory directory) {
    try {
      askAhead();
      List<Child> children = directory.await();
      ahead.taken(children);
      way.push(directory);
      askAhead();
      return children.isEmpty() && emptyDirectories == EmptyDirectories.MARKER
          ? Optional.of(new Found(directory.key(), marker(directory)))
          : Optional.empty();
    } catch (ExecutionException e) {
      ahead.taken(List.of());
      return Optional.of(
          failed(
              directory.path(),
              directory.key(),
              fault(directory, Optional.ofNullable(e.getCause()).orElse(e))));
    }
  }

  /** In the order in which the walk will come to them. */
  private void askAhead() {
    for (Directory directory : way) {
      if (!ahead.hasRoom()) {
        return;
      }
      directory.askAhead(ahead);
    }
  }

  private static SourceFile file(String path, Child.Plain plain) {
    return new SourceFile(path, plain.state());
  }

  private static SourceFile marker(Directory directory) {
    return new SourceFile(directory.path() + "/", new FileState(0, directory.lastModified()));
  }

  private static FailedEntry failed(String path, String key, StoreFault fault) {
    return new FailedEntry(path, Optional.of(key), Optional.empty(), Optional.empty(), fault);
  }

  private static StoreFault fault(String path, Child.Broken broken) {
    return StoreFault.found(broken.kind(), StoreOperation.HEAD_OBJECT, path, broken.reason());
  }

  private static StoreFault fault(Directory directory, Throwable failure) {
    if (failure instanceof FileSystemLoopException) {
      return StoreFault.found(
          StoreFault.Kind.INVALID,
          StoreOperation.LIST_OBJECTS,
          directory.path(),
          "a link leads to a directory that it is in: all of that would repeat without end");
    }
    return FileFaults.of(failure, StoreOperation.LIST_OBJECTS, directory.path());
  }
}
