package org.bucketcopy.planner.relay;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.AbsentDestination;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenObject;
import org.bucketcopy.planner.store.ReadObject;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.verify.KnownContent;

/**
 * Reads whole objects, each by one GetObject, and sends each by one PutObject.
 *
 * @param source the store of the source
 * @param destination the store of the destination
 */
public record ObjectRelay(ObjectStore source, ObjectStore destination) {
  /**
   * Makes an object of another one.
   *
   * @param object the source, in the state in which it is read
   * @param put what the object is to carry in any case: its storage class, and what takes the place
   *     of what its source carries
   * @param tags what is wanted of the tags of the source
   * @return fails with the fault of the side that has failed; with {@link Kind#CORRUPT} also if an
   *     object was made of bytes that are not those which the source's store knows a checksum of
   */
  public CompletionStage<RelayedObject> put(SourceObject object, ObjectPut put, TagRule tags) {
    CopySource from = CopySource.of(object.location(), object.identity());
    return ReadTags.of(source, object.location(), object.identity().versionId(), tags)
        .thenCompose(
            read ->
                source
                    .reader()
                    .open(from, object.size())
                    .thenCompose(opened -> new Sending(object, put, tags, read, opened).send()));
  }

  /** What is known of an object when its bytes begin to come. */
  private final class Sending {
    private final SourceObject object;
    private final ObjectPut put;
    private final TagRule tags;
    private final ReadTags read;
    private final ContentChecksums known;
    private final ObjectMetadata wanted;
    private final ObjectBody body;

    Sending(SourceObject object, ObjectPut put, TagRule tags, ReadTags read, OpenObject opened) {
      this.object = object;
      this.put = put;
      this.tags = tags;
      this.read = read;
      this.known = KnownContent.of(opened.info(), source.profile()).checksums();
      this.wanted =
          opened
              .info()
              .metadata()
              .withTags(read.tags())
              .overriddenBy(put.metadata())
              .withStorageClass(put.metadata().storageClass());
      this.body =
          ObjectBody.opened(
              new ReadObject(source.reader(), CopySource.of(object.location(), object.identity())),
              object.size(),
              opened,
              known.algorithms());
    }

    CompletionStage<RelayedObject> send() {
      MetadataFit fit = MetadataFit.of(wanted, put.metadata(), destination.profile());
      List<String> losses =
          Stream.concat(fit.losses().stream(), read.lost().stream().map(ReadTags::loss)).toList();
      return send(fit.fitting(), losses).whenComplete((made, failure) -> body.close());
    }

    private CompletionStage<RelayedObject> send(ObjectMetadata metadata, List<String> losses) {
      ObjectPut call = new ObjectPut(put.destination(), metadata, put.rule());
      return AbsentDestination.put(destination, call, body)
          .thenApply(made -> proved(made, losses))
          .exceptionallyCompose(
              failure -> {
                StoreFault fault =
                    StoreException.faultOf(failure, StoreOperation.PUT_OBJECT, put.destination());
                return less(metadata, fault)
                    .map(less -> send(less.metadata(), with(losses, less.loss())))
                    .orElseGet(() -> CompletableFuture.failedStage(failure));
              });
    }

    /** Holds what was read against what the source's store knows. */
    private RelayedObject proved(StoredObject made, List<String> losses) {
      ContentChecksums found = ContentChecksums.of(body.checksums().stream());
      Optional<String> difference = ReadChecksums.difference(known, found);
      if (difference.isPresent()) {
        throw new StoreException(
            StoreFault.found(
                Kind.CORRUPT,
                StoreOperation.READ_RANGE,
                object.location(),
                difference.orElseThrow()));
      }
      return new RelayedObject(made, losses);
    }

    /** What an object carries that goes without something it may have been refused for. */
    private record Less(ObjectMetadata metadata, String loss) {}

    private Optional<Less> less(ObjectMetadata metadata, StoreFault fault) {
      if (fault.operation() != StoreOperation.PUT_OBJECT) {
        return Optional.empty();
      }
      boolean ofSource = put.metadata().tags().isEmpty();
      if (tags == TagRule.IF_ALLOWED
          && ofSource
          && !metadata.tags().isEmpty()
          && RefusedMetadata.mayBeOfTags(fault)) {
        return Optional.of(new Less(metadata.withTags(Map.of()), ReadTags.loss(fault)));
      }
      return Optional.of(metadata.plain())
          .filter(plain -> RefusedMetadata.mayBeOfValues(fault) && !plain.equals(metadata))
          .map(
              plain ->
                  new Less(
                      plain,
                      "headers and metadata outside printable ASCII were not kept: " + fault));
    }
  }

  private static List<String> with(List<String> losses, String loss) {
    return ImmutableList.<String>builder().addAll(losses).add(loss).build();
  }
}
