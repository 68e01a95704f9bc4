package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/**
 * What settings say of copies into a bucket.
 *
 * @param storageClass of each copy; empty for that of its source
 * @param opaqueEtags whether no copy has an ETag that says anything of its content, for instance
 *     since a key of a key service encrypts it
 * @param unused the full names of settings that are not followed, which does no harm
 */
public record CopyTerms(Optional<String> storageClass, boolean opaqueEtags, List<String> unused) {
  public CopyTerms {
    unused = ImmutableList.copyOf(unused);
  }
}
