package org.bucketcopy.job.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBodyTest {
  private static final int LENGTH = 300_000;

  @TempDir Path directory;
  private final Configuration configuration = new Configuration(false);
  private final byte[] content = new byte[LENGTH];
  private Path path;
  private SourceFile file;

  @BeforeEach
  void write() throws IOException {
    new Random(1).nextBytes(content);
    path = Files.write(directory.resolve("f"), content);
    file = walked(LENGTH);
  }

  private SourceFile walked(long size) throws IOException {
    return new SourceFile(
        "file:" + path, new FileState(size, Files.getLastModifiedTime(path).toMillis()));
  }

  @Test
  void aRangeIsJustItsBytesAndIsReadAgain() throws IOException {
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      int first = random.nextInt(LENGTH);
      int end = first + 1 + random.nextInt(LENGTH - first);
      FileBody body = FileBody.range(file, new ByteRange(first, end - 1), configuration);
      assertThat(body.length()).isEqualTo(end - first);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThat(bytes(body)).isEqualTo(Arrays.copyOfRange(content, first, end));
      }
    }
  }

  @Test
  void aRangeIsReadByteByByteToo() throws IOException {
    try (InputStream bytes = FileBody.range(file, new ByteRange(7, 9), configuration).open()) {
      for (int at = 7; at < 10; at++) {
        assertThat(bytes.read()).isEqualTo(Byte.toUnsignedInt(content[at]));
      }
      assertThat(bytes.read()).isEqualTo(-1);
    }
  }

  @Test
  void aWholeFileIsAllThatItHasAsOftenAsItIsRead() throws IOException {
    FileBody body = FileBody.whole(file, configuration);
    assertThat(bytes(body)).isEqualTo(content);
    assertThat(bytes(body)).isEqualTo(content);
  }

  @Test
  void aWholeFileThatHasGrownIsNotHandedOver() throws IOException {
    Files.write(path, new byte[LENGTH + 5]);

    assertChanged(FileBody.whole(file, configuration), "300005");
    assertThat(bytes(FileBody.range(file, new ByteRange(0, LENGTH - 2), configuration)))
        .as("a range of it")
        .hasSize(LENGTH - 1);
  }

  @Test
  void theLastBytesOfAFileThatIsWrittenMeanwhileAreNotHandedOver() throws IOException {
    try (InputStream bytes = FileBody.whole(file, configuration).open()) {
      assertThat(bytes.readNBytes(LENGTH - 1)).isEqualTo(Arrays.copyOf(content, LENGTH - 1));
      Files.setLastModifiedTime(path, FileTime.fromMillis(1_000));
      assertThatThrownBy(bytes::read).isInstanceOf(SourceFaultException.class);
    }
  }

  @Test
  void anEmptyFileAndAMarkerHaveNoBytes() throws IOException {
    Files.write(path, new byte[0]);
    FileState directory = new FileState(0, Files.getLastModifiedTime(this.directory).toMillis());
    String marker = "file:" + this.directory + "/";

    assertThat(bytes(FileBody.whole(walked(0), configuration))).isEmpty();
    assertThat(bytes(FileBody.whole(new SourceFile(marker, directory), configuration))).isEmpty();
  }

  @Test
  void anEmptyFileThatHasGrownIsNotEmpty() throws IOException {
    assertChanged(FileBody.whole(walked(0), configuration), "0 bytes");
  }

  @Test
  void whatTheFileNeverHadIsRefused() {
    assertThatThrownBy(() -> FileBody.range(file, new ByteRange(0, LENGTH), configuration))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileThatIsShorterHasChanged() throws IOException {
    Files.write(path, Arrays.copyOf(content, LENGTH / 2));
    assertFault(0, StoreFault.Kind.SOURCE_CHANGED, "300000 bytes");
    assertFault(LENGTH - 1, StoreFault.Kind.SOURCE_CHANGED, "300000 bytes");
  }

  @Test
  void aFileThatIsGoneIsNotFound() throws IOException {
    Files.delete(path);
    assertFault(0, StoreFault.Kind.NOT_FOUND, path.toString());
  }

  @Test
  void aFileThatMayNotBeReadNamesTheUser() throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(path), "root reads everything");
    assertFault(0, StoreFault.Kind.DENIED, "user " + System.getProperty("user.name"));
  }

  @Test
  void hadoopsCheckSumFilesAreNotBelieved() throws IOException {
    Files.writeString(directory.resolve(".f.crc"), "crc\0\0\0\2\0 of something else");
    assertThat(bytes(FileBody.whole(file, configuration))).isEqualTo(content);
  }

  private static void assertChanged(FileBody body, String told) {
    assertThatThrownBy(() -> bytes(body))
        .isInstanceOfSatisfying(
            SourceFaultException.class,
            failure -> assertThat(failure.fault().kind()).isEqualTo(StoreFault.Kind.SOURCE_CHANGED))
        .hasMessageContaining(told);
  }

  private void assertFault(int first, StoreFault.Kind kind, String told) {
    FileBody body = FileBody.range(file, new ByteRange(first, LENGTH - 1), configuration);
    assertThatThrownBy(() -> bytes(body))
        .isInstanceOfSatisfying(
            SourceFaultException.class,
            failure -> assertThat(failure.fault().kind()).isEqualTo(kind))
        .hasMessageContaining(told);
  }

  private static byte[] bytes(FileBody body) throws IOException {
    try (InputStream bytes = body.open()) {
      return bytes.readAllBytes();
    }
  }
}
