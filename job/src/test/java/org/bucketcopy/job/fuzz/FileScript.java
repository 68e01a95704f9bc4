package org.bucketcopy.job.fuzz;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is to happen when files of a directory are read by {@link WatchedFiles}. Thread-safe. */
final class FileScript {
  private static final Map<String, FileScript> BY_ROOT = new ConcurrentHashMap<>();

  private final String root;
  private final AtomicInteger reads = new AtomicInteger();
  private final Map<Integer, Source.KeyAction> actions = new ConcurrentHashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final Set<Integer> failing = ConcurrentHashMap.newKeySet();
  private final Set<Integer> failingLooks = ConcurrentHashMap.newKeySet();
  private final Set<String> locked = ConcurrentHashMap.newKeySet();

  /**
   * @param root an absolute path
   */
  FileScript(String root) {
    this.root = root;
    BY_ROOT.put(root, this);
  }

  /** That of what is below a root. */
  static Optional<FileScript> of(String path) {
    return BY_ROOT.values().stream()
        .filter(script -> path.equals(script.root) || path.startsWith(script.root + "/"))
        .findFirst();
  }

  /** No file below its root is read any more. */
  void end() {
    BY_ROOT.remove(root);
  }

  void at(int nth, Source.KeyAction action) {
    actions.put(nth, action);
  }

  void failAt(int nth) {
    failing.add(nth);
  }

  /** The n-th look from now on. */
  void failLookAt(int nth) {
    failingLooks.add(looks.get() + nth);
  }

  /** A directory that nobody may list. */
  void lock(String path) {
    locked.add(path);
  }

  void clear() {
    actions.clear();
    failing.clear();
    failingLooks.clear();
  }

  boolean isLocked(String path) {
    return locked.contains(path);
  }

  /** Bytes are about to be read. */
  void read(String path) throws IOException {
    int nth = reads.incrementAndGet();
    Optional.ofNullable(actions.remove(nth))
        .ifPresent(action -> action.run(path.substring(root.length() + 1)));
    if (failing.remove(nth)) {
      throw new IOException("Input/output error");
    }
  }

  /** A file is about to be looked at. */
  void look() throws IOException {
    if (failingLooks.remove(looks.incrementAndGet())) {
      throw new IOException("Input/output error");
    }
  }
}
