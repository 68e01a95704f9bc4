package org.bucketcopy.job.stores.bos;

import com.baidubce.services.bos.model.BosObject;
import com.baidubce.services.bos.model.GetObjectRequest;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** Reads bytes from BOS, on the caller's thread once the answer has started. */
final class BosReader implements ObjectReader {
  private static final StoreOperation OPERATION = StoreOperation.READ_RANGE;

  private final BosApi api;
  private final BosCalls calls;

  BosReader(BosApi api, BosCalls calls) {
    this.api = api;
    this.calls = calls;
  }

  @Override
  public CompletionStage<InputStream> read(CopySource source, ByteRange range) {
    return calls.start(OPERATION, source.object(), () -> opened(source, range));
  }

  private InputStream opened(CopySource source, ByteRange range) {
    BosKeys.check(source);
    ObjectLocation object = source.object();
    GetObjectRequest asked = new GetObjectRequest(object.bucket().name(), object.key());
    asked.setRange(range.first(), range.last());
    source.ifMatch().ifPresent(asked::setIfMatch);
    BosObject answer = api.getObject(asked);
    try {
      check((BosHead) answer.getObjectMetadata(), source, range);
    } catch (RuntimeException e) {
      BosApi.close(answer);
      throw e;
    }
    return new RangeStream(answer.getObjectContent(), object, range);
  }

  /** Before the first byte is used: the SDK hands out whatever came. */
  private static void check(BosHead head, CopySource source, ByteRange range) {
    ETag etag = BosResults.etag(head.header("etag"));
    if (!etag.equals(source.etag())) {
      throw refused(
          StoreFault.Kind.SOURCE_CHANGED,
          source.object(),
          "the ETag is " + etag + ", not " + source.etag());
    }
    Optional<String> named = head.header("content-range");
    Pattern wanted = Pattern.compile("bytes " + range.first() + "-" + range.last() + "/(\\d+|\\*)");
    if (named.filter(text -> wanted.matcher(text.strip()).matches()).isEmpty()) {
      throw refused(
          StoreFault.Kind.UNSUPPORTED,
          source.object(),
          "asked for bytes "
              + range.first()
              + "-"
              + range.last()
              + ", answered with "
              + named.orElse("no range"));
    }
  }

  private static StoreException refused(
      StoreFault.Kind kind, ObjectLocation object, String message) {
    return new StoreException(StoreFault.found(kind, OPERATION, object, message));
  }
}
