package org.bucketcopy.job.copy;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.run.RunSource;
import org.bucketcopy.job.run.SourceReads;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.EarlierWork;
import org.bucketcopy.job.transfer.StorePair;
import org.bucketcopy.job.transfer.TransferRun;
import org.bucketcopy.job.transfer.Transfers;
import org.bucketcopy.planner.listing.PairedListing;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.thread.Machine;

/**
 * The objects of a bucket that a store copies by itself.
 *
 * @param settings what to copy
 * @param machine where time, threads and random keys come from
 */
public record ObjectSource(CopySettings settings, Machine machine) implements RunSource {
  /** At 100 ms a page this is more than one driver reads. */
  private static final int LISTINGS_IN_FLIGHT = 32;

  @Override
  public TransferSettings transfer() {
    return settings.transfer();
  }

  @Override
  public String entry() {
    return "object";
  }

  @Override
  public Set<Bucket> buckets() {
    return Set.of(settings.source().bucket());
  }

  @Override
  public Opened open(RetriedStores stores) {
    Bucket from = settings.source().bucket();
    Bucket to = settings.destination().bucket();
    Optional<String> storageClass =
        settings.given().storageClass().or(() -> stores.terms(to).storageClass());
    EtagCheck etags = new EtagCheck(settings, stores.terms(to).opaqueEtags());
    return new Objects(
        settings,
        stores.source(from, storageClass),
        etags,
        new PartProbe(settings, stores, machine));
  }

  private record Objects(
      CopySettings settings, ObjectStore source, EtagCheck etags, PartProbe upload)
      implements Opened {
    @Override
    public List<String> check(ObjectStore destination)
        throws RefusedException, InterruptedException {
      Optional<String> lost = etags.check(source.profile(), destination.profile());
      List<String> warnings = Preflight.check(settings, new StorePair(source, destination), upload);
      return Stream.concat(warnings.stream(), lost.stream()).toList();
    }

    @Override
    public List<String> probe(UploadJournal journal) throws RefusedException, InterruptedException {
      return upload.probe(journal);
    }

    @Override
    public int leftOpen() {
      return upload.leftOpen();
    }

    @Override
    public SourceReads reads() {
      CopyRules rules = settings.rules();
      return new SourceReads(rules.copiesTags(), rules.replacesMetadata(), rules.etags().keeps());
    }

    @Override
    public Candidates candidates(ObjectStore destination) {
      return new PairedListing(settings.mapping(), source, destination, LISTINGS_IN_FLIGHT);
    }

    @Override
    public Transfers transfers(
        ObjectStore destination,
        CopyPlanner planner,
        EarlierWork work,
        TransferRun run,
        InstantSource clock) {
      return Transfers.copying(
          new StorePair(source, destination), planner, settings.rules(), work, run, clock);
    }
  }
}
