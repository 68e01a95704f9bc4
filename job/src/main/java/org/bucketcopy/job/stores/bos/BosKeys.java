package org.bucketcopy.job.stores.bos;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Utf8;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;

/** Refuses what the SDK would send as something else. */
final class BosKeys {
  private BosKeys() {}

  /**
   * Checks a key before it is sent: the SDK drops a leading slash, and so names another object.
   *
   * @throws IllegalArgumentException if it cannot be sent
   */
  static void check(ObjectLocation object) {
    checkArgument(
        !object.key().startsWith("/"), "the BOS SDK cannot name a key that begins with /");
    int bytes = Utf8.encodedLength(object.key());
    checkArgument(
        bytes <= BosProfile.LIMITS.maxKeyBytes(),
        "a key of BOS has at most %s bytes, not %s",
        BosProfile.LIMITS.maxKeyBytes(),
        bytes);
  }

  /**
   * Checks the source of a copy.
   *
   * @throws IllegalArgumentException if it cannot be sent
   */
  static void check(CopySource source) {
    check(source.object());
    checkUnversioned(source.versionId());
  }

  /**
   * Checks that no version is asked for: UploadPartCopy has no parameter for one.
   *
   * @throws IllegalArgumentException if one is
   */
  static void checkUnversioned(Optional<String> versionId) {
    checkArgument(versionId.isEmpty(), "a version of a BOS object cannot be asked for");
  }
}
