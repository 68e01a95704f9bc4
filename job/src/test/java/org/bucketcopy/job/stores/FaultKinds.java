package org.bucketcopy.job.stores;

import java.io.IOException;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/** What one store makes of the failures that its SDK tells. */
public interface FaultKinds {
  /** An answer with an error; {@code code} may be empty. */
  Kind answered(StoreOperation operation, String code, int status, String message);

  /** A request that has failed without an answer. */
  Kind unanswered(StoreOperation operation, IOException failure);

  /** How the store's HTTP client says that it got no connection in time. */
  IOException noConnection();
}
