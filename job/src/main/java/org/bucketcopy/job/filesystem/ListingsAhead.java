package org.bucketcopy.job.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.planner.listing.KeyOrder;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.store.StoreFault;

/**
 * Lists directories on threads of their own, and knows how much of that nobody has taken yet. Asked
 * by one thread.
 */
final class ListingsAhead {
  /** Children of directories that nobody has taken; about 150 bytes each. */
  static final int MOST_CHILDREN = 200_000;

  private static final Comparator<Child> ORDER =
      Comparator.comparing(Child::sortedAs, KeyOrder.UTF_8);
  private static final String UNREADABLE =
      "the name holds U+FFFD, which stands for what cannot be read, or is no text in UTF-8: rename"
          + " what is meant";

  private final Directories directories;
  private final Executor threads;
  private final int most;
  private final AtomicLong childrenHeld = new AtomicLong();
  private final AtomicLong childrenListed = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private long asked;
  private int untaken;

  /**
   * @param threads for listings, which block
   * @param most directories that are asked for and not taken
   */
  ListingsAhead(Directories directories, Executor threads, int most) {
    this.directories = directories;
    this.threads = threads;
    this.most = most;
  }

  /** Whether another directory may be asked for before it is needed. */
  boolean hasRoom() {
    long known = answered.get();
    long underWay = (asked - known) * (1 + childrenListed.get() / (1 + known));
    return untaken < most && childrenHeld.get() + underWay < MOST_CHILDREN;
  }

  /** Asks for the children of a directory, sorted; to be taken once. */
  CompletableFuture<List<Child>> ask(String path) {
    asked++;
    untaken++;
    return CompletableFuture.supplyAsync(() -> listed(path), threads);
  }

  /** What {@link #ask} gives for a directory of which nothing is to be listed. */
  CompletableFuture<List<Child>> refuse(IOException reason) {
    asked++;
    answered.incrementAndGet();
    untaken++;
    return CompletableFuture.failedFuture(reason);
  }

  /** The children are no longer ahead. */
  void taken(List<Child> children) {
    untaken--;
    childrenHeld.addAndGet(-children.size());
  }

  private List<Child> listed(String path) {
    try {
      List<Child> children = sorted(directories.list(path));
      childrenHeld.addAndGet(children.size());
      childrenListed.addAndGet(children.size());
      return children;
    } catch (IOException e) {
      throw new CompletionException(e);
    } finally {
      answered.incrementAndGet();
    }
  }

  /** In the order of their keys, each once. */
  static List<Child> sorted(List<Child> listed) {
    List<Child> children = new ArrayList<>(listed);
    children.replaceAll(ListingsAhead::named);
    children.sort(ORDER);
    for (int i = 1; i < children.size(); i++) {
      if (children.get(i).sortedAs().equals(children.get(i - 1).sortedAs())) {
        return distinct(children);
      }
    }
    return children;
  }

  private static List<Child> distinct(List<Child> children) {
    List<Child> distinct = new ArrayList<>();
    String last = "";
    for (Child child : children) {
      if (!child.sortedAs().equals(last)) {
        distinct.add(child);
      }
      last = child.sortedAs();
    }
    return distinct;
  }

  private static Child named(Child child) {
    return ListedObject.isExact(child.name())
        ? child
        : new Child.Broken(child.name(), StoreFault.Kind.INVALID, UNREADABLE);
  }
}
