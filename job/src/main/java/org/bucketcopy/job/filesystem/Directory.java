package org.bucketcopy.job.filesystem;

import java.nio.file.FileSystemLoopException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A directory of a walk: on the path to where the walk is, or listed ahead of it. */
final class Directory {
  private final Optional<Directory> parent;
  private final String path;
  private final String key;
  private final String real;
  private final long lastModified;
  private final boolean belowLink;
  private final CompletableFuture<List<Child>> listing;

  /** Those that are asked for and come next, in their order. */
  private final Queue<Directory> asked = new ArrayDeque<>();

  private int next;
  private int askedUpTo;

  private Directory(
      Optional<Directory> parent, Place place, CompletableFuture<List<Child>> listing) {
    this.parent = parent;
    this.path = place.path;
    this.key = place.key;
    this.real = place.real;
    this.lastModified = place.lastModified;
    this.belowLink = place.belowLink;
    this.listing = listing;
  }

  private record Place(
      String path, String key, String real, long lastModified, boolean belowLink) {}

  /** The source itself. */
  static Directory root(String path, String real, List<Child> children) {
    return new Directory(
        Optional.empty(),
        new Place(path, "", real, 0, false),
        CompletableFuture.completedFuture(children));
  }

  /** Its path. */
  String path() {
    return path;
  }

  /** What the keys of all below it begin with: ends in {@code /}, or is empty. */
  String key() {
    return key;
  }

  long lastModified() {
    return lastModified;
  }

  /** Whether all children were given. */
  boolean ended() {
    return next == children().size();
  }

  /** The next child. */
  Child next() {
    return children().get(next++);
  }

  /** The directory that was given last. */
  Directory enter(Child.Folder folder, ListingsAhead ahead) {
    if (askedUpTo < next) {
      askedUpTo = next;
      return ask(folder, ahead);
    }
    return asked.remove();
  }

  /** Asks for what comes next below this directory, as far as that is known. */
  void askAhead(ListingsAhead ahead) {
    if (!listing.isDone() || listing.isCompletedExceptionally()) {
      return;
    }
    for (Directory below : asked) {
      if (!ahead.hasRoom()) {
        return;
      }
      below.askAhead(ahead);
    }
    askedUpTo = Math.max(askedUpTo, next);
    List<Child> children = children();
    while (askedUpTo < children.size() && ahead.hasRoom()) {
      if (children.get(askedUpTo++) instanceof Child.Folder folder) {
        asked.add(ask(folder, ahead));
      }
    }
  }

  /**
   * Waits until it is listed.
   *
   * @throws ExecutionException if it cannot be listed
   * @throws CancellationException if the thread was interrupted, and still is
   */
  List<Child> await() throws ExecutionException {
    try {
      return listing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the walk was interrupted");
    }
  }

  private List<Child> children() {
    return listing.join();
  }

  private Directory ask(Child.Folder folder, ListingsAhead ahead) {
    Place place =
        new Place(
            Directories.join(path, folder.name()),
            key + folder.sortedAs(),
            folder.target().orElseGet(() -> Directories.join(real, folder.name())),
            folder.lastModified(),
            belowLink || folder.target().isPresent());
    return new Directory(
        Optional.of(this),
        place,
        place.belowLink && isWithin(place.real)
            ? ahead.refuse(new FileSystemLoopException(place.path))
            : ahead.ask(place.path));
  }

  /** Whether this directory, or one above it, is at a path without links. */
  private boolean isWithin(String other) {
    return real.equals(other) || parent.filter(above -> above.isWithin(other)).isPresent();
  }
}
