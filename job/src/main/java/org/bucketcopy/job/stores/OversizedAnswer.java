package org.bucketcopy.job.stores;

import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Optional;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** An answer that is larger than any that is of use; the rest of it was not read. */
public final class OversizedAnswer extends IOException {
  private OversizedAnswer(String message) {
    super(message);
  }

  /** One whose body goes beyond {@code limit}. */
  public static OversizedAnswer body(RequestLimit limit) {
    return new OversizedAnswer("the answer has more than " + limit.bodyBytes() + " bytes");
  }

  /** One whose headers go beyond {@link RequestLimits#HEADER_BYTES} and its kind. */
  public static OversizedAnswer headers() {
    return new OversizedAnswer("the headers of the answer are too large");
  }

  /**
   * The fault of a call that failed for this reason. The same answer would come again, so one that
   * only reads is not retried; any other may have done its work. Empty if it failed for another.
   *
   * @param target on what it was made
   * @param failure how it failed
   */
  public static Optional<StoreFault> of(
      StoreOperation operation, Object target, Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(OversizedAnswer.class::isInstance)
        .findFirst()
        .map(
            found ->
                StoreFault.found(
                    operation.reads() ? StoreFault.Kind.INVALID : StoreFault.Kind.UNKNOWN,
                    operation,
                    target,
                    Strings.nullToEmpty(found.getMessage())));
  }
}
