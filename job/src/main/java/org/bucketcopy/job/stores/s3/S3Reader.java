package org.bucketcopy.job.stores.s3;

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
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The call that reads bytes. What the headers say is checked before any of them is handed out. */
final class S3Reader implements ObjectReader {
  private final FrequentCalls calls;
  private final InstantSource clock;

  /**
   * @param clock decides whether an object's lock is over
   */
  S3Reader(FrequentCalls calls, InstantSource clock) {
    this.calls = calls;
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
                HeadObjectResponse head = HeadAnswer.of(answer.headers());
                return new OpenObject(
                    S3Objects.head(call, head, clock.instant()).info(size),
                    answer.bytes(),
                    answer.bytes().isHeld());
              } catch (RuntimeException e) {
                answer.bytes().close();
                throw e;
              }
            });
  }

  private CompletionStage<RangeAnswer.Opened> opened(
      S3Call call, CopySource source, AskedBytes asked) {
    return call.make(() -> calls.get(call, source, asked))
        .thenApply(answer -> checked(call, source, asked, answer))
        .thenCompose(answer -> answer.bytes().allHeld().thenApply(all -> answer));
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
      S3Call call, CopySource source, AskedBytes asked, SdkHttpResponse answer) {
    Optional<ETag> etag = ETag.parse(answer.firstMatchingHeader("ETag"));
    if (etag.isEmpty()) {
      return Optional.of(call.found(FaultTable.lost(call.operation()), "the answer has no ETag"));
    }
    if (!etag.orElseThrow().equals(source.etag())) {
      return Optional.of(
          call.found(
              StoreFault.Kind.SOURCE_CHANGED,
              "it has the ETag " + etag.orElseThrow() + ", not " + source.etag()));
    }
    String range = answer.firstMatchingHeader("Content-Range").orElse("").strip();
    String length = answer.firstMatchingHeader("Content-Length").orElse("").strip();
    boolean whole = length.isEmpty() || length.equals(Long.toString(asked.length()));
    return asked.areNamedBy(range) && whole
        ? Optional.empty()
        : Optional.of(
            call.found(
                StoreFault.Kind.UNSUPPORTED,
                "asked for "
                    + asked
                    + ", the server answers with "
                    + (range.isEmpty() ? "no range" : range)
                    + " of "
                    + (length.isEmpty() ? "unknown" : length)
                    + " bytes"));
  }

  /**
   * Asks whether an object may be read.
   *
   * @param request names it; only its first byte is asked for, and none is read
   */
  static CompletableFuture<SdkHttpResponse> probe(
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
