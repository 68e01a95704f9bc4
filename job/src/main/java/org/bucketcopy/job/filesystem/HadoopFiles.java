package org.bucketcopy.job.filesystem;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.source.FileBlock;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.store.Body;

/** Files of every file system that a configuration knows. */
public final class HadoopFiles implements SourceFiles {
  private final Configuration configuration;
  private final Executor threads;
  private final FileStates states;

  /**
   * @param configuration of the file systems
   * @param threads on which files are looked at, which blocks
   */
  public HadoopFiles(Configuration configuration, Executor threads) {
    this.configuration = configuration;
    this.threads = threads;
    this.states = new FileStates(configuration, threads);
  }

  @Override
  public Body whole(SourceFile file) {
    return FileBody.whole(file, configuration);
  }

  @Override
  public Body range(SourceFile file, ByteRange range) {
    return FileBody.range(file, range, configuration);
  }

  @Override
  public CompletionStage<Void> unchanged(SourceFile file) {
    return states.unchanged(file);
  }

  @Override
  public CompletionStage<List<FileBlock>> blocks(SourceFile file) {
    return CompletableFuture.supplyAsync(() -> FileBlocks.of(file, configuration), threads);
  }
}
