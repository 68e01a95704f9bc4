package org.bucketcopy.job.verify;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.filesystem.EmptyDirectories;
import org.bucketcopy.job.filesystem.FileLocation;
import org.bucketcopy.job.filesystem.FileTree;
import org.bucketcopy.job.run.BucketLook;
import org.bucketcopy.job.run.ObjectLook;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.StorePair;
import org.bucketcopy.planner.listing.CoveredWalk;
import org.bucketcopy.planner.listing.Extraneous;
import org.bucketcopy.planner.listing.PairedListing;
import org.bucketcopy.planner.listing.SingleObject;
import org.bucketcopy.planner.listing.WalkedPairs;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.ExtraneousObject;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.thread.Machine;

/**
 * Both sides, walked together.
 *
 * @param candidates what there is; its destinations are in {@code listed}
 * @param listed the side that is listed beside the other one
 * @param other what the key of the other side starts with, as a URI
 * @param reversed whether the other one is the destination
 */
record Walk(CoveredWalk candidates, ObjectPrefix listed, String other, boolean reversed) {
  /** At 100 ms a page this is more than one driver reads. */
  private static final int LISTINGS_IN_FLIGHT = 32;

  private static final int DIRECTORIES = 16;
  private static final int LISTED_AHEAD = 64;

  /**
   * Looks at both sides, at no more of them than the filter can accept.
   *
   * @throws RefusedException if one of them cannot be listed
   * @throws InterruptedException if the run is to stop
   */
  static Walk open(
      VerifySettings settings, RetriedStores stores, Configuration configuration, Machine machine)
      throws RefusedException, InterruptedException {
    Sides sides = settings.sides();
    Reach reach = new Reach(stores, configuration, machine);
    if (sides.source() instanceof Place.Files files) {
      return ofFiles(files, ((Place.Objects) sides.destination()).prefix(), false, reach);
    }
    ObjectPrefix source = ((Place.Objects) sides.source()).prefix();
    if (sides.destination() instanceof Place.Files files) {
      return ofFiles(files, source, true, reach);
    }
    ObjectPrefix destination = ((Place.Objects) sides.destination()).prefix();
    KeyMapping mapping = KeyMapping.named(source, destination);
    StorePair pair = new StorePair(stores.of(source.bucket()), stores.of(destination.bucket()));
    return new Walk(
        pairs(mapping.below(settings.beginning()), pair),
        mapping.destination(),
        source.uri(),
        false);
  }

  private static CoveredWalk pairs(KeyMapping mapping, StorePair stores)
      throws RefusedException, InterruptedException {
    if (mapping.object().isPresent()) {
      ObjectLocation object = mapping.object().orElseThrow();
      ObjectLocation to = mapping.destinationOf(object.key());
      new ObjectLook(stores.source()).source(object);
      new ObjectLook(stores.destination()).existing(to);
      return new SingleObject(object, to, stores.source(), stores.destination());
    }
    new BucketLook(stores.source()).list(mapping.source());
    new BucketLook(stores.destination()).list(mapping.destination());
    return new PairedListing(
        mapping,
        stores.source(),
        stores.destination(),
        LISTINGS_IN_FLIGHT,
        Extraneous.GIVEN,
        new LinkedBlockingQueue<>());
  }

  /** How the driver gets at stores and files. */
  private record Reach(RetriedStores stores, Configuration configuration, Machine machine) {}

  private static Walk ofFiles(Place.Files files, ObjectPrefix to, boolean reversed, Reach reach)
      throws RefusedException, InterruptedException {
    FileTree tree = tree(files, reach);
    boolean folder = to.isFolder();
    if (!tree.isFile() && !folder) {
      throw RefusedException.wrongUsage(
          files.path() + " is a directory: end the other side in /, and all below is compared");
    }
    String path = path(files, reach.configuration());
    ObjectPrefix listed =
        tree.isFile() && folder
            ? new ObjectPrefix(to.bucket(), to.prefix() + path.substring(path.lastIndexOf('/') + 1))
            : to;
    new BucketLook(reach.stores().of(to.bucket())).list(listed);
    // Below a single file there is nothing, and its name may begin others.
    Extraneous wish = tree.isFile() ? Extraneous.IGNORED : Extraneous.GIVEN;
    WalkedPairs pairs =
        new WalkedPairs(
            tree, listed, reach.stores().of(to.bucket()), wish, new LinkedBlockingQueue<>());
    return new Walk(pairs, listed, tree.isFile() ? path : path + "/", reversed);
  }

  private static String path(Place.Files files, Configuration configuration)
      throws RefusedException {
    try {
      return FileLocation.of(files.path(), configuration).toString();
    } catch (IOException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static FileTree tree(Place.Files files, Reach reach) throws RefusedException {
    ExecutorService threads = reach.machine().threads().pool("bucket-copy-walk", DIRECTORIES);
    try {
      return FileTree.open(
          FileLocation.of(files.path(), reach.configuration()),
          EmptyDirectories.SKIP,
          threads,
          LISTED_AHEAD);
    } catch (SourceFaultException e) {
      throw new RefusedException(e.fault().toString());
    } catch (IOException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  /** Both sides of a candidate that does not fail by itself; empty if it is nothing to compare. */
  Optional<Subject> subject(Candidate candidate) {
    if (candidate instanceof TransferPair pair) {
      String key = listed.relative(pair.destination().key());
      Optional<ListedObject> there = pair.existing();
      return Optional.of(
          subject(
              key,
              Subject.Side.of(pair.source()),
              new Subject.Side(
                  pair.destination().uri(),
                  there.map(object -> SourceObject.of(listed.bucket(), object)))));
    }
    if (candidate instanceof ExtraneousObject only) {
      ListedObject object = only.existing();
      boolean marker = object.key().endsWith("/") && object.size() == 0;
      if (marker && candidates instanceof WalkedPairs) {
        return Optional.empty();
      }
      String key = listed.relative(object.key());
      return Optional.of(
          subject(
              key,
              new Subject.Side(other + key, Optional.empty()),
              Subject.Side.of(SourceObject.of(listed.bucket(), object))));
    }
    return Optional.empty();
  }

  private Subject subject(String key, Subject.Side one, Subject.Side there) {
    return reversed ? new Subject(key, there, one) : new Subject(key, one, there);
  }
}
