package org.bucketcopy.job.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PrivateFilesTest {
  @TempDir java.nio.file.Path directory;

  static Stream<FileSystem> fileSystems() throws IOException {
    FileSystem raw = new RawLocalFileSystem();
    raw.initialize(URI.create("file:///"), new Configuration());
    FileSystem checked = new LocalFileSystem();
    checked.initialize(URI.create("file:///"), new Configuration());
    return Stream.of(raw, checked, new FilterFileSystem(raw));
  }

  @ParameterizedTest
  @MethodSource("fileSystems")
  void filesAndDirectoriesAreForTheirOwnerAlone(FileSystem files) throws IOException {
    PrivateFiles.makeDirectory(files, path("run"));
    PrivateFiles.createNew(files, path("run/new")).close();
    PrivateFiles.replace(files, path("run/replaced")).close();
    PrivateFiles.rewrite(files, path("run/rewritten")).close();

    assertThat(PrivateFiles.haveModes(files, path("run"))).isTrue();
    assertThat(mode("run")).isEqualTo("rwx------");
    try (Stream<java.nio.file.Path> made = Files.list(directory.resolve("run"))) {
      assertThat(made.map(file -> mode("run/" + file.getFileName())))
          .hasSizeGreaterThanOrEqualTo(3)
          .containsOnly("rw-------");
    }
  }

  @ParameterizedTest
  @MethodSource("fileSystems")
  void onlyAFileThatIsWrittenAgainKeepsItsMode(FileSystem files) throws IOException {
    for (String name : new String[] {"replaced", "rewritten"}) {
      Files.writeString(directory.resolve(name), "before");
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
    }

    PrivateFiles.replace(files, path("replaced")).close();
    PrivateFiles.rewrite(files, path("rewritten")).close();

    assertThat(mode("replaced")).isEqualTo("rw-------");
    assertThat(mode("rewritten")).isEqualTo("rw-r-----");
    assertThat(directory.resolve("replaced")).isEmptyFile();
    assertThat(directory.resolve("rewritten")).isEmptyFile();
  }

  @Test
  void aLocalFileIsMadeOnce() throws IOException {
    PrivateFiles.createNew(directory.resolve("lock")).close();

    assertThat(mode("lock")).isEqualTo("rw-------");
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> PrivateFiles.createNew(directory.resolve("lock")));
  }

  private Path path(String name) {
    return new Path(directory.resolve(name).toUri());
  }

  private String mode(String name) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
