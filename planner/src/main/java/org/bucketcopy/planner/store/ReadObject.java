package org.bucketcopy.planner.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionException;
import org.bucketcopy.planner.model.ByteRange;

/**
 * An object as something that can be read from anywhere on.
 *
 * @param reader of its store
 * @param source the object, in the state in which it is read
 */
public record ReadObject(ObjectReader reader, CopySource source) implements RangeSource {
  @Override
  public InputStream open(ByteRange range) throws IOException {
    try {
      return reader.read(source, range).toCompletableFuture().join();
    } catch (CompletionException failure) {
      throw new SourceFaultException(
          StoreException.faultOf(failure, StoreOperation.READ_RANGE, source.object()), failure);
    }
  }

  @Override
  public String uri() {
    return source.object().uri();
  }
}
