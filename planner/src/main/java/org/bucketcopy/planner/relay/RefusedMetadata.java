package org.bucketcopy.planner.relay;

import com.google.common.collect.Sets;
import java.util.Set;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;

/** Whether a request may have been refused for what it gives an object to carry. */
public final class RefusedMetadata {
  /** The code by which S3, OSS and BOS refuse tags for what they are. */
  private static final String INVALID_TAG = "InvalidTag";

  /** That of a server which signs other bytes of the metadata than were sent. */
  private static final String WRONG_SIGNATURE = "SignatureDoesNotMatch";

  private static final Set<Kind> OF_VALUES = Sets.immutableEnumSet(Kind.INVALID, Kind.DENIED);

  private RefusedMetadata() {}

  /** Whether it may have been for tags alone. */
  public static boolean mayBeOfTags(StoreFault fault) {
    return (fault.kind() == Kind.DENIED && !fault.code().equals(WRONG_SIGNATURE))
        || fault.kind() == Kind.UNSUPPORTED
        || fault.code().startsWith(INVALID_TAG);
  }

  /** Whether it may have been for headers or user metadata that are not plain ASCII. */
  public static boolean mayBeOfValues(StoreFault fault) {
    return OF_VALUES.contains(fault.kind());
  }
}
