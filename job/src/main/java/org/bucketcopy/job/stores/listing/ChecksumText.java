package org.bucketcopy.job.stores.listing;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ContentChecksums;

/**
 * Checksums as S3 writes them: in base64, those of parts' checksums with {@code -PARTS} behind
 * (Amazon S3 API reference, Checksum). One that cannot be read is none.
 */
public final class ChecksumText {
  private static final Pattern COMPOSITE =
      Pattern.compile("(?<value>[^-]+)-(?<parts>[1-9]\\d{0,8})");
  private static final Map<String, ChecksumAlgorithm> ELEMENTS =
      Map.of(
          "ChecksumCRC32", ChecksumAlgorithm.CRC32,
          "ChecksumCRC32C", ChecksumAlgorithm.CRC32C,
          "ChecksumCRC64NVME", ChecksumAlgorithm.CRC64_NVME,
          "ChecksumSHA1", ChecksumAlgorithm.SHA1,
          "ChecksumSHA256", ChecksumAlgorithm.SHA256);

  private ChecksumText() {}

  /** Those of a document that tells of one object or part. */
  public static ContentChecksums of(XmlFields fields) {
    Set<ContentChecksum> found =
        ELEMENTS.entrySet().stream()
            .map(element -> parsed(element.getValue(), fields.value(element.getKey()).orElse("")))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    boolean composite = fields.value("ChecksumType").filter("COMPOSITE"::equals).isPresent();
    return new ContentChecksums(
        found.stream()
            .filter(checksum -> !composite || checksum.parts().isPresent())
            .collect(Collectors.toSet()));
  }

  /** Of which algorithm an element of a document holds a checksum; empty if it holds none. */
  static Optional<ChecksumAlgorithm> named(String element) {
    return Optional.ofNullable(ELEMENTS.get(element));
  }

  /** The checksum that {@code text} is. */
  public static Optional<ContentChecksum> parsed(ChecksumAlgorithm algorithm, String text) {
    Matcher composite = COMPOSITE.matcher(text);
    if (!composite.matches()) {
      return Checksum.base64(algorithm, text).map(ContentChecksum::whole);
    }
    OptionalInt parts = OptionalInt.of(Integer.parseInt(composite.group("parts")));
    return Checksum.base64(algorithm, composite.group("value"))
        .map(checksum -> new ContentChecksum(checksum, parts));
  }
}
