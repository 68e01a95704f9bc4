package org.bucketcopy.job.stores.s3;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bucketcopy.job.stores.CarriedHeaders;
import org.bucketcopy.job.stores.s3.direct.S3Encoding;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreProfile;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What an object carries, as S3's headers have it. */
final class S3Metadata {
  /** The class of every object that names none (docs.aws.amazon.com, storage classes). */
  private static final String STANDARD = "STANDARD";

  /** In a condition: whatever is there. */
  static final String ANY = "*";

  /** Of what is sent, where the store verifies it. */
  static final ChecksumAlgorithm CHECKSUM = ChecksumAlgorithm.CRC32_C;

  private static final String USER = "x-amz-meta-";
  private static final String STORAGE_CLASS = "x-amz-storage-class";
  private static final String TAGGING = "x-amz-tagging";
  private static final String REPLACE = "REPLACE";
  private static final String CHUNKED = "aws-chunked";
  private static final Splitter ENCODINGS = Splitter.on(',').trimResults();

  private S3Metadata() {}

  /** From the lines themselves: of several lines of one name the SDK's own reading takes one. */
  static CarriedHeaders of(HeadObjectResponse head) {
    CarriedHeaders carried = new CarriedHeaders(USER);
    head.sdkHttpResponse()
        .headers()
        .forEach((name, values) -> values.forEach(value -> carried.add(name, value)));
    head.sdkHttpResponse()
        .matchingHeaders(RawExpires.KEPT_AS)
        .forEach(value -> carried.add(ContentHeader.EXPIRES.headerName(), value));
    return carried;
  }

  /** {@code value}, unless the SDK found none. */
  static Optional<String> present(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  /** Whether objects under {@code encryption} need a key of the key service (SSE-KMS). */
  static boolean isKeyOfService(String encryption) {
    return Strings.nullToEmpty(encryption).startsWith("aws:kms");
  }

  /**
   * Whether the ETag of what is under {@code encryption}, or under a key of the customer, is no md5
   * (Amazon S3 API reference, Object, ETag).
   */
  static boolean isEtagOpaque(String encryption, String customerAlgorithm) {
    return isKeyOfService(encryption) || !Strings.isNullOrEmpty(customerAlgorithm);
  }

  /** The class to ask for: none for the one that S3 gives by itself. */
  private static Optional<String> classToAsk(Optional<String> storageClass) {
    return storageClass.filter(name -> !name.equals(STANDARD));
  }

  /** That of what is sent to a store, if it verifies one after a body. */
  static Optional<ChecksumAlgorithm> checksum(StoreProfile profile) {
    return profile.can(Ability.CHECKSUM_TRAILER) ? Optional.of(CHECKSUM) : Optional.empty();
  }

  /** The headers by which a request gives all of {@code metadata} to the object it makes. */
  static Map<String, String> headers(ObjectMetadata metadata) {
    Map<String, String> headers = new TreeMap<>();
    metadata.headers().forEach((header, value) -> headers.put(header.headerName(), value));
    headers.remove(ContentHeader.CONTENT_ENCODING.headerName());
    contentEncoding(metadata)
        .ifPresent(value -> headers.put(ContentHeader.CONTENT_ENCODING.headerName(), value));
    metadata.user().forEach((name, value) -> headers.put(USER + name, value));
    classToAsk(metadata.storageClass()).ifPresent(value -> headers.put(STORAGE_CLASS, value));
    if (!metadata.tags().isEmpty()) {
      headers.put(TAGGING, asQuery(metadata.tags()));
    }
    return headers;
  }

  /** The headers by which CopyObject says what the copy carries; no class for S3's own. */
  static Map<String, String> headers(ObjectCopy copy) {
    Map<String, String> headers = new TreeMap<>();
    copy.metadata()
        .ifPresent(
            given -> {
              headers.put("x-amz-metadata-directive", REPLACE);
              headers.putAll(headers(given.withTags(Map.of()).withStorageClass(Optional.empty())));
            });
    classToAsk(copy.storageClass()).ifPresent(name -> headers.put(STORAGE_CLASS, name));
    copy.tags()
        .ifPresent(
            tags -> {
              headers.put("x-amz-tagging-directive", REPLACE);
              if (!tags.isEmpty()) {
                headers.put(TAGGING, asQuery(tags));
              }
            });
    return headers;
  }

  /**
   * Checks that {@code metadata} can be sent.
   *
   * @throws StoreException if it cannot
   */
  static void check(S3Call call, ObjectMetadata metadata) {
    try {
      CarriedHeaders.check(metadata);
    } catch (IllegalArgumentException unsendable) {
      throw call.found(StoreFault.Kind.INVALID, String.valueOf(unsendable.getMessage()));
    }
  }

  /** {@code aws-chunked} is of one request's body (docs.aws.amazon.com, SigV4 streaming). */
  private static Optional<String> contentEncoding(ObjectMetadata metadata) {
    return Optional.ofNullable(metadata.headers().get(ContentHeader.CONTENT_ENCODING))
        .map(
            encodings ->
                encodings.contains(CHUNKED)
                    ? ENCODINGS
                        .splitToStream(encodings)
                        .filter(encoding -> !encoding.equals(CHUNKED))
                        .collect(Collectors.joining(","))
                    : encodings)
        .filter(encodings -> !encodings.isEmpty());
  }

  private static String asQuery(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(
            tag ->
                S3Encoding.VALUE.escape(tag.getKey())
                    + "="
                    + S3Encoding.VALUE.escape(tag.getValue()))
        .collect(Collectors.joining("&"));
  }
}
