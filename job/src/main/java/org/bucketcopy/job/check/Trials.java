package org.bucketcopy.job.check;

import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.probe.PartSource;
import org.bucketcopy.job.probe.Probed;
import org.bucketcopy.job.probe.UploadProbe;
import org.bucketcopy.job.probe.UploadProbe.Depth;
import org.bucketcopy.job.stores.RightsLanguage.Wishes;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.thread.Machine;

/**
 * Uploads to the destination that are never completed, each with some of what a copy would have.
 */
final class Trials {
  private final ObjectPrefix prefix;
  private final RetriedStores stores;
  private final Machine machine;
  private final Consumer<ObjectLocation> leftOpen;
  private final Bucket bucket;
  private final Wishes wishes;
  private final Map<Set<Right>, ObjectStore> opened = new HashMap<>();

  /**
   * @param prefix where copies would be
   * @param leftOpen takes each key of which an upload may be open
   */
  Trials(
      ObjectPrefix prefix,
      RetriedStores stores,
      Machine machine,
      Consumer<ObjectLocation> leftOpen) {
    this.prefix = prefix;
    this.stores = stores;
    this.machine = machine;
    this.leftOpen = leftOpen;
    this.bucket = prefix.bucket();
    this.wishes = stores.rights(bucket).wishes();
  }

  /**
   * Makes an upload.
   *
   * @param with what it is to have beside headers and user metadata
   * @param tagged all that it would carry
   * @param source what a part is copied from; empty for no part
   */
  Probed make(Set<Right> with, ObjectMetadata tagged, Optional<PartSource> source)
      throws InterruptedException {
    ObjectMetadata metadata = with.contains(Right.WRITE_TAGS) ? tagged : tagged.withTags(Map.of());
    UploadProbe probe =
        new UploadProbe(store(with), prefix, machine, Depth.THOROUGH, UploadJournal.NONE);
    try {
      Probed probed = probe.probe(metadata, source);
      if (probed.leftOpen()) {
        leftOpen.accept(probed.key());
      }
      return probed;
    } catch (UploadProbe.LeftOpenException e) {
      leftOpen.accept(e.key());
      throw e;
    }
  }

  /** The store as if settings were not there that ask for more than {@code with}. */
  private ObjectStore store(Set<Right> with) {
    Set<Right> left = Sets.difference(wishes.wanted(), with).immutableCopy();
    if (left.isEmpty()) {
      return stores.of(bucket);
    }
    Set<String> unset = new HashSet<>();
    left.forEach(right -> unset.addAll(wishes.settings().getOrDefault(right, Set.of())));
    return opened.computeIfAbsent(left, missing -> stores.without(bucket, unset));
  }
}
