package org.bucketcopy.job.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceWalk;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatesTest {
  @TempDir Path directory;
  private final ExecutorService threads = Machine.real().threads().pool("file-states", 2);
  private final FileStates states = new FileStates(new Configuration(false), threads);
  private Path path;
  private SourceFile file;

  @BeforeEach
  void write() throws IOException {
    path = Files.writeString(directory.resolve("f"), "four");
    Files.createDirectory(directory.resolve("z"));
    file = walked(0);
  }

  @Test
  void aFileThatNobodyTouchedIsUnchanged() {
    assertThat(states.unchanged(file).toCompletableFuture().join()).isNull();
    assertThat(states.now(file).toCompletableFuture().join()).isEqualTo(file.state());
  }

  /** As the walk and Hadoop tell it: with all that the file system keeps. */
  @Test
  void anyTimeIsToldAlike() throws IOException {
    for (long millis : new long[] {0, 1, 999, 1001, 1_700_000_000_123L}) {
      Files.setLastModifiedTime(path, FileTime.fromMillis(millis));
      file = walked(0);
      assertThat(file.state()).isEqualTo(new FileState(4, millis));
      assertThat(states.unchanged(file).toCompletableFuture().join()).isNull();
    }
  }

  @Test
  void theMarkerOfADirectoryIsUnchangedUntilSomethingIsPutThere() throws IOException {
    Files.setLastModifiedTime(directory.resolve("z"), FileTime.fromMillis(5000));
    SourceFile marker = walked(1);
    assertThat(states.unchanged(marker).toCompletableFuture().join()).isNull();
    Files.createFile(directory.resolve("z/x"));
    assertThat(fault(states.unchanged(marker)).kind()).isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
  }

  @Test
  void anotherLengthOrTimeIsAChange() throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(1000));
    StoreFault touched = fault(states.unchanged(file));
    assertThat(touched.kind()).isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
    assertThat(touched.toString()).contains(path.toString(), "1970-01-01T00:00:01Z now");
    Files.writeString(path, "fifth");
    StoreFault longer = fault(states.unchanged(file));
    assertThat(longer.kind()).isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
    assertThat(longer.message()).isEqualTo("it had 4 bytes and has 5 now");
  }

  @Test
  void anotherEtagIsAChangeThoughLengthAndTimeAreTheSame() throws IOException {
    Configuration configuration = EtagFiles.configuration();
    FileStates ofEtags = new FileStates(configuration, threads);
    Files.setLastModifiedTime(path, FileTime.fromMillis(1000));
    SourceFile named = walked(EtagFiles.SCHEME + ":" + directory, configuration);
    assertThat(named.state().etag()).isPresent();
    assertThat(ofEtags.unchanged(named).toCompletableFuture().join()).isNull();
    assertThat(ofEtags.now(named).toCompletableFuture().join()).isEqualTo(named.state());

    Files.writeString(path, "FOUR");
    Files.setLastModifiedTime(path, FileTime.fromMillis(1000));

    StoreFault changed = fault(ofEtags.unchanged(named));
    assertThat(changed.kind()).isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
    assertThat(changed.message()).contains("its ETag was", "is", "now");
    SourceFile again = walked(EtagFiles.SCHEME + ":" + directory, configuration);
    assertThat(again).isNotEqualTo(named);
  }

  private SourceFile walked(String source, Configuration configuration) throws IOException {
    FileTree tree =
        FileTree.open(FileLocation.of(source, configuration), EmptyDirectories.MARKER, threads, 1);
    return (SourceFile) ((SourceWalk.Found) tree.next()).entry();
  }

  @Test
  void aFileThatIsGoneIsNotFound() throws IOException {
    Files.delete(path);
    assertThat(fault(states.unchanged(file)).kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
    assertThat(fault(states.now(file)).kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
  }

  private SourceFile walked(int index) throws IOException {
    FileTree tree =
        FileTree.open(
            FileLocation.of("file:" + directory, new Configuration(false)),
            EmptyDirectories.MARKER,
            threads,
            1);
    for (int i = 0; i < index; i++) {
      tree.next();
    }
    return (SourceFile) ((SourceWalk.Found) tree.next()).entry();
  }

  private static StoreFault fault(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      return StoreException.faultOf(e, StoreOperation.HEAD_OBJECT, "");
    }
    throw new AssertionError("did not fail");
  }
}
