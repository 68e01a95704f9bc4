package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What an object carries, as S3's headers have it. */
final class S3Metadata {
  /** The class of every object that names none (docs.aws.amazon.com, storage classes). */
  private static final String STANDARD = "STANDARD";

  /** Stands where a header was not UTF-8 when it was read. */
  private static final char UNREADABLE = '\uFFFD';

  /** In a condition: whatever is there. */
  static final String ANY = "*";

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private S3Metadata() {}

  static ObjectMetadata of(HeadObjectResponse head) {
    Map<ContentHeader, String> headers = new EnumMap<>(ContentHeader.class);
    put(headers, ContentHeader.CONTENT_TYPE, head.contentType());
    put(headers, ContentHeader.CACHE_CONTROL, head.cacheControl());
    put(headers, ContentHeader.CONTENT_DISPOSITION, head.contentDisposition());
    put(headers, ContentHeader.CONTENT_ENCODING, head.contentEncoding());
    put(headers, ContentHeader.CONTENT_LANGUAGE, head.contentLanguage());
    put(headers, ContentHeader.EXPIRES, head.expiresString());
    return new ObjectMetadata(
        headers, lowerCased(head.metadata()), Map.of(), present(head.storageClassAsString()));
  }

  private static void put(Map<ContentHeader, String> headers, ContentHeader header, String value) {
    present(value).ifPresent(text -> headers.put(header, text));
  }

  private static Map<String, String> lowerCased(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .collect(
            ImmutableMap.toImmutableMap(
                entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /** {@code value}, unless the SDK found none. */
  static Optional<String> present(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  /** The class to ask for: none for the one that S3 gives by itself. */
  static Optional<String> classToAsk(Optional<String> storageClass) {
    return storageClass.filter(name -> !name.equals(STANDARD));
  }

  /** Whether all of it was read, and none of it was something else than UTF-8. */
  static boolean isReadable(ObjectMetadata metadata) {
    return values(metadata).noneMatch(value -> value.indexOf(UNREADABLE) >= 0);
  }

  /** Puts all of {@code metadata} on the upload but {@link #unnamed}. */
  static void put(ObjectMetadata metadata, CreateMultipartUploadRequest.Builder upload) {
    Map<ContentHeader, String> headers = metadata.headers();
    upload
        .contentType(headers.get(ContentHeader.CONTENT_TYPE))
        .cacheControl(headers.get(ContentHeader.CACHE_CONTROL))
        .contentDisposition(headers.get(ContentHeader.CONTENT_DISPOSITION))
        .contentEncoding(headers.get(ContentHeader.CONTENT_ENCODING))
        .contentLanguage(headers.get(ContentHeader.CONTENT_LANGUAGE))
        .metadata(metadata.user());
    classToAsk(metadata.storageClass()).ifPresent(upload::storageClass);
    if (!metadata.tags().isEmpty()) {
      upload.tagging(asQuery(metadata.tags()));
    }
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

  /** Why {@code metadata} cannot be put into headers unchanged; empty if it can. */
  static Optional<String> obstacle(ObjectMetadata metadata) {
    Optional<String> name =
        metadata.user().keySet().stream()
            .filter(key -> !NAME.matcher(key).matches())
            .map(key -> "the name of the user metadata \"" + key + "\" cannot be a header's name")
            .findFirst();
    return name.or(
        () ->
            values(metadata)
                .filter(value -> !isCarriable(value))
                .map(value -> "the metadata \"" + value + "\" cannot be put into a header as it is")
                .findFirst());
  }

  private static boolean isCarriable(String value) {
    return value.indexOf(UNREADABLE) < 0
        && UTF_8.newEncoder().canEncode(value)
        && CharMatcher.javaIsoControl().matchesNoneOf(value);
  }

  private static Stream<String> values(ObjectMetadata metadata) {
    return Stream.concat(metadata.headers().values().stream(), metadata.user().values().stream());
  }
}
