package org.bucketcopy.planner.store;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;

/** What of an {@link ObjectStore} tells how the content of an object is stored. */
public interface ObjectInspector {
  /**
   * What a HEAD says, with all checksums of the content that the store keeps. Those of S3 have to
   * be asked for, which takes the right to decrypt where a key service holds the key; without it
   * the answer is that of {@link ObjectStore#head}.
   */
  CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> versionId);

  /**
   * Where one part of an object is that was made of parts.
   *
   * @param partNumber from 1
   * @return fails with {@link StoreFault.Kind#UNSUPPORTED} if the store does not say, and with
   *     {@link StoreFault.Kind#INVALID} if there is no such part
   */
  CompletionStage<ObjectPart> part(
      ObjectLocation object, Optional<String> versionId, int partNumber);

  /**
   * One page of the sizes and checksums of the parts that an object was made of, by ascending part
   * number.
   *
   * @param after those after this part number; 0 to begin at the beginning
   * @return empty where the store knows no checksums of the parts; fails with {@link
   *     StoreFault.Kind#UNSUPPORTED} if the store does not say
   */
  CompletionStage<ObjectPartsPage> partsAfter(
      ObjectLocation object, Optional<String> versionId, int after);
}
