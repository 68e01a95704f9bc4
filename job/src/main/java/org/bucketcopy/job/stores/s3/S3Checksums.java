package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bucketcopy.job.stores.listing.ChecksumText;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ContentChecksums;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectPart;

/** The checksums that the answers of the SDK's client have. */
final class S3Checksums {
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

  private static final Map<ChecksumAlgorithm, Function<CopyPartResult, String>> OF_COPIED_PART =
      Map.of(
          ChecksumAlgorithm.CRC32, CopyPartResult::checksumCRC32,
          ChecksumAlgorithm.CRC32C, CopyPartResult::checksumCRC32C,
          ChecksumAlgorithm.CRC64_NVME, CopyPartResult::checksumCRC64NVME,
          ChecksumAlgorithm.SHA1, CopyPartResult::checksumSHA1,
          ChecksumAlgorithm.SHA256, CopyPartResult::checksumSHA256);
  private static final Map<ChecksumAlgorithm, Function<CopyObjectResult, String>> OF_COPY =
      Map.of(
          ChecksumAlgorithm.CRC32, CopyObjectResult::checksumCRC32,
          ChecksumAlgorithm.CRC32C, CopyObjectResult::checksumCRC32C,
          ChecksumAlgorithm.CRC64_NVME, CopyObjectResult::checksumCRC64NVME,
          ChecksumAlgorithm.SHA1, CopyObjectResult::checksumSHA1,
          ChecksumAlgorithm.SHA256, CopyObjectResult::checksumSHA256);

  /** How requests name the algorithms that the checksums of copies are made by. */
  private static final Map<
          ChecksumAlgorithm, software.amazon.awssdk.services.s3.model.ChecksumAlgorithm>
      NAMES =
          Map.of(
              ChecksumAlgorithm.CRC32,
              software.amazon.awssdk.services.s3.model.ChecksumAlgorithm.CRC32,
              ChecksumAlgorithm.CRC32C,
              software.amazon.awssdk.services.s3.model.ChecksumAlgorithm.CRC32_C,
              ChecksumAlgorithm.CRC64_NVME,
              software.amazon.awssdk.services.s3.model.ChecksumAlgorithm.CRC64_NVME);

  private S3Checksums() {}

  /** How a request names a CRC of S3. */
  static software.amazon.awssdk.services.s3.model.ChecksumAlgorithm name(
      ChecksumAlgorithm algorithm) {
    return Optional.ofNullable(NAMES.get(algorithm))
        .orElseThrow(() -> new IllegalArgumentException("S3 has no " + algorithm.label()));
  }

  /** Those that a HEAD has. What cannot be read is left out. */
  static ContentChecksums of(HeadObjectResponse head) {
    return of(OF_OBJECT, head, head.checksumType());
  }

  /** Those that the answer to CopyObject has. */
  static ContentChecksums of(CopyObjectResult copy) {
    return of(OF_COPY, copy, copy.checksumType());
  }

  /** Those that the answer to UploadPartCopy has. */
  static ContentChecksums of(CopyPartResult part) {
    return of(OF_COPIED_PART, part, ChecksumType.FULL_OBJECT);
  }

  private static <T> ContentChecksums of(
      Map<ChecksumAlgorithm, Function<T, String>> fields, T answer, ChecksumType type) {
    boolean composite = type == ChecksumType.COMPOSITE;
    return new ContentChecksums(
        fields.entrySet().stream()
            .map(field -> parsed(field.getKey(), field.getValue().apply(answer)))
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
    return ChecksumText.parsed(algorithm, Strings.nullToEmpty(text));
  }
}
