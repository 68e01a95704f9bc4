package org.bucketcopy.job.stores.oss;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.AskedBytes;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.OpenObject;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** Reads ranges of objects; each is held against what the answer says it is. */
final class OssReader implements ObjectReader {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;

  private final OssClient client;

  OssReader(OssClient client) {
    this.client = client;
  }

  @Override
  public CompletionStage<InputStream> read(CopySource source, ByteRange range) {
    AskedBytes asked = AskedBytes.of(range);
    return client.open(
        call(source, asked),
        (answer, bytes) -> {
          check(source, asked, answer);
          return new RangeStream(bytes, source.object(), range);
        });
  }

  @Override
  public CompletionStage<OpenObject> open(CopySource source, long size) {
    AskedBytes all = AskedBytes.ofAll(size);
    return client.open(
        call(source, all),
        (answer, bytes) -> {
          check(source, all, answer);
          return new OpenObject(
              OssHead.of(answer).info(size),
              all.range()
                  .<InputStream>map(range -> new RangeStream(bytes, source.object(), range))
                  .orElse(bytes));
        });
  }

  /**
   * A range beyond the object is refused, and not answered with all of it, as OSS does by itself
   * (alibabacloud.com/help/en/oss/developer-reference/getobject).
   */
  private static OssCall call(CopySource source, AskedBytes asked) {
    OssCall call =
        OssCall.on(StoreOperation.READ_RANGE, "GET", source.object())
            .withParameter("versionId", source.versionId())
            .withHeader("If-Match", source.ifMatch());
    return asked
        .range()
        .map(
            bytes ->
                call.withHeader("Range", bytes.header())
                    .withHeader("x-oss-range-behavior", "standard"))
        .orElse(call);
  }

  private static void check(CopySource source, AskedBytes asked, OssAnswer answer) {
    String answered = answer.header("Content-Range").orElse("no range");
    int status = asked.range().isPresent() ? PARTIAL_CONTENT : OK;
    if (answer.status() != status || !asked.areNamedBy(answered)) {
      throw refused(
          StoreFault.Kind.UNSUPPORTED,
          source,
          "asked for " + asked + ", the answer " + answer.status() + " has " + answered);
    }
    Optional<Long> length = answer.header("Content-Length").map(Long::valueOf);
    checkArgument(
        length.filter(bytes -> bytes != asked.length()).isEmpty(),
        "the answer has %s bytes, not %s",
        length,
        asked.length());
    ETag etag = ETag.of(answer.required("ETag"));
    if (!etag.equals(source.etag())) {
      throw refused(
          StoreFault.Kind.SOURCE_CHANGED, source, "the object has ETag " + etag + " by now");
    }
  }

  private static StoreException refused(StoreFault.Kind kind, CopySource source, String message) {
    return new StoreException(
        StoreFault.found(kind, StoreOperation.READ_RANGE, source.object(), message));
  }
}
