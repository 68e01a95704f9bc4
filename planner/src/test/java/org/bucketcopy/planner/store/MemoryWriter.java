package org.bucketcopy.planner.store;

import com.google.common.io.ByteSource;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectLocation;

/** What a {@link MemoryStore} does with bodies. */
final class MemoryWriter implements ObjectWriter {
  private final MemoryService service;
  private final StoreProfile profile;
  private final MemoryRules rules;

  MemoryWriter(MemoryService service, StoreProfile profile, MemoryRules rules) {
    this.service = service;
    this.profile = profile;
    this.rules = rules;
  }

  @Override
  public CompletionStage<StoredObject> put(ObjectPut put, Body body) {
    StoreOperation operation = StoreOperation.PUT_OBJECT;
    ObjectLocation destination = put.destination();
    try {
      byte[] content = read(body, operation, destination);
      synchronized (service) {
        rules.acceptKey(operation, destination);
        rules.respect(put.rule(), Ability.PUT_OBJECT_IF_ABSENT, operation, destination);
        MemoryObject made =
            service.put(
                destination,
                ByteSource.wrap(content),
                MemoryService.etagOf(ByteSource.wrap(content)),
                put.metadata());
        return CompletableFuture.completedFuture(
            new StoredObject(made.etag(), Optional.of(made.version()), ContentChecksums.NONE));
      }
    } catch (StoreException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  @Override
  public CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body) {
    StoreOperation operation = StoreOperation.UPLOAD_PART;
    ObjectLocation destination = part.upload().destination();
    try {
      byte[] content = read(body, operation, destination);
      synchronized (service) {
        MemoryUpload upload = rules.upload(operation, part.upload());
        MemoryRules.accept(
            part.partNumber() <= profile.limits().maxParts(), operation, destination, "number");
        ByteSource held = ByteSource.wrap(content);
        UploadedPart made =
            new UploadedPart(
                part.partNumber(),
                MemoryService.etagOf(held),
                content.length,
                new Checksum(ChecksumAlgorithm.MD5, MemoryService.md5Of(held)));
        upload.hold(made, held);
        return CompletableFuture.completedFuture(made);
      }
    } catch (StoreException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static byte[] read(Body body, StoreOperation operation, Object target) {
    try (InputStream in = body.open()) {
      byte[] content = ByteStreams.toByteArray(in);
      MemoryRules.check(
          content.length == body.length(), StoreFault.Kind.SOURCE_CHANGED, operation, target);
      return content;
    } catch (IOException e) {
      throw new StoreException(
          SourceFaultException.in(e)
              .orElseGet(
                  () ->
                      StoreFault.found(StoreFault.Kind.TRANSIENT, operation, target, e.toString())),
          e);
    }
  }
}
