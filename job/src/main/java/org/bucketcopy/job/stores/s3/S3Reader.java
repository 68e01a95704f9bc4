package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The call that reads bytes. What the headers say is checked before any of them is handed out. */
final class S3Reader implements ObjectReader {
  private final S3AsyncClient client;

  S3Reader(S3AsyncClient client) {
    this.client = client;
  }

  @Override
  public CompletionStage<InputStream> read(CopySource source, ByteRange range) {
    S3Call call = S3Call.of(StoreOperation.READ_RANGE, source.object());
    return call.make(
            () ->
                client.getObject(
                    request -> {
                      request
                          .bucket(source.object().bucket().name())
                          .key(source.object().key())
                          .range("bytes=" + range.first() + "-" + range.last());
                      source.ifMatch().ifPresent(request::ifMatch);
                      source.versionId().ifPresent(request::versionId);
                    },
                    new RangeAnswer(call, range.length())))
        .thenApply(answer -> checked(call, source, range, answer));
  }

  private static InputStream checked(
      S3Call call, CopySource source, ByteRange range, RangeAnswer.Opened answer) {
    Optional<StoreException> wrong = wrong(call, source, range, answer.headers());
    if (wrong.isPresent()) {
      answer.bytes().close();
      throw wrong.orElseThrow();
    }
    return answer.bytes();
  }

  private static Optional<StoreException> wrong(
      S3Call call, CopySource source, ByteRange range, GetObjectResponse answer) {
    Optional<ETag> etag = ETag.parse(Optional.ofNullable(answer.eTag()));
    if (etag.isEmpty()) {
      return Optional.of(call.found(FaultTable.lost(call.operation()), "the answer has no ETag"));
    }
    if (!etag.orElseThrow().equals(source.etag())) {
      return Optional.of(
          call.found(
              StoreFault.Kind.SOURCE_CHANGED,
              "it has the ETag " + etag.orElseThrow() + ", not " + source.etag()));
    }
    String asked = "bytes " + range.first() + "-" + range.last();
    String given = Strings.nullToEmpty(answer.contentRange()).strip();
    boolean whole = answer.contentLength() == null || answer.contentLength() == range.length();
    return given.startsWith(asked + "/") && whole
        ? Optional.empty()
        : Optional.of(
            call.found(
                StoreFault.Kind.UNSUPPORTED,
                "asked for "
                    + asked
                    + ", the server answers with "
                    + (given.isEmpty() ? "no range" : given)
                    + " of "
                    + answer.contentLength()
                    + " bytes"));
  }

  /**
   * Asks whether an object may be read.
   *
   * @param request names it; only its first byte is asked for, and none is read
   */
  static CompletableFuture<GetObjectResponse> probe(
      S3Call call, S3AsyncClient client, Consumer<GetObjectRequest.Builder> request) {
    return client
        .getObject(builder -> request.accept(builder.range("bytes=0-0")), new RangeAnswer(call, 1))
        .thenApply(
            answer -> {
              answer.bytes().close();
              return answer.headers();
            });
  }
}
