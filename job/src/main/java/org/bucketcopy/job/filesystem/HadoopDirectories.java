package org.bucketcopy.job.filesystem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** The directories of any file system. */
final class HadoopDirectories implements Directories {
  private final FileSystem files;

  HadoopDirectories(FileSystem files) {
    this.files = files;
  }

  @Override
  public List<Child> list(String path) throws IOException {
    Path directory = new Path(path);
    List<Child> children = new ArrayList<>();
    RemoteIterator<FileStatus> listing = files.listStatusIterator(directory);
    while (listing.hasNext()) {
      FileStatus status = listing.next();
      if (status.getPath().equals(directory)) {
        throw new FileNotFoundException("it is no directory any more");
      }
      children.add(child(status));
    }
    return children;
  }

  @Override
  public Child look(String path) throws IOException {
    return child(files.getFileStatus(new Path(path)));
  }

  @Override
  public String real(String path) throws IOException {
    return files.getFileStatus(new Path(path)).getPath().toString();
  }

  private Child child(FileStatus status) {
    String name = status.getPath().getName();
    return status.isSymlink() ? followed(name, status) : child(name, status, Optional.empty());
  }

  private Child followed(String name, FileStatus link) {
    try {
      FileStatus target = files.getFileStatus(link.getPath());
      return child(name, target, Optional.of(target.getPath().toString()));
    } catch (IOException | RuntimeException e) {
      StoreFault fault = FileFaults.of(e, StoreOperation.HEAD_OBJECT, link.getPath());
      return new Child.Broken(
          name, fault.kind(), "its link cannot be followed: " + fault.message());
    }
  }

  private static Child child(String name, FileStatus status, Optional<String> target) {
    return status.isDirectory()
        ? new Child.Folder(name + "/", status.getModificationTime(), target)
        : new Child.Plain(name, FileStates.of(status));
  }
}
