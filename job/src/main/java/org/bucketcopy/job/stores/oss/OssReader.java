package org.bucketcopy.job.stores.oss;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** Reads ranges of objects; each is held against what the answer says it is. */
final class OssReader implements ObjectReader {
  private static final int PARTIAL_CONTENT = 206;

  private final OssClient client;

  OssReader(OssClient client) {
    this.client = client;
  }

  /**
   * A range beyond the object is refused, and not answered with all of it, as OSS does by itself
   * (alibabacloud.com/help/en/oss/developer-reference/getobject).
   */
  @Override
  public CompletionStage<InputStream> read(CopySource source, ByteRange range) {
    OssCall call =
        OssCall.on(StoreOperation.READ_RANGE, "GET", source.object())
            .withParameter("versionId", source.versionId())
            .withHeader("Range", "bytes=" + range.first() + "-" + range.last())
            .withHeader("x-oss-range-behavior", "standard")
            .withHeader("If-Match", source.ifMatch());
    return client.open(
        call,
        (answer, bytes) -> {
          check(source, range, answer);
          return new RangeStream(bytes, source.object(), range);
        });
  }

  private static void check(CopySource source, ByteRange range, OssAnswer answer) {
    String answered = answer.header("Content-Range").orElse("no range");
    Pattern asked = Pattern.compile("bytes " + range.first() + "-" + range.last() + "/(\\d+|\\*)");
    if (answer.status() != PARTIAL_CONTENT || !asked.matcher(answered).matches()) {
      throw refused(
          StoreFault.Kind.UNSUPPORTED,
          source,
          "asked for " + range + ", the answer " + answer.status() + " has " + answered);
    }
    Optional<Long> length = answer.header("Content-Length").map(Long::valueOf);
    checkArgument(
        length.filter(bytes -> bytes != range.length()).isEmpty(),
        "the answer has %s bytes, not %s",
        length,
        range.length());
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
