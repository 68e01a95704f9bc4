package org.bucketcopy.job.stores.s3;

import com.google.common.base.Splitter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bucketcopy.job.stores.CarriedHeaders;
import org.bucketcopy.job.stores.s3.direct.S3Encoding;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What an object carries, as S3's headers have it. */
final class S3Metadata {
  /** The class of every object that names none (docs.aws.amazon.com, storage classes). */
  private static final String STANDARD = "STANDARD";

  /** In a condition: whatever is there. */
  static final String ANY = "*";

  private static final String CHUNKED = "aws-chunked";
  private static final Splitter ENCODINGS = Splitter.on(',').trimResults();

  private S3Metadata() {}

  /** From the lines themselves: of several lines of one name the SDK's own reading takes one. */
  static CarriedHeaders of(HeadObjectResponse head) {
    CarriedHeaders carried = new CarriedHeaders("x-amz-meta-");
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

  /** The class to ask for: none for the one that S3 gives by itself. */
  static Optional<String> classToAsk(Optional<String> storageClass) {
    return storageClass.filter(name -> !name.equals(STANDARD));
  }

  /** Puts all of {@code metadata} on the upload but {@link #unnamed}. */
  static void put(ObjectMetadata metadata, CreateMultipartUploadRequest.Builder upload) {
    Map<ContentHeader, String> headers = metadata.headers();
    upload
        .contentType(headers.get(ContentHeader.CONTENT_TYPE))
        .cacheControl(headers.get(ContentHeader.CACHE_CONTROL))
        .contentDisposition(headers.get(ContentHeader.CONTENT_DISPOSITION))
        .contentLanguage(headers.get(ContentHeader.CONTENT_LANGUAGE))
        .metadata(metadata.user());
    contentEncoding(metadata).ifPresent(upload::contentEncoding);
    classToAsk(metadata.storageClass()).ifPresent(upload::storageClass);
    if (!metadata.tags().isEmpty()) {
      upload.tagging(asQuery(metadata.tags()));
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

  /** Headers of an upload that the SDK would take only as a time. */
  static Map<String, String> unnamed(ObjectMetadata metadata) {
    return Optional.ofNullable(metadata.headers().get(ContentHeader.EXPIRES))
        .map(expires -> Map.of(ContentHeader.EXPIRES.headerName(), expires))
        .orElse(Map.of());
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
