package org.bucketcopy.planner.store;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Optional;

/** Bytes cannot be read where they come from, and why: not the fault of where they go. */
public final class SourceFaultException extends IOException {
  private final transient StoreFault fault;

  public SourceFaultException(StoreFault fault) {
    super(fault.toString());
    this.fault = fault;
  }

  public SourceFaultException(StoreFault fault, Throwable cause) {
    super(fault.toString(), cause);
    this.fault = fault;
  }

  /** Why. */
  public StoreFault fault() {
    return fault;
  }

  /** The fault of the source that has brought about {@code failure}, if one has. */
  public static Optional<StoreFault> in(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(SourceFaultException.class::isInstance)
        .map(cause -> ((SourceFaultException) cause).fault)
        .findFirst();
  }
}
