package org.bucketcopy.job.upload;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.filesystem.FileLocation;
import org.bucketcopy.job.filesystem.FileTree;
import org.bucketcopy.job.filesystem.HadoopFiles;
import org.bucketcopy.job.run.BucketLook;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.run.RunSource;
import org.bucketcopy.job.run.SourceReads;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.EarlierWork;
import org.bucketcopy.job.transfer.TransferRun;
import org.bucketcopy.job.transfer.Transfers;
import org.bucketcopy.planner.listing.WalkedPairs;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.thread.Machine;

/**
 * The files of a Hadoop file system, below a directory or a single one.
 *
 * @param settings what to upload
 * @param configuration of the file system
 * @param machine where threads come from
 */
public record FileSource(UploadSettings settings, Configuration configuration, Machine machine)
    implements RunSource {
  @Override
  public TransferSettings transfer() {
    return settings.transfer();
  }

  @Override
  public String entry() {
    return "file";
  }

  @Override
  public Set<Bucket> buckets() {
    return Set.of();
  }

  @Override
  public Set<Bucket> readByExecutors() {
    return Set.of();
  }

  @Override
  public Opened open(RetriedStores stores) {
    Bucket destination = settings.transfer().destination().bucket();
    UploadSettings wanted = settings.orIn(stores.terms(destination).storageClass());
    return new Files(wanted, configuration, machine);
  }

  /** For one thread. */
  private static final class Files implements Opened {
    /** Directories that are listed side by side: at 1 ms each more than one driver walks. */
    private static final int LISTINGS = 16;

    private static final int LISTED_AHEAD = 64;

    /** Files that are looked at side by side before their uploads are completed. */
    private static final int LOOKS = 64;

    private final UploadSettings settings;
    private final Configuration configuration;
    private final Machine machine;
    private Optional<Candidates> pairs = Optional.empty();

    Files(UploadSettings settings, Configuration configuration, Machine machine) {
      this.settings = settings;
      this.configuration = configuration;
      this.machine = machine;
    }

    @Override
    public List<String> check(ObjectStore destination)
        throws RefusedException, InterruptedException {
      FileLocation source = location();
      FileTree tree = open(source);
      ObjectPrefix prefix = prefix(source, tree.isFile());
      BucketLook look = new BucketLook(destination);
      look.requireTags(to().bucket(), settings.attributes().given());
      look.list(prefix);
      Optional<String> warning =
          look.uploadMayReplace(to().bucket(), settings.transfer().selection().ifExists());
      pairs = Optional.of(new WalkedPairs(tree, prefix, destination));
      return warning.stream().toList();
    }

    private FileTree open(FileLocation source) throws RefusedException {
      ExecutorService threads = machine.threads().pool("bucket-copy-walk", LISTINGS);
      try {
        return FileTree.open(source, settings.emptyDirectories(), threads, LISTED_AHEAD);
      } catch (SourceFaultException e) {
        throw new RefusedException(e.fault().toString());
      }
    }

    private FileLocation location() throws RefusedException {
      try {
        return FileLocation.of(settings.transfer().source(), configuration);
      } catch (IOException e) {
        throw new RefusedException(String.valueOf(e.getMessage()));
      }
    }

    /** A single file keeps its name below a prefix that ends in {@code /}. */
    private ObjectPrefix prefix(FileLocation source, boolean file) throws RefusedException {
      boolean folder = to().isFolder();
      if (!file && !folder) {
        throw RefusedException.wrongUsage(
            String.format(
                "%s is a directory: end --destination in /, and all below it is uploaded there",
                settings.transfer().source()));
      }
      return file && folder
          ? new ObjectPrefix(to().bucket(), to().prefix() + source.path().getName())
          : to();
    }

    private ObjectPrefix to() {
      return settings.transfer().destination();
    }

    @Override
    public SourceReads reads() {
      return new SourceReads(
          /* tags= */ !settings.attributes().given().tags().isEmpty(),
          /* metadata= */ false,
          /* parts= */ false);
    }

    @Override
    public Candidates candidates(ObjectStore destination) {
      return pairs.orElseThrow();
    }

    @Override
    public Transfers transfers(
        ObjectStore destination,
        CopyPlanner planner,
        EarlierWork work,
        TransferRun run,
        InstantSource clock) {
      return Transfers.uploading(
          destination,
          new HadoopFiles(configuration, machine.threads().pool("bucket-copy-file", LOOKS)),
          new UploadRules(settings.transfer().selection().ifExists(), settings.attributes()),
          work,
          run,
          clock);
    }
  }
}
