package org.bucketcopy.job.stores.s3;

import com.google.common.base.Ascii;
import com.google.common.hash.HashCode;
import com.google.common.io.BaseEncoding;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.CompositeEtag;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The calls that send bytes. An object has its CRC-32C after it where the store knows of that. A
 * part has none, since S3 takes one only if the upload was initiated with it, and wants it of all
 * parts then, of copied ones too (docs.aws.amazon.com, checking object integrity).
 */
final class S3Writer implements ObjectWriter {
  private final S3AsyncClient client;
  private final StoreProfile profile;
  private final Executor threads;

  /**
   * @param threads bodies are read on
   */
  S3Writer(S3AsyncClient client, StoreProfile profile, Executor threads) {
    this.client = client;
    this.profile = profile;
    this.threads = threads;
  }

  /**
   * What an answer says about the bytes that came.
   *
   * @param opaque whether the ETag is no md5, as under SSE-KMS and SSE-C
   * @param crc32c in Base64
   */
  private record Told(Optional<String> etag, boolean opaque, Optional<String> crc32c) {
    static Told of(PutObjectResponse answer) {
      return new Told(
          Optional.ofNullable(answer.eTag()),
          S3Metadata.isEtagOpaque(
              answer.serverSideEncryptionAsString(), answer.sseCustomerAlgorithm()),
          S3Metadata.present(answer.checksumCRC32C()));
    }

    static Told of(UploadPartResponse answer) {
      return new Told(
          Optional.ofNullable(answer.eTag()),
          S3Metadata.isEtagOpaque(
              answer.serverSideEncryptionAsString(), answer.sseCustomerAlgorithm()),
          S3Metadata.present(answer.checksumCRC32C()));
    }
  }

  private record Sent<T>(T answer, Checksum checksum) {}

  @Override
  public CompletionStage<StoredObject> put(ObjectPut put, Body body) {
    S3Call call = S3Call.of(StoreOperation.PUT_OBJECT, put.destination()).under(put.rule());
    boolean trailer = profile.can(Ability.CHECKSUM_TRAILER);
    SentBody content = body(body, trailer ? ChecksumAlgorithm.CRC32C : ChecksumAlgorithm.MD5, call);
    return send(
            call,
            content,
            from -> {
              S3Metadata.check(call, put.metadata());
              return client.putObject(request(put, trailer), from);
            })
        .thenApply(
            sent ->
                new StoredObject(
                    proof(call, Told.of(sent.answer()), sent.checksum()),
                    S3Metadata.present(sent.answer().versionId()),
                    Optional.empty()));
  }

  private static PutObjectRequest request(ObjectPut put, boolean trailer) {
    AwsRequestOverrideConfiguration.Builder asked = AwsRequestOverrideConfiguration.builder();
    S3Metadata.headers(put.metadata()).forEach(asked::putHeader);
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(put.destination().bucket().name())
            .key(put.destination().key())
            .overrideConfiguration(asked.build());
    if (put.rule() == DestinationRule.MUST_BE_ABSENT) {
      request.ifNoneMatch(S3Metadata.ANY);
    }
    if (trailer) {
      request.checksumAlgorithm(software.amazon.awssdk.services.s3.model.ChecksumAlgorithm.CRC32_C);
    }
    return request.build();
  }

  @Override
  public CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body) {
    S3Call call = S3Call.of(StoreOperation.UPLOAD_PART, part.upload().destination());
    UploadPartRequest request =
        UploadPartRequest.builder()
            .bucket(part.upload().destination().bucket().name())
            .key(part.upload().destination().key())
            .uploadId(part.upload().uploadId())
            .partNumber(part.partNumber())
            .build();
    return send(
            call,
            body(body, ChecksumAlgorithm.MD5, call),
            content -> client.uploadPart(request, content))
        .thenApply(
            sent ->
                new UploadedPart(
                    part.partNumber(),
                    proof(call, Told.of(sent.answer()), sent.checksum()),
                    body.length(),
                    sent.checksum()));
  }

  private SentBody body(Body body, ChecksumAlgorithm algorithm, S3Call call) {
    return new SentBody(body, algorithm, call, threads);
  }

  /** Of two failures that of the source counts, which has brought about the other. */
  private static <T> CompletionStage<Sent<T>> send(
      S3Call call, SentBody body, Function<AsyncRequestBody, CompletableFuture<T>> request) {
    return call.make(
        () -> {
          CompletableFuture<T> answered = request.apply(body);
          return answered
              .handle((answer, failure) -> failure == null)
              .thenCompose(done -> body.end())
              .thenCombine(
                  answered, (checksum, answer) -> new Sent<>(answer, whole(call, checksum)));
        });
  }

  private static Checksum whole(S3Call call, Optional<Checksum> checksum) {
    return checksum.orElseThrow(
        () -> call.found(StoreFault.Kind.UNKNOWN, "the answer came before all bytes were sent"));
  }

  /** The ETag of an answer to a request that sent bytes with {@code checksum}. */
  private ETag proof(S3Call call, Told told, Checksum checksum) {
    ETag etag = call.proof(told.etag());
    Optional<String> arrived =
        checksum.algorithm() == ChecksumAlgorithm.MD5
            ? md5(etag, told.opaque())
            : told.crc32c().flatMap(S3Writer::hex);
    String sent = checksum.value().toString();
    if (arrived.isPresent() && !arrived.orElseThrow().equals(sent)) {
      throw call.found(
          StoreFault.Kind.CORRUPT,
          String.format(
              "what arrived has the %s %s, what was sent %s",
              checksum.algorithm(), arrived.orElseThrow(), sent));
    }
    return etag;
  }

  private Optional<String> md5(ETag etag, boolean opaque) {
    return profile.can(Ability.COMPOSITE_ETAG) && !opaque && CompositeEtag.isMd5(etag)
        ? Optional.of(Ascii.toLowerCase(etag.value()))
        : Optional.empty();
  }

  private static Optional<String> hex(String base64) {
    return BaseEncoding.base64().canDecode(base64)
        ? Optional.of(HashCode.fromBytes(BaseEncoding.base64().decode(base64)).toString())
        : Optional.empty();
  }
}
