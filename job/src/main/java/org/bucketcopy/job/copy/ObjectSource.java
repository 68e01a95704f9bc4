package org.bucketcopy.job.copy;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.manifest.ManifestFile;
import org.bucketcopy.job.manifest.ManifestSettings;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.run.RunSource;
import org.bucketcopy.job.run.SourceReads;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.EarlierWork;
import org.bucketcopy.job.transfer.StorePair;
import org.bucketcopy.job.transfer.TransferRun;
import org.bucketcopy.job.transfer.Transfers;
import org.bucketcopy.planner.listing.NamedPairs;
import org.bucketcopy.planner.listing.PairedListing;
import org.bucketcopy.planner.listing.SingleObject;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.thread.Machine;

/**
 * The objects of a bucket that a store copies by itself.
 *
 * @param settings what to copy
 * @param configuration settings and credentials of the file system of a manifest
 * @param machine where time, threads and random keys come from
 */
public record ObjectSource(CopySettings settings, Configuration configuration, Machine machine)
    implements RunSource {
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
  public Set<Bucket> readByExecutors() {
    return settings.route().mayRelay() ? buckets() : Set.of();
  }

  @Override
  public Opened open(RetriedStores stores) {
    Bucket to = settings.destination().bucket();
    CopyRules rules = settings.rules().orIn(stores.terms(to).storageClass());
    Bucket from = settings.source().bucket();
    return new Objects(
        settings,
        rules,
        new Sources(stores.of(from), stores.source(from, rules), configuration),
        new EtagCheck(settings, stores.terms(to).opaqueEtags()),
        new PartProbe(settings, stores, machine));
  }

  /**
   * The store of the source.
   *
   * @param plain as it is
   * @param reclassed which shows each object in the storage class of its copy
   * @param files where a manifest is
   */
  private record Sources(ObjectStore plain, ObjectStore reclassed, Configuration files) {
    ObjectStore of(CopyRoute route) {
      return route == CopyRoute.RELAY ? plain : reclassed;
    }
  }

  /** For one thread. */
  private static final class Objects implements Opened {
    private final CopySettings settings;
    private final CopyRules rules;
    private final Sources sources;
    private final EtagCheck etags;
    private final PartProbe upload;
    private Optional<CopyRoute> route = Optional.empty();
    private Optional<ManifestFile> manifest = Optional.empty();

    Objects(
        CopySettings settings,
        CopyRules rules,
        Sources sources,
        EtagCheck etags,
        PartProbe upload) {
      this.settings = settings;
      this.rules = rules;
      this.sources = sources;
      this.etags = etags;
      this.upload = upload;
    }

    private ObjectStore source() {
      return sources.of(route.orElseThrow());
    }

    @Override
    public List<String> check(ObjectStore destination)
        throws RefusedException, InterruptedException {
      if (settings.manifest().isPresent()) {
        manifest = Optional.of(manifest(settings.manifest().orElseThrow()));
      }
      Preflight.Found found =
          Preflight.check(
              settings.orIn(rules.given().storageClass()),
              new StorePair(sources.plain(), destination),
              upload);
      route = Optional.of(found.route());
      Optional<String> lost = etags.check(source().profile(), destination.profile(), found.route());
      return Stream.concat(found.warnings().stream(), lost.stream()).toList();
    }

    private ManifestFile manifest(ManifestSettings named) throws RefusedException {
      try {
        return ManifestFile.open(named, settings.mapping(), sources.files());
      } catch (IOException e) {
        throw new RefusedException(
            "the manifest " + named.path() + " cannot be read: " + e.getMessage());
      } catch (IllegalArgumentException unknown) {
        throw RefusedException.wrongUsage(
            "the manifest " + named.path() + " cannot be used: " + unknown.getMessage());
      }
    }

    @Override
    public Optional<CopyRoute> route() {
      return route;
    }

    @Override
    public Map<String, String> decided() {
      return route.filter(way -> way == CopyRoute.RELAY).isPresent()
          ? Map.of("--route", "relay")
          : Map.of();
    }

    @Override
    public List<String> probe(UploadJournal journal) throws RefusedException, InterruptedException {
      return upload.probe(journal);
    }

    @Override
    public int leftOpen() {
      return upload.leftOpen();
    }

    /** Of the listing, which filters go by, with the storage class that the copy gets. */
    @Override
    public ObjectPlan plan(CopyPlanner planner, TransferPair pair) {
      return pair instanceof CopyPair copy && route.orElseThrow() == CopyRoute.SERVER_SIDE
          ? planner.plan(copy.inClass(rules.classOfCopy(copy.source().storageClass())))
          : planner.plan(pair);
    }

    @Override
    public SourceReads reads() {
      return new SourceReads(rules.copiesTags(), rules.replacesMetadata(), rules.etags().keeps());
    }

    @Override
    public Candidates candidates(ObjectStore destination) {
      return manifest
          .<Candidates>map(
              rows -> new NamedPairs(rows, settings.destination(), sources.plain(), destination))
          .orElseGet(() -> listed(destination));
    }

    private Candidates listed(ObjectStore destination) {
      KeyMapping mapping = settings.mapping();
      return mapping
          .object()
          .<Candidates>map(
              object ->
                  new SingleObject(
                      object, mapping.destinationOf(object.key()), sources.plain(), destination))
          .orElseGet(
              () ->
                  new PairedListing(
                      settings.listed(), sources.plain(), destination, LISTINGS_IN_FLIGHT));
    }

    @Override
    public Transfers transfers(
        ObjectStore destination,
        CopyPlanner planner,
        EarlierWork work,
        TransferRun run,
        InstantSource clock) {
      return Transfers.copying(
          new StorePair(source(), destination), planner, rules, work, run, clock);
    }
  }
}
