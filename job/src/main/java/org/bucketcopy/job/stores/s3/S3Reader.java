package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bucketcopy.job.stores.AskedBytes;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.OpenObject;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The call that reads bytes. What the headers say is checked before any of them is handed out. */
final class S3Reader implements ObjectReader {
  private final S3AsyncClient client;
  private final InstantSource clock;

  /**
   * @param clock decides whether an object's lock is over
   */
  S3Reader(S3AsyncClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public CompletionStage<InputStream> read(CopySource source, ByteRange range) {
    S3Call call = S3Call.of(StoreOperation.READ_RANGE, source.object());
    return opened(call, source, AskedBytes.of(range)).thenApply(RangeAnswer.Opened::bytes);
  }

  @Override
  public CompletionStage<OpenObject> open(CopySource source, long size) {
    S3Call call = S3Call.of(StoreOperation.READ_RANGE, source.object());
    return opened(call, source, AskedBytes.ofAll(size))
        .thenApply(
            answer -> {
              try {
                HeadObjectResponse head = HeadAnswer.of(answer.headers().sdkHttpResponse());
                return new OpenObject(
                    S3Objects.head(call, head, clock.instant()).info(size), answer.bytes());
              } catch (RuntimeException e) {
                answer.bytes().close();
                throw e;
              }
            });
  }

  private CompletionStage<RangeAnswer.Opened> opened(
      S3Call call, CopySource source, AskedBytes asked) {
    return call.make(
            () ->
                client.getObject(
                    request -> {
                      request.bucket(source.object().bucket().name()).key(source.object().key());
                      asked.range().map(ByteRange::header).ifPresent(request::range);
                      source.ifMatch().ifPresent(request::ifMatch);
                      source.versionId().ifPresent(request::versionId);
                    },
                    new RangeAnswer(call, asked.length())))
        .thenApply(answer -> checked(call, source, asked, answer));
  }

  private static RangeAnswer.Opened checked(
      S3Call call, CopySource source, AskedBytes asked, RangeAnswer.Opened answer) {
    Optional<StoreException> wrong = wrong(call, source, asked, answer.headers());
    if (wrong.isPresent()) {
      answer.bytes().close();
      throw wrong.orElseThrow();
    }
    return answer;
  }

  private static Optional<StoreException> wrong(
      S3Call call, CopySource source, AskedBytes asked, GetObjectResponse answer) {
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
    String given = Strings.nullToEmpty(answer.contentRange()).strip();
    boolean whole = answer.contentLength() == null || answer.contentLength() == asked.length();
    return asked.areNamedBy(given) && whole
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
