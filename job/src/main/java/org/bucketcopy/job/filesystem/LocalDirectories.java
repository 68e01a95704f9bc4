package org.bucketcopy.job.filesystem;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The directories of the local file system. Hadoop's listing leaves out what it cannot look at, and
 * takes a pipe for a file, which then has no end.
 */
final class LocalDirectories implements Directories {
  /** In what the JVM reads names; it takes any other name for one of these characters. */
  private static final boolean ANY_NAME =
      Ascii.equalsIgnoreCase("UTF-8", System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final RawLocalFileSystem files;

  LocalDirectories(RawLocalFileSystem files) {
    this.files = files;
  }

  @Override
  public List<Child> list(String path) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(local(path))) {
      for (Path entry : entries) {
        children.add(child(entry.getFileName().toString(), entry));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }

  @Override
  public Child look(String path) throws IOException {
    Path local = local(path);
    return child("", local, Files.readAttributes(local, BasicFileAttributes.class), false);
  }

  @Override
  public String real(String path) throws IOException {
    return local(path).toRealPath().toString();
  }

  private Path local(String path) {
    return files.pathToFile(new org.apache.hadoop.fs.Path(path)).toPath();
  }

  private static Child child(String name, Path entry) {
    if (!ANY_NAME && !CharMatcher.ascii().matchesAllOf(name)) {
      return new Child.Broken(
          name,
          StoreFault.Kind.INVALID,
          "the JVM reads names in "
              + System.getProperty("sun.jnu.encoding")
              + ": start it with the environment variable LC_ALL=C.UTF-8");
    }
    boolean linked = false;
    try {
      BasicFileAttributes found =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      linked = found.isSymbolicLink();
      return child(
          name,
          entry,
          linked ? Files.readAttributes(entry, BasicFileAttributes.class) : found,
          linked);
    } catch (IOException e) {
      StoreFault fault = FileFaults.of(e, StoreOperation.HEAD_OBJECT, entry);
      return linked
          ? brokenLink(name, fault)
          : new Child.Broken(name, fault.kind(), fault.message());
    }
  }

  /** The system refuses to follow a link that leads to itself. */
  private static Child brokenLink(String name, StoreFault fault) {
    return switch (fault.kind()) {
      case NOT_FOUND ->
          new Child.Broken(name, fault.kind(), "it is a link, and what it leads to is not there");
      case TRANSIENT ->
          new Child.Broken(
              name,
              StoreFault.Kind.INVALID,
              "it is a link that cannot be followed: " + fault.message());
      default -> new Child.Broken(name, fault.kind(), "it is a link: " + fault.message());
    };
  }

  private static Child child(String name, Path entry, BasicFileAttributes found, boolean linked)
      throws IOException {
    long lastModified = found.lastModifiedTime().toMillis();
    if (found.isDirectory()) {
      return new Child.Folder(
          name + "/",
          lastModified,
          linked ? Optional.of(entry.toRealPath().toString()) : Optional.empty());
    }
    return found.isRegularFile()
        ? new Child.Plain(name, new FileState(found.size(), lastModified))
        : new Child.Broken(
            name, StoreFault.Kind.UNSUPPORTED, "it is neither a file nor a directory");
  }
}
