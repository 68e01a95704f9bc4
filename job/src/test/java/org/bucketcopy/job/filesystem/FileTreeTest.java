package org.bucketcopy.job.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.bucketcopy.planner.listing.KeyOrder;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceWalk;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.thread.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  private static final List<String> ODD_NAMES =
      List.of(
          " ",
          "a b",
          ".hidden",
          ".x.crc",
          "_SUCCESS",
          "100%",
          "%41",
          "a+b",
          "a:b",
          "?",
          "#",
          "*",
          "\\",
          "\"",
          "'",
          "\n",
          "\u0001",
          "é",
          "e\u0301",
          "（",
          "\uD83D\uDE00",
          "\uD840\uDC00",
          "\uFF5E",
          "~",
          "-",
          "a-",
          "a.",
          "a0",
          "0",
          "{x}",
          "[x]",
          "a..b",
          "...",
          "a;b",
          "a&b");

  @TempDir Path root;
  private ExecutorService threads;

  @BeforeEach
  void start() {
    threads = Machine.real().threads().pool("file-lister", 4);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void everyFileIsGivenWithItsKeyPathLengthAndTime() throws IOException {
    write("b/c/d.txt", "four");
    write("b.txt", "");
    write(".hidden", "x");
    List<SourceWalk.Step> steps = walked(EmptyDirectories.SKIP);
    assertThat(keys(steps)).containsExactly(".hidden", "b.txt", "b/c/d.txt");
    SourceWalk.Found deep = (SourceWalk.Found) steps.get(2);
    Path file = root.resolve("b/c/d.txt");
    assertThat(deep.entry().uri()).isEqualTo("file:" + file);
    assertThat(deep.entry().size()).isEqualTo(4);
    assertThat(deep.entry().state().lastModified())
        .isEqualTo(Files.getLastModifiedTime(file).toMillis());
  }

  @Test
  void anyNameIsGivenAndItsPathOpensTheFile() throws IOException {
    for (String name : ODD_NAMES) {
      write(name + "x/" + name, name);
      write(name, name);
    }
    List<SourceWalk.Step> steps = walked(EmptyDirectories.SKIP);
    assertThat(keys(steps)).hasSize(2 * ODD_NAMES.size()).isSortedAccordingTo(KeyOrder.UTF_8);
    for (SourceWalk.Step step : steps) {
      SourceWalk.Found found = (SourceWalk.Found) step;
      try (var bytes =
          FileBody.whole((SourceFile) found.entry(), new Configuration(false)).open()) {
        assertThat(found.key()).endsWith(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void randomTreesComeInTheOrderOfAllKeys() throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Path tree = Files.createDirectory(root.resolve("t" + seed));
      Set<String> keys = new TreeSet<>(KeyOrder.UTF_8);
      grow(random, tree, "", keys, 4);
      assertThat(keys(walked(tree, EmptyDirectories.MARKER, 1 + random.nextInt(9))))
          .as("seed %d", seed)
          .containsExactlyElementsOf(keys);
    }
  }

  @Test
  void tenThousandFilesComeInOrder() throws IOException {
    Set<String> keys = new TreeSet<>(KeyOrder.UTF_8);
    for (int i = 0; i < 10_000; i++) {
      String key = i % 7 + "/" + i % 13 + (i % 2 == 0 ? "-x/" : "/") + i;
      write(key, "");
      keys.add(key);
    }
    assertThat(keys(walked(EmptyDirectories.SKIP))).containsExactlyElementsOf(keys);
  }

  @Test
  void emptyDirectoriesAreSkippedOrMarked() throws IOException {
    Files.createDirectories(root.resolve("a/empty"));
    write("a/full/x", "x");
    assertThat(keys(walked(EmptyDirectories.SKIP))).containsExactly("a/full/x");
    List<SourceWalk.Step> marked = walked(EmptyDirectories.MARKER);
    assertThat(keys(marked)).containsExactly("a/empty/", "a/full/x");
    SourceWalk.Found marker = (SourceWalk.Found) marked.get(0);
    assertThat(marker.entry().size()).isZero();
    assertThat(marker.entry().uri()).isEqualTo("file:" + root.resolve("a/empty") + "/");
  }

  @Test
  void aSingleFileHasAnEmptyKey() throws IOException {
    write("one", "x");
    FileTree tree = FileTree.open(location(root.resolve("one")), EmptyDirectories.SKIP, threads, 1);
    assertThat(tree.isFile()).isTrue();
    assertThat(keys(rest(tree))).containsExactly("");
  }

  @Test
  void aSourceThatIsNotThereIsToldAtOnce() {
    assertThatThrownBy(() -> walked(root.resolve("none"), EmptyDirectories.SKIP, 1))
        .isInstanceOfSatisfying(
            SourceFaultException.class,
            told -> assertThat(told.fault().kind()).isEqualTo(StoreFault.Kind.NOT_FOUND))
        .hasMessageContaining("file:" + root.resolve("none"));
  }

  @Test
  void linksAreFollowedAndALoopIsAFailureOfItsOwn() throws IOException {
    write("a/x", "x");
    write("z", "z");
    Files.createSymbolicLink(root.resolve("a/up"), root);
    Files.createSymbolicLink(root.resolve("a/self"), root.resolve("a/self"));
    Files.createSymbolicLink(root.resolve("b"), Path.of("a"));
    Files.createSymbolicLink(root.resolve("file"), Path.of("z"));
    Files.createSymbolicLink(root.resolve("nowhere"), Path.of("none"));
    List<SourceWalk.Step> steps = walked(EmptyDirectories.SKIP);
    assertThat(keys(steps)).containsExactly("a/x", "b/x", "file", "z");
    assertThat(failures(steps))
        .containsExactly(
            "a/self INVALID",
            "a/up/ INVALID",
            "b/self INVALID",
            "b/up/ INVALID",
            "nowhere NOT_FOUND");
  }

  @Test
  void aLinkToADirectoryAboveTheSourceEndsWhereItComesBack() throws IOException {
    write("s/x", "x");
    Files.createSymbolicLink(root.resolve("s/up"), root);
    List<SourceWalk.Step> steps = walked(root.resolve("s"), EmptyDirectories.SKIP, 2);
    assertThat(keys(steps)).containsExactly("x");
    assertThat(failures(steps)).containsExactly("up/s/ INVALID");
  }

  @Test
  void twoLinksToOneDirectoryAreNoLoop() throws IOException {
    write("real/x", "x");
    Files.createSymbolicLink(root.resolve("one"), root.resolve("real"));
    Files.createSymbolicLink(root.resolve("two"), root.resolve("one"));
    assertThat(keys(walked(EmptyDirectories.SKIP))).containsExactly("one/x", "real/x", "two/x");
  }

  @Test
  void aNameThatCannotBeReadIsAFailureOfItsOwn() throws IOException {
    write("a\uFFFD/x", "x");
    write("b", "b");
    List<SourceWalk.Step> steps = walked(EmptyDirectories.SKIP);
    assertThat(keys(steps)).containsExactly("b");
    assertThat(failures(steps)).containsExactly("a\uFFFD INVALID");
  }

  @Test
  void deepTreesAreWalked() throws IOException {
    String deep = "d/".repeat(150);
    write(deep + "x", "x");
    assertThat(keys(walked(EmptyDirectories.SKIP))).containsExactly(deep + "x");
  }

  @Test
  void directoriesThatCannotBeListedFailByThemselves() throws IOException {
    for (String directory : List.of("a", "denied", "gone", "odd", "z")) {
      write(directory + "/x", "x");
    }
    OddFileSystem files = new OddFileSystem();
    files.failing("denied", new AccessControlException("Permission denied: user=u"));
    files.failing("gone", new FileNotFoundException("gone"));
    files.failing("odd", new IllegalStateException("a defect"));
    List<SourceWalk.Step> steps = walked(files, 3);
    assertThat(keys(steps)).containsExactly("a/x", "z/x");
    assertThat(failures(steps)).containsExactly("denied/ DENIED", "gone/ NOT_FOUND", "odd/ DEFECT");
    FailedEntry denied = (FailedEntry) steps.get(1);
    assertThat(denied.source()).endsWith("/denied");
    assertThat(denied.fault().toString())
        .contains("/denied", "not allowed for user " + System.getProperty("user.name"));
  }

  @Test
  void aDirectoryThatCannotBeListedIsNoSource() throws IOException {
    OddFileSystem files = new OddFileSystem();
    files.failing(root.getFileName().toString(), new AccessControlException("no"));
    assertThatThrownBy(() -> walked(files, 1))
        .isInstanceOf(SourceFaultException.class)
        .hasMessageContaining("DENIED");
  }

  @Test
  void boundedNumberOfDirectoriesIsListedAhead() throws IOException {
    for (int i = 0; i < 100; i++) {
      write("d" + i % 10 + "/e" + i + "/x", "x");
    }
    OddFileSystem files = new OddFileSystem();
    AtomicInteger walked = new AtomicInteger();
    FileTree tree =
        FileTree.open(FileLocation.of(files, hadoop(root)), EmptyDirectories.SKIP, threads, 5);
    while (tree.hasNext()) {
      tree.next();
      // The file's directory and the one above are walked; each above before had ten.
      int entered = walked.incrementAndGet() + 1 + (walked.get() - 1) / 10;
      assertThat(files.listed()).isBetween(entered, 1 + entered + 5);
    }
    assertThat(files.listed()).isEqualTo(111);
    assertThat(walked).hasValue(100);
  }

  @Test
  void directoriesAreListedAtTheSameTime() throws IOException {
    for (int i = 0; i < 4; i++) {
      write("d" + i + "/x", "x");
    }
    OddFileSystem files = new OddFileSystem();
    files.awaiting("d", new CountDownLatch(4));
    assertThat(keys(walked(files, 4))).hasSize(4);
  }

  @Test
  void anInterruptedWalkEnds() throws IOException {
    write("d/x", "x");
    OddFileSystem files = new OddFileSystem();
    files.awaiting("d", new CountDownLatch(2));
    FileTree tree =
        FileTree.open(FileLocation.of(files, hadoop(root)), EmptyDirectories.SKIP, threads, 4);
    Thread.currentThread().interrupt();
    assertThatThrownBy(tree::hasNext).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void hadoopListsAsTheLocalFileSystemDoes() throws IOException {
    for (String name : ODD_NAMES) {
      write("d" + name + "/" + name, name);
    }
    assertThat(walked(new OddFileSystem(), 2))
        .containsExactlyElementsOf(walked(EmptyDirectories.SKIP));
  }

  private void grow(Random random, Path directory, String key, Set<String> keys, int depth)
      throws IOException {
    int before = keys.size();
    for (int i = random.nextInt(8); i > 0; i--) {
      String name = name(random);
      Path child = directory.resolve(name);
      if (Files.exists(child)) {
        continue;
      }
      if (depth > 0 && random.nextInt(3) == 0) {
        Files.createDirectory(child);
        grow(random, child, key + name + "/", keys, depth - 1);
      } else {
        Files.createFile(child);
        keys.add(key + name);
      }
    }
    if (keys.size() == before && !key.isEmpty()) {
      keys.add(key);
    }
  }

  private static String name(Random random) {
    String first = ODD_NAMES.get(random.nextInt(ODD_NAMES.size()));
    return random.nextBoolean() ? first : first + ODD_NAMES.get(random.nextInt(ODD_NAMES.size()));
  }

  private void write(String key, String content) throws IOException {
    Path file = root.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private List<SourceWalk.Step> walked(EmptyDirectories empty) throws IOException {
    return walked(root, empty, 8);
  }

  private List<SourceWalk.Step> walked(Path tree, EmptyDirectories empty, int mostAhead)
      throws IOException {
    return rest(FileTree.open(location(tree), empty, threads, mostAhead));
  }

  private List<SourceWalk.Step> walked(FileSystem files, int mostAhead) throws IOException {
    return rest(
        FileTree.open(
            FileLocation.of(files, hadoop(root)), EmptyDirectories.SKIP, threads, mostAhead));
  }

  private static FileLocation location(Path path) throws IOException {
    return FileLocation.of(hadoop(path).toString(), new Configuration(false));
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path("file:" + path);
  }

  private static List<SourceWalk.Step> rest(FileTree tree) {
    List<SourceWalk.Step> steps = new ArrayList<>();
    tree.forEachRemaining(steps::add);
    return steps;
  }

  private static List<String> keys(List<SourceWalk.Step> steps) {
    return steps.stream()
        .filter(SourceWalk.Found.class::isInstance)
        .map(step -> ((SourceWalk.Found) step).key())
        .toList();
  }

  private static List<String> failures(List<SourceWalk.Step> steps) {
    return steps.stream()
        .filter(FailedEntry.class::isInstance)
        .map(FailedEntry.class::cast)
        .map(failed -> failed.relativeKey().orElse("?") + " " + failed.fault().kind())
        .toList();
  }
}
