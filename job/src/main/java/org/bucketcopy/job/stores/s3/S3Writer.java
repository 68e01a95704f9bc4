package org.bucketcopy.job.stores.s3;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import com.google.common.io.BaseEncoding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.bucketcopy.job.stores.s3.direct.SentAnswer;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.SentProof;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * The calls that send bytes. What was sent is proved by its CRC-32C where the store verifies it,
 * and otherwise by its MD5. A small object is read first, and either goes before it: an MD5 to
 * every store, since every server verifies it there. A large one or a part is read while it is
 * sent: a CRC-32C goes after it, and an MD5 is held against the ETag where that is one.
 *
 * <p>A part may have a CRC-32C only if its upload was initiated with it, and all parts have it then
 * (docs.aws.amazon.com, checking object integrity): {@link S3Copies#initiate}.
 */
final class S3Writer implements ObjectWriter {
  private final FrequentCalls calls;
  private final SentProof wanted;
  private final Executor threads;

  /**
   * @param wanted what is made to prove what was sent
   * @param threads bodies are read on
   */
  S3Writer(S3Connection connection, SentProof wanted, Executor threads) {
    this.calls = connection.calls();
    this.wanted = wanted;
    this.threads = threads;
  }

  /**
   * What was answered.
   *
   * @param checksums of what was sent
   * @param verified whether the server has verified them all before it answered
   */
  private record Sent(SentAnswer answer, List<Checksum> checksums, boolean verified) {}

  @Override
  public CompletionStage<StoredObject> put(ObjectPut put, Body body) {
    S3Call call = S3Call.of(StoreOperation.PUT_OBJECT, put.destination()).under(put.rule());
    return (HeldBody.fits(body) ? putHeld(call, put, body) : putStreamed(call, put, body))
        .thenApply(
            sent ->
                new StoredObject(
                    proof(call, sent), sent.answer().versionId(), ContentChecksums.NONE));
  }

  private CompletionStage<Sent> putHeld(S3Call call, ObjectPut put, Body body) {
    return call.make(
        () -> {
          Map<String, String> headers = headers(call, put);
          Executor reading = body.isAtHand() ? Runnable::run : threads;
          return CompletableFuture.supplyAsync(() -> HeldBody.read(body, ofHeld(), call), reading)
              .thenCompose(
                  held -> {
                    headers.putAll(held.headers());
                    return calls
                        .putObject(put.destination(), headers, held.bytes())
                        .thenApply(answer -> new Sent(answer, held.checksums(), true));
                  });
        });
  }

  private CompletionStage<Sent> putStreamed(S3Call call, ObjectPut put, Body body) {
    return send(
        call, body, content -> calls.putObject(put.destination(), headers(call, put), content));
  }

  private static Map<String, String> headers(S3Call call, ObjectPut put) {
    S3Metadata.check(call, put.metadata());
    Map<String, String> headers = S3Metadata.headers(put.metadata());
    if (put.rule() == DestinationRule.MUST_BE_ABSENT) {
      headers.put("if-none-match", S3Metadata.ANY);
    }
    return headers;
  }

  @Override
  public CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body) {
    S3Call call = S3Call.of(StoreOperation.UPLOAD_PART, part.upload().destination());
    return send(call, body, content -> calls.uploadPart(part, content))
        .thenApply(
            sent ->
                made(new UploadedPart(part.partNumber(), proof(call, sent), body.length()), sent));
  }

  private static UploadedPart made(UploadedPart part, Sent sent) {
    return sent.checksums().stream().findFirst().map(part::with).orElse(part);
  }

  /** What is made of a body while it is sent: a CRC first, which others can be combined with. */
  private List<ChecksumAlgorithm> ofStreamed() {
    ImmutableList.Builder<ChecksumAlgorithm> made = ImmutableList.builder();
    if (wanted.crc()) {
      made.add(ChecksumAlgorithm.CRC32C);
    }
    if (wanted.md5()) {
      made.add(ChecksumAlgorithm.MD5);
    }
    return made.build();
  }

  private List<ChecksumAlgorithm> ofHeld() {
    List<ChecksumAlgorithm> made = ofStreamed();
    return made.isEmpty() ? List.of(ChecksumAlgorithm.MD5) : made;
  }

  /** Of two failures that of the source counts, which has brought about the other. */
  private CompletionStage<Sent> send(
      S3Call call, Body body, Function<SentBody, CompletableFuture<SentAnswer>> request) {
    SentBody content = new SentBody(body, ofStreamed(), call, threads);
    return call.make(
        () -> {
          CompletableFuture<SentAnswer> answered = request.apply(content);
          return answered
              .handle((answer, failure) -> failure == null)
              .thenCompose(done -> content.end())
              .thenCombine(answered, (made, answer) -> new Sent(answer, whole(call, made), false));
        });
  }

  private static List<Checksum> whole(S3Call call, Optional<List<Checksum>> checksums) {
    return checksums.orElseThrow(
        () -> call.found(StoreFault.Kind.UNKNOWN, "the answer came before all bytes were sent"));
  }

  /** The ETag of an answer to a request that sent bytes. */
  private ETag proof(S3Call call, Sent sent) {
    ETag etag = call.proof(sent.answer().etag());
    for (Checksum checksum : sent.checksums()) {
      boolean md5 = checksum.algorithm() == ChecksumAlgorithm.MD5;
      Optional<String> arrived =
          md5 ? md5(etag, sent.answer()) : sent.answer().crc32c().flatMap(S3Writer::hex);
      String sentValue = checksum.value().toString();
      if (arrived.isPresent() && !arrived.orElseThrow().equals(sentValue)) {
        throw call.found(
            StoreFault.Kind.CORRUPT,
            String.format(
                "what arrived has the %s %s, what was sent %s",
                checksum.algorithm(), arrived.orElseThrow(), sentValue));
      }
      // The server has verified the CRC of a trailer, whatever it answers.
      if (md5 && arrived.isEmpty() && wanted.required() && !sent.verified()) {
        throw call.found(
            StoreFault.Kind.UNSUPPORTED,
            "its MD5 cannot be compared, as --checksum wants, since the ETag of the answer is"
                + " none");
      }
    }
    return etag;
  }

  private Optional<String> md5(ETag etag, SentAnswer answer) {
    boolean opaque =
        S3Metadata.isEtagOpaque(
            answer.encryption().orElse(""), answer.customerAlgorithm().orElse(""));
    return wanted.md5() && !opaque && etag.isMd5()
        ? Optional.of(Ascii.toLowerCase(etag.value()))
        : Optional.empty();
  }

  private static Optional<String> hex(String base64) {
    return BaseEncoding.base64().canDecode(base64)
        ? Optional.of(HashCode.fromBytes(BaseEncoding.base64().decode(base64)).toString())
        : Optional.empty();
  }
}
