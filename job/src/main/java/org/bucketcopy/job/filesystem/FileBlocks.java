package org.bucketcopy.job.filesystem;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.source.FileBlock;
import org.bucketcopy.planner.source.SourceFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which hosts hold which bytes of a file. A file system without hosts says {@code localhost} of all
 * its bytes, which is nobody.
 */
final class FileBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(FileBlocks.class);

  private FileBlocks() {}

  /** The blocks that some host holds; empty too if the file system cannot say. */
  static List<FileBlock> of(SourceFile file, Configuration configuration) {
    try {
      FileLocation location = FileLocation.of(file.path(), configuration);
      FileStatus status =
          new FileStatus(file.size(), false, 1, 1, file.state().lastModified(), location.path());
      ImmutableList.Builder<FileBlock> blocks = ImmutableList.builder();
      Interner<String> names = Interners.newStrongInterner();
      for (BlockLocation block : location.files().getFileBlockLocations(status, 0, file.size())) {
        Set<String> hosts = hosts(block, names);
        if (!hosts.isEmpty() && block.getLength() > 0) {
          long first = block.getOffset();
          blocks.add(new FileBlock(new ByteRange(first, first + block.getLength() - 1), hosts));
        }
      }
      return blocks.build();
    } catch (IOException | RuntimeException e) {
      LOG.debug("it is not known who holds the blocks of {}: {}", file.path(), Printable.of(e));
      return List.of();
    }
  }

  /** By name and by address: Spark may know them by either. */
  private static Set<String> hosts(BlockLocation block, Interner<String> names) throws IOException {
    Stream<String> addresses =
        Arrays.stream(block.getNames()).map(name -> HostAndPort.fromString(name).getHost());
    return Stream.concat(Arrays.stream(block.getHosts()), addresses)
        .filter(host -> !isLoopback(host))
        .map(names::intern)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || (InetAddresses.isInetAddress(host) && InetAddresses.forString(host).isLoopbackAddress());
  }
}
