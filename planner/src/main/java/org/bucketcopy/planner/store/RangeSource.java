package org.bucketcopy.planner.store;

import java.io.IOException;
import java.io.InputStream;
import org.bucketcopy.planner.model.ByteRange;

/** Bytes in one state that can be read from anywhere on. */
public interface RangeSource {
  /**
   * Opens a range; may block, as reading does.
   *
   * @throws IOException if it cannot be opened, a {@link SourceFaultException} where it is known
   *     why
   */
  InputStream open(ByteRange range) throws IOException;

  /** Where it is, for messages. */
  String uri();
}
