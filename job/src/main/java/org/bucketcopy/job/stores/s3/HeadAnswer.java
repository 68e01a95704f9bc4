package org.bucketcopy.job.stores.s3;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;
import org.bucketcopy.job.stores.s3.direct.S3Answer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.utils.DateUtils;

/** The answer to a HEAD as the SDK's client reads it, as far as anybody asks for it. */
final class HeadAnswer {
  private HeadAnswer() {}

  /**
   * Reads the headers of an answer to a HEAD or a GET.
   *
   * @throws SdkClientException if one of them cannot be read
   */
  static HeadObjectResponse of(SdkHttpResponse headers) {
    return of(new S3Answer(headers, /* body= */ ""));
  }

  /**
   * Reads an answer.
   *
   * @throws SdkClientException if a header of it cannot be read
   */
  static HeadObjectResponse of(S3Answer answer) {
    try {
      return read(answer);
    } catch (DateTimeException | IllegalArgumentException unreadable) {
      throw SdkClientException.create(
          "the answer cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private static HeadObjectResponse read(S3Answer answer) {
    HeadObjectResponse.Builder head = HeadObjectResponse.builder();
    answer.header("ETag").ifPresent(head::eTag);
    parsed(answer, "Last-Modified", DateUtils::parseRfc822Date).ifPresent(head::lastModified);
    parsed(answer, "Content-Length", Long::valueOf).ifPresent(head::contentLength);
    answer.header("x-amz-version-id").ifPresent(head::versionId);
    answer.header("x-amz-storage-class").ifPresent(name -> head.storageClass(name));
    answer.header("x-amz-archive-status").ifPresent(status -> head.archiveStatus(status));
    answer.header("x-amz-restore").ifPresent(head::restore);
    parsed(answer, "x-amz-missing-meta", Integer::valueOf).ifPresent(head::missingMeta);
    answer.header("x-amz-website-redirect-location").ifPresent(head::websiteRedirectLocation);
    answer
        .header("x-amz-server-side-encryption")
        .ifPresent(encryption -> head.serverSideEncryption(encryption));
    answer
        .header("x-amz-server-side-encryption-customer-algorithm")
        .ifPresent(head::sseCustomerAlgorithm);
    answer
        .header("x-amz-object-lock-legal-hold")
        .ifPresent(status -> head.objectLockLegalHoldStatus(status));
    parsed(answer, "x-amz-object-lock-retain-until-date", DateUtils::parseIso8601Date)
        .ifPresent(head::objectLockRetainUntilDate);
    checksums(answer, head);
    return (HeadObjectResponse) head.sdkHttpResponse(answer.head()).build();
  }

  private static void checksums(S3Answer answer, HeadObjectResponse.Builder head) {
    answer.header("x-amz-checksum-type").ifPresent(type -> head.checksumType(type));
    answer.header("x-amz-checksum-crc32").ifPresent(head::checksumCRC32);
    answer.header("x-amz-checksum-crc32c").ifPresent(head::checksumCRC32C);
    answer.header("x-amz-checksum-crc64nvme").ifPresent(head::checksumCRC64NVME);
    answer.header("x-amz-checksum-sha1").ifPresent(head::checksumSHA1);
    answer.header("x-amz-checksum-sha256").ifPresent(head::checksumSHA256);
  }

  private static <T> Optional<T> parsed(S3Answer answer, String name, Function<String, T> reading) {
    return answer.header(name).map(reading);
  }
}
