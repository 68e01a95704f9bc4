package org.bucketcopy.job.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A real HDFS inside this JVM: a NameNode and two DataNodes on 127.0.0.1, both with every block. It
 * belongs to the user of this process, and checks the rights of all others.
 */
public final class HdfsCluster implements AutoCloseable {
  /** The size of a block in bytes; no parts of whole MiB begin where blocks do. */
  public static final int BLOCK = 1_280_000;

  private final MiniDFSCluster cluster;

  private HdfsCluster(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts one.
   *
   * @param directory where it keeps what it has
   * @throws IOException if it does not start
   */
  public static HdfsCluster start(Path directory) throws IOException {
    Configuration settings = new Configuration();
    settings.setInt("dfs.blocksize", BLOCK);
    settings.setInt("dfs.replication", 2);
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(settings, directory.toFile()).numDataNodes(2).build();
    cluster.waitActive();
    return new HdfsCluster(cluster);
  }

  /** The address of a path that starts with {@code /}. */
  public String address(String path) {
    return cluster.getURI() + path;
  }

  /** Its files, for the user that may do everything. */
  public DistributedFileSystem files() throws IOException {
    return cluster.getFileSystem();
  }

  /** Writes a file, and the directories that it is in. */
  public void write(String path, byte[] content) throws IOException {
    try (OutputStream out = files().create(new org.apache.hadoop.fs.Path(path))) {
      out.write(content);
    }
  }

  /** Begins to write a file: its first bytes can be read, and it is open until it is closed. */
  public OutputStream open(String path, byte[] first) throws IOException {
    FSDataOutputStream out = files().create(new org.apache.hadoop.fs.Path(path));
    out.write(first);
    out.hflush();
    return out;
  }

  /** Stops a DataNode in the middle of what it does. */
  public StoppedNode stop(int dataNode) {
    return new StoppedNode(cluster, cluster.stopDataNode(dataNode));
  }

  /** A DataNode that is started again when it is closed. */
  public record StoppedNode(MiniDFSCluster cluster, MiniDFSCluster.DataNodeProperties node)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      cluster.restartDataNode(node, /* keepPort= */ true);
      cluster.waitActive();
    }
  }

  /** Does something as another user, by whom all of this process is known meanwhile. */
  public static <T> T as(String user, Supplier<T> work) throws IOException {
    UserGroupInformation before = UserGroupInformation.getLoginUser();
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(user));
    try {
      return work.get();
    } finally {
      UserGroupInformation.setLoginUser(before);
    }
  }

  @Override
  public void close() {
    cluster.shutdown();
  }
}
