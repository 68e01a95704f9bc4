package org.bucketcopy.job.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.source.FileBlock;
import org.bucketcopy.planner.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileBlocksTest {
  @TempDir Path directory;

  /** Blocks of ten bytes, as HDFS reports them; of a file whose blocks are lost, it fails. */
  public static final class Spread extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("spread:///");
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length)
        throws IOException {
      if (file.getPath().getName().equals("lost")) {
        throw new IOException("nobody knows");
      }
      return new BlockLocation[] {
        new BlockLocation(
            new String[] {"10.0.0.1:9866", "127.0.0.1:9866"},
            new String[] {"one.example", "localhost"},
            0,
            10),
        new BlockLocation(new String[] {"127.0.0.1:9866"}, new String[] {"localhost"}, 10, 10),
        new BlockLocation(new String[] {"[2001:db8::2]:9866"}, new String[] {"two.example"}, 20, 5),
      };
    }
  }

  private static SourceFile file(String path) {
    return new SourceFile(path, new FileState(25, 0));
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs.spread.impl", Spread.class, org.apache.hadoop.fs.FileSystem.class);
    return configuration;
  }

  @Test
  void hostsAreKnownByNameAndAddressUnlessTheyAreEveryones() {
    assertThat(FileBlocks.of(file("spread:///f"), configuration()))
        .containsExactly(
            new FileBlock(new ByteRange(0, 9), Set.of("one.example", "10.0.0.1")),
            new FileBlock(new ByteRange(20, 24), Set.of("two.example", "2001:db8::2")));
  }

  @Test
  void aLocalFileIsNowhereAndOneOfWhichNothingIsKnownToo() throws IOException {
    Path local = Files.write(directory.resolve("f"), new byte[25]);

    assertThat(FileBlocks.of(file("file:" + local), new Configuration(false))).isEmpty();
    assertThat(FileBlocks.of(file("spread:///lost"), configuration())).isEmpty();
    assertThat(FileBlocks.of(file("nosuch:///f"), configuration())).isEqualTo(List.of());
  }
}
