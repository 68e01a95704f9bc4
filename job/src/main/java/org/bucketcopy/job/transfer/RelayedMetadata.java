package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.relay.MetadataFit;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * What relayed objects carry of what their sources do, as far as the destination's store knows it.
 *
 * @param source the store of the source
 * @param destination the store of the destination
 * @param rules what the user wants
 */
record RelayedMetadata(StoreProfile source, StoreProfile destination, CopyRules rules) {
  static RelayedMetadata of(StorePair stores, CopyRules rules) {
    return new RelayedMetadata(stores.source().profile(), stores.destination().profile(), rules);
  }

  /**
   * The storage class of a relayed object.
   *
   * @param name as the destination's store spells it; empty for the default one
   * @param loss why it is not that of the source, a sentence; empty if it is as good
   */
  record StorageClass(Optional<String> name, Optional<String> loss) {}

  /**
   * That which is to the destination's store what another one is to the source's.
   *
   * @param ofSource as the source's store spells it; empty for the default one
   */
  StorageClass storageClass(Optional<String> ofSource) {
    Optional<String> equivalent =
        rules
            .wantedClass(ofSource)
            .or(
                () ->
                    ofSource.flatMap(
                        name -> source.classes().equivalent(name, destination.classes())));
    Optional<String> loss =
        ofSource
            .filter(name -> equivalent.isEmpty())
            .map(
                name ->
                    "storage class was not kept: the destination has none for \""
                        + name
                        + "\" (--storage-class-map)");
    return new StorageClass(equivalent, loss);
  }

  /** The origin of an object of which the destination's store takes what it can. */
  RelayOrigin origin(ObjectOrigin object) {
    ObjectInfo source = object.source();
    StorageClass storageClass = storageClass(object.pair().storageClass());
    ObjectMetadata wanted = source.metadata().withStorageClass(storageClass.name());
    return new RelayOrigin(
        new ObjectOrigin(object.store(), object.pair(), source.with(wanted), object.etags()),
        MetadataFit.of(wanted, rules.given(), destination).fitting(),
        storageClass.loss());
  }
}
