package org.bucketcopy.job.stores.bos;

import com.baidubce.services.bos.model.BosObject;
import com.baidubce.services.bos.model.GetObjectRequest;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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
    return calls.start(
        OPERATION,
        source.object(),
        () -> bytes(answer(source, Optional.of(range)), source, Optional.of(range)));
  }

  @Override
  public CompletionStage<OpenObject> open(CopySource source, long size) {
    Optional<ByteRange> all = ByteRange.ofAll(size);
    return calls.start(
        OPERATION,
        source.object(),
        () -> {
          BosObject answer = answer(source, all);
          // Its ETag and its time were read already.
          BosState state = BosState.of((BosHead) answer.getObjectMetadata());
          String named = state.head().header("content-range").orElse("");
          if (all.filter(range -> !range.isNamedAsAllBy(named)).isPresent()) {
            BosApi.close(answer);
            throw refused(
                StoreFault.Kind.UNSUPPORTED,
                source.object(),
                "the object should have " + size + " bytes, the answer has " + named);
          }
          return new OpenObject(state.info(size), bytes(answer, source, all));
        });
  }

  private static InputStream bytes(BosObject answer, CopySource source, Optional<ByteRange> range) {
    InputStream content = answer.getObjectContent();
    return range
        .<InputStream>map(
            bytes -> new RangeStream(answer.getObjectContent(), source.object(), bytes))
        .orElse(content);
  }

  private BosObject answer(CopySource source, Optional<ByteRange> range) {
    BosKeys.check(source);
    ObjectLocation object = source.object();
    GetObjectRequest asked = new GetObjectRequest(object.bucket().name(), object.key());
    range.ifPresent(bytes -> asked.setRange(bytes.first(), bytes.last()));
    source.ifMatch().ifPresent(asked::setIfMatch);
    BosObject answer = api.getObject(asked);
    try {
      check((BosHead) answer.getObjectMetadata(), source, range);
      return answer;
    } catch (RuntimeException e) {
      BosApi.close(answer);
      throw e;
    }
  }

  /** Before the first byte is used: the SDK hands out whatever came. */
  private static void check(BosHead head, CopySource source, Optional<ByteRange> range) {
    ETag etag = BosState.of(head).etag();
    if (!etag.equals(source.etag())) {
      throw refused(
          StoreFault.Kind.SOURCE_CHANGED,
          source.object(),
          "the ETag is " + etag + ", not " + source.etag());
    }
    String named = head.header("content-range").orElse("no range");
    boolean empty = head.header("content-length").filter(length -> !length.equals("0")).isEmpty();
    if (range.isPresent() ? !range.orElseThrow().isNamedBy(named) : !empty) {
      throw refused(
          StoreFault.Kind.UNSUPPORTED,
          source.object(),
          "asked for "
              + range.map(ByteRange::header).orElse("an object without bytes")
              + ", answered with "
              + named);
    }
  }

  private static StoreException refused(
      StoreFault.Kind kind, ObjectLocation object, String message) {
    return new StoreException(StoreFault.found(kind, OPERATION, object, message));
  }
}
