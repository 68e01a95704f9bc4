package org.bucketcopy.planner.relay;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.ReadObject;
import org.bucketcopy.planner.store.ResentPart;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Reads ranges of objects and sends each as one part of an upload.
 *
 * @param reader of the source's store
 * @param writer of the destination's store
 */
public record PartRelay(ObjectReader reader, ObjectWriter writer) {
  /**
   * Sends a range as a part; once more if it has arrived as other bytes.
   *
   * @param source the object, in the state in which it is read
   * @param checksum which one is made of what is read, beside that by which it is proved that it
   *     arrives; empty for none
   * @return the part, with both checksums; fails with the fault of the side that has failed
   */
  public CompletionStage<UploadedPart> send(
      SourceObject source, ByteRange range, PartUpload part, Optional<ChecksumAlgorithm> checksum) {
    ObjectBody body =
        ObjectBody.of(
            new ReadObject(reader, CopySource.of(source.location(), source.identity())),
            range,
            checksum.map(Set::of).orElse(Set.of()));
    return ResentPart.send(writer, part, body)
        .thenApply(sent -> body.checksums().stream().findFirst().map(sent::withRead).orElse(sent));
  }
}
