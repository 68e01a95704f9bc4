package org.bucketcopy.job.stores.s3;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ContentChecksums;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectPart;

/** Checksums as S3 writes them: in base64, those of parts' checksums with {@code -PARTS} behind. */
final class S3Checksums {
  private static final Pattern COMPOSITE =
      Pattern.compile("(?<value>[^-]+)-(?<parts>[1-9]\\d{0,8})");
  private static final Map<ChecksumAlgorithm, Function<HeadObjectResponse, String>> OF_OBJECT =
      Map.of(
          ChecksumAlgorithm.CRC32, HeadObjectResponse::checksumCRC32,
          ChecksumAlgorithm.CRC32C, HeadObjectResponse::checksumCRC32C,
          ChecksumAlgorithm.CRC64_NVME, HeadObjectResponse::checksumCRC64NVME,
          ChecksumAlgorithm.SHA1, HeadObjectResponse::checksumSHA1,
          ChecksumAlgorithm.SHA256, HeadObjectResponse::checksumSHA256);
  private static final Map<ChecksumAlgorithm, Function<ObjectPart, String>> OF_PART =
      Map.of(
          ChecksumAlgorithm.CRC32, ObjectPart::checksumCRC32,
          ChecksumAlgorithm.CRC32C, ObjectPart::checksumCRC32C,
          ChecksumAlgorithm.CRC64_NVME, ObjectPart::checksumCRC64NVME,
          ChecksumAlgorithm.SHA1, ObjectPart::checksumSHA1,
          ChecksumAlgorithm.SHA256, ObjectPart::checksumSHA256);

  private S3Checksums() {}

  /** Those that a HEAD has. What cannot be read is left out. */
  static ContentChecksums of(HeadObjectResponse head) {
    boolean composite = head.checksumType() == ChecksumType.COMPOSITE;
    return new ContentChecksums(
        OF_OBJECT.entrySet().stream()
            .map(entry -> parsed(entry.getKey(), entry.getValue().apply(head)))
            .flatMap(Optional::stream)
            .filter(checksum -> !composite || checksum.parts().isPresent())
            .collect(Collectors.toSet()));
  }

  /** Those of one part. */
  static Stream<Checksum> of(ObjectPart part) {
    return OF_PART.entrySet().stream()
        .map(entry -> parsed(entry.getKey(), entry.getValue().apply(part)))
        .flatMap(Optional::stream)
        .filter(checksum -> checksum.parts().isEmpty())
        .map(ContentChecksum::checksum)
        .sorted(Comparator.comparing(Checksum::algorithm));
  }

  private static Optional<ContentChecksum> parsed(ChecksumAlgorithm algorithm, String text) {
    Matcher composite = COMPOSITE.matcher(Objects.requireNonNullElse(text, ""));
    if (!composite.matches()) {
      return Checksum.base64(algorithm, Objects.requireNonNullElse(text, ""))
          .map(ContentChecksum::whole);
    }
    OptionalInt parts = OptionalInt.of(Integer.parseInt(composite.group("parts")));
    return Checksum.base64(algorithm, composite.group("value"))
        .map(checksum -> new ContentChecksum(checksum, parts));
  }
}
