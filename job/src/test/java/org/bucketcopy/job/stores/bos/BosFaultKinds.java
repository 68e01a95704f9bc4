package org.bucketcopy.job.stores.bos;

import com.baidubce.BceClientException;
import com.baidubce.BceServiceException;
import java.io.IOException;
import org.apache.http.conn.ConnectTimeoutException;
import org.bucketcopy.job.stores.FaultKinds;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

public final class BosFaultKinds implements FaultKinds {
  @Override
  public Kind answered(StoreOperation operation, String code, int status, String message) {
    BceServiceException answer = new BceServiceException(message);
    answer.setStatusCode(status);
    answer.setErrorCode(code);
    return BosFaults.exception(operation, "target", answer).fault().kind();
  }

  @Override
  public Kind unanswered(StoreOperation operation, IOException failure) {
    BceClientException told = new BceClientException("Unable to execute", failure);
    return BosFaults.exception(operation, "target", told).fault().kind();
  }

  @Override
  public IOException noConnection() {
    return new ConnectTimeoutException("no connection");
  }
}
