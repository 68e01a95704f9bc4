package org.bucketcopy.planner.verify;

import com.google.common.io.BaseEncoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * The ETag that S3 gives to an object made of parts: the md5 of the parts' md5s, a dash, and their
 * number. Of stores with {@link org.bucketcopy.planner.store.Ability#COMPOSITE_ETAG} it proves that
 * the object holds these parts in this order. Under SSE-KMS and the like a part's ETag is no md5,
 * so a difference alone proves nothing.
 */
public final class CompositeEtag {
  private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();

  private CompositeEtag() {}

  /**
   * The ETag of the object that {@code parts}, in the given order, make; empty if there are none or
   * the ETag of one is no md5.
   */
  public static Optional<ETag> of(List<UploadedPart> parts) {
    MessageDigest digest = md5();
    for (UploadedPart part : parts) {
      if (!part.etag().isMd5()) {
        return Optional.empty();
      }
      digest.update(HEX.decode(digits(part.etag())));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(ETag.of(HEX.encode(digest.digest()) + "-" + parts.size()));
  }

  private static String digits(ETag etag) {
    return etag.value().toLowerCase(Locale.ROOT);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
