package org.bucketcopy.job.stores.bos;

import com.baidubce.services.bos.model.BosObject;
import com.baidubce.services.bos.model.GetObjectRequest;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.AskedBytes;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.OpenObject;
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
    AskedBytes asked = AskedBytes.of(range);
    return calls.start(
        OPERATION, source.object(), () -> bytes(answer(source, asked), source, asked));
  }

  @Override
  public CompletionStage<OpenObject> open(CopySource source, long size) {
    AskedBytes all = AskedBytes.ofAll(size);
    return calls.start(
        OPERATION,
        source.object(),
        () -> {
          BosObject answer = answer(source, all);
          try {
            BosState state = BosState.of((BosHead) answer.getObjectMetadata());
            return new OpenObject(state.info(size), bytes(answer, source, all));
          } catch (RuntimeException e) {
            BosApi.close(answer);
            throw e;
          }
        });
  }

  private static InputStream bytes(BosObject answer, CopySource source, AskedBytes asked) {
    return asked
        .range()
        .<InputStream>map(
            range -> new RangeStream(answer.getObjectContent(), source.object(), range))
        .orElseGet(answer::getObjectContent);
  }

  private BosObject answer(CopySource source, AskedBytes bytes) {
    BosKeys.check(source);
    ObjectLocation object = source.object();
    GetObjectRequest asked = new GetObjectRequest(object.bucket().name(), object.key());
    bytes.range().ifPresent(range -> asked.setRange(range.first(), range.last()));
    source.ifMatch().ifPresent(asked::setIfMatch);
    BosObject answer = api.getObject(asked);
    try {
      check((BosHead) answer.getObjectMetadata(), source, bytes);
      return answer;
    } catch (RuntimeException e) {
      BosApi.close(answer);
      throw e;
    }
  }

  /** Before the first byte is used: the SDK hands out whatever came. */
  private static void check(BosHead head, CopySource source, AskedBytes asked) {
    ETag etag = BosResults.etag(head.header("etag"));
    if (!etag.equals(source.etag())) {
      throw refused(
          StoreFault.Kind.SOURCE_CHANGED,
          source.object(),
          "the ETag is " + etag + ", not " + source.etag());
    }
    String named = head.header("content-range").orElse("no range");
    boolean empty = head.header("content-length").filter(length -> !length.equals("0")).isEmpty();
    if (!asked.areNamedBy(named) || (asked.range().isEmpty() && !empty)) {
      throw refused(
          StoreFault.Kind.UNSUPPORTED,
          source.object(),
          "asked for " + asked + ", answered with " + named);
    }
  }

  private static StoreException refused(
      StoreFault.Kind kind, ObjectLocation object, String message) {
    return new StoreException(StoreFault.found(kind, OPERATION, object, message));
  }
}
