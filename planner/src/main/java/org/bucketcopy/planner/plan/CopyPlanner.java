package org.bucketcopy.planner.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;

/** Decides how each object is copied, by its size and what the destination's store can do. */
public final class CopyPlanner {
  private static final int MAX_BYTES_OF_A_CHAR = 3;

  private final StoreProfile destination;
  private final PlanSettings settings;

  /**
   * @param destination the store of the destination
   * @param settings what the user wants
   */
  public CopyPlanner(StoreProfile destination, PlanSettings settings) {
    this.destination = destination;
    this.settings = settings;
  }

  /**
   * How {@code pair} is copied; a file is refused, since no store copies it. An object no larger
   * than the store's smallest part is copied whole whatever the settings say: Amazon S3 refuses
   * ranges of such a source (CopyObject and UploadPartCopy, "source object must be greater than 5
   * MB").
   */
  public ObjectPlan plan(TransferPair pair) {
    return keyFault(pair)
        .<ObjectPlan>map(fault -> new Refused(pair, fault))
        .orElseGet(
            () ->
                pair instanceof CopyPair copy
                    ? bySize(copy)
                    : refused(
                        pair,
                        StoreFault.Kind.UNSUPPORTED,
                        "a store copies objects only: upload the file"));
  }

  private ObjectPlan bySize(CopyPair pair) {
    StoreLimits limits = destination.limits();
    long size = pair.source().size();
    boolean wholeAllowed = size <= mostByOneCall(pair);
    boolean partsAllowed = destination.can(Ability.PART_COPY) && size > limits.minPartSize();
    boolean wholeWanted = size < settings.multipartThreshold();
    if (size > limits.maxObjectSize()) {
      return refused(pair, StoreFault.Kind.INVALID, tooLarge(size));
    }
    if (wholeAllowed && (wholeWanted || !partsAllowed)) {
      return new CopyWhole(pair);
    }
    if (partsAllowed) {
      return new CopyByParts(pair, PartSizing.layout(size, settings.partSize(), limits));
    }
    return refused(pair, StoreFault.Kind.UNSUPPORTED, needsParts(pair));
  }

  private String tooLarge(long size) {
    return String.format(
        "the object has %d bytes and the destination holds at most %d: split it, or copy it to"
            + " another store",
        size, destination.limits().maxObjectSize());
  }

  /**
   * Largest size, in bytes, at which {@code pair} may be copied by one CopyObject: less where the
   * copy has to be given a storage class and the store limits that.
   */
  public long mostByOneCall(CopyPair pair) {
    StoreLimits limits = destination.limits();
    return pair.storageClass().isPresent()
        ? limits.maxClassChangeSize()
        : limits.maxCopyObjectSize();
  }

  private String needsParts(CopyPair pair) {
    return String.format(
        "the object has %d bytes, the destination copies at most %d by one call and cannot copy by"
            + " parts: copy it by reading and writing it",
        pair.source().size(), mostByOneCall(pair));
  }

  private Optional<StoreFault> keyFault(TransferPair pair) {
    String key = pair.destination().key();
    int maxBytes = destination.limits().maxKeyBytes();
    if (key.length() > maxBytes / MAX_BYTES_OF_A_CHAR && key.getBytes(UTF_8).length > maxBytes) {
      String message =
          "the key is longer than the "
              + maxBytes
              + " bytes that the destination allows: choose a shorter destination prefix, or rename"
              + " the object";
      return Optional.of(fault(pair, StoreFault.Kind.INVALID, message));
    }
    if (key.startsWith("/") && !destination.can(Ability.LEADING_SLASH_KEYS)) {
      String message =
          "the destination takes no key that starts with \"/\": add a destination prefix, or rename"
              + " the object";
      return Optional.of(fault(pair, StoreFault.Kind.INVALID, message));
    }
    return Optional.empty();
  }

  private static Refused refused(TransferPair pair, StoreFault.Kind kind, String message) {
    return new Refused(pair, fault(pair, kind, message));
  }

  private static StoreFault fault(TransferPair pair, StoreFault.Kind kind, String message) {
    return StoreFault.found(kind, StoreOperation.COPY_OBJECT, pair.destination(), message);
  }
}
