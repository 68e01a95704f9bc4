package org.bucketcopy.planner.store;

import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ByteRange;

/** What of an {@link ObjectStore} reads the bytes of objects. */
public interface ObjectReader {
  /**
   * Opens a range of one state of an object.
   *
   * @param source the object; its ETag and version are what the bytes are read of
   * @param range which bytes, within the object
   * @return just these bytes, on a connection that is held until the stream is closed, which the
   *     caller may do at any time and on any thread; reading blocks, and throws a {@link
   *     SourceFaultException} where the bytes break off. Fails with {@link
   *     StoreFault.Kind#SOURCE_CHANGED} if the object is in another state, and with {@link
   *     StoreFault.Kind#UNSUPPORTED} if the server answers with other bytes than were asked for
   */
  CompletionStage<InputStream> read(CopySource source, ByteRange range);

  /**
   * Opens one state of a whole object by one call, which tells also what the object carries.
   *
   * @param source as of {@link #read}
   * @param size the object's length in bytes, in that state
   * @return as {@link #read} of all its bytes
   */
  CompletionStage<OpenObject> open(CopySource source, long size);
}
