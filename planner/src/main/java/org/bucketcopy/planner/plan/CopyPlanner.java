package org.bucketcopy.planner.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.OptionalInt;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * Decides how each object is copied and each file uploaded, by its size and what the destination's
 * store can do.
 */
public final class CopyPlanner {
  private static final int MAX_BYTES_OF_A_CHAR = 3;

  private final StoreProfile destination;
  private final PlanSettings settings;
  private final CopyRoute route;

  /**
   * Plans copies that go server-side.
   *
   * @param destination the store of the destination
   * @param settings what the user wants
   */
  public CopyPlanner(StoreProfile destination, PlanSettings settings) {
    this(destination, settings, CopyRoute.SERVER_SIDE);
  }

  /**
   * @param destination the store of the destination
   * @param settings what the user wants
   * @param route which way copies of objects go
   */
  public CopyPlanner(StoreProfile destination, PlanSettings settings, CopyRoute route) {
    this.destination = destination;
    this.settings = settings;
    this.route = route;
  }

  /** Which way copies of objects go. */
  public CopyRoute route() {
    return route;
  }

  /** How the source of {@code pair} comes to its destination. */
  public ObjectPlan plan(TransferPair pair) {
    Optional<String> flaw =
        keyFlaw(pair)
            .or(
                () ->
                    Optional.of(pair.source().size())
                        .filter(size -> size > destination.limits().maxObjectSize())
                        .map(this::tooLarge));
    if (flaw.isPresent()) {
      return Refused.of(pair, StoreFault.Kind.INVALID, flaw.orElseThrow());
    }
    return pair instanceof CopyPair copy ? copy(copy) : upload((UploadPair) pair);
  }

  /** PutObject takes as many bytes as UploadPart does, on S3, OSS and BOS alike. */
  private ObjectPlan upload(UploadPair pair) {
    long size = pair.source().size();
    return goesByOnePut(size)
        ? new UploadWhole(pair)
        : new UploadByParts(pair, PartSizing.layout(size, settings.partSize(), limits()));
  }

  private ObjectPlan relay(CopyPair pair) {
    long size = pair.source().size();
    return goesByOnePut(size)
        ? new CopyWhole(pair)
        : new CopyByParts(pair, PartSizing.layout(size, settings.partSize(), limits()));
  }

  private boolean goesByOnePut(long size) {
    boolean wholeWanted = size < settings.multipartThreshold();
    return size == 0 || (wholeWanted && size <= limits().maxPartSize());
  }

  private StoreLimits limits() {
    return destination.limits();
  }

  private ObjectPlan copy(CopyPair pair) {
    return settings.etags().keeps() ? asItsSource(pair) : regular(pair);
  }

  /**
   * A copy that was made as its source was, and so has its ETag: by one call where that is an MD5,
   * and by as many parts as it names. What parts these are, only a look at the source can tell.
   */
  private ObjectPlan asItsSource(CopyPair pair) {
    ETag etag = pair.source().identity().etag();
    OptionalInt parts = etag.parts();
    long size = pair.source().size();
    Optional<String> tooMany =
        parts.isPresent()
            ? PartSizing.tooMany(parts.getAsInt(), destination.limits())
            : Optional.empty();
    boolean divisible = parts.isPresent() && parts.getAsInt() <= size && tooMany.isEmpty();
    if (divisible && destination.can(Ability.PART_COPY)) {
      return new CopyByParts(pair, PartSizing.ofSoMany(size, parts.getAsInt()));
    }
    if (etag.isMd5() && size <= mostByOneCall(pair)) {
      return new CopyWhole(pair);
    }
    return settings.etags() == EtagRule.IF_POSSIBLE
        ? regular(pair)
        : Refused.of(
            pair,
            StoreFault.Kind.UNSUPPORTED,
            String.format(
                "its copy cannot have its ETag, as --keep-etag required wants it: %s; use --keep-etag"
                    + " if-possible",
                tooMany.orElse(
                    String.format("no copy of %d bytes by this store has %s", size, etag))));
  }

  /**
   * How {@code pair} is copied whatever the ETag of its source is.
   *
   * <p>Server-side, an object no larger than the store's smallest part is copied whole whatever the
   * settings say: Amazon S3 refuses ranges of such a source (CopyObject and UploadPartCopy, "source
   * object must be greater than 5 MB").
   */
  public ObjectPlan regular(CopyPair pair) {
    return relays() ? relay(pair) : serverSide(pair);
  }

  private boolean relays() {
    return route == CopyRoute.RELAY;
  }

  private ObjectPlan serverSide(CopyPair pair) {
    StoreLimits limits = destination.limits();
    long size = pair.source().size();
    boolean wholeAllowed = size <= mostByOneCall(pair);
    boolean partsAllowed = destination.can(Ability.PART_COPY) && size > limits.minPartSize();
    boolean wholeWanted = size < settings.multipartThreshold();
    if (wholeAllowed && (wholeWanted || !partsAllowed)) {
      return new CopyWhole(pair);
    }
    if (partsAllowed) {
      return new CopyByParts(pair, PartSizing.layout(size, settings.partSize(), limits));
    }
    return Refused.of(pair, StoreFault.Kind.UNSUPPORTED, needsParts(pair));
  }

  /** Why the destination takes no upload of such parts, a half sentence; empty if it does. */
  public Optional<String> flaw(PartLayout layout) {
    return PartSizing.flaw(layout, destination.limits());
  }

  private String tooLarge(long size) {
    return String.format(
        "it has %d bytes and the destination holds at most %d: split it, or choose another"
            + " store",
        size, destination.limits().maxObjectSize());
  }

  /**
   * Largest size, in bytes, at which {@code pair} may be copied by one call: CopyObject takes less
   * where the copy has to be given a storage class and the store limits that.
   */
  public long mostByOneCall(CopyPair pair) {
    StoreLimits limits = destination.limits();
    if (relays()) {
      return limits.maxPartSize();
    }
    return pair.storageClass().isPresent()
        ? limits.maxClassChangeSize()
        : limits.maxCopyObjectSize();
  }

  private String needsParts(CopyPair pair) {
    return String.format(
        "the object has %d bytes, the destination copies at most %d by one call and cannot copy by"
            + " parts: copy it with --route relay",
        pair.source().size(), mostByOneCall(pair));
  }

  private Optional<String> keyFlaw(TransferPair pair) {
    String key = pair.destination().key();
    int maxBytes = destination.limits().maxKeyBytes();
    if (key.length() > maxBytes / MAX_BYTES_OF_A_CHAR && key.getBytes(UTF_8).length > maxBytes) {
      String message =
          "the key is longer than the "
              + maxBytes
              + " bytes that the destination allows: choose a shorter destination prefix, or rename"
              + " the source";
      return Optional.of(message);
    }
    if (key.startsWith("/") && !destination.can(Ability.LEADING_SLASH_KEYS)) {
      String message =
          "the destination takes no key that starts with \"/\": add a destination prefix, or rename"
              + " the source";
      return Optional.of(message);
    }
    return Optional.empty();
  }
}
