package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.exceptions.OperationException;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.bucketcopy.job.stores.FaultKinds;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

public final class OssFaultKinds implements FaultKinds {
  @Override
  public Kind answered(StoreOperation operation, String code, int status, String message) {
    return kind(
        operation,
        ServiceException.newBuilder()
            .statusCode(status)
            .errorFields(code.isEmpty() ? Map.of() : Map.of("Code", code, "Message", message))
            .build());
  }

  @Override
  public Kind unanswered(StoreOperation operation, IOException failure) {
    return kind(operation, failure);
  }

  @Override
  public IOException noConnection() {
    return new ConnectTimeoutException("no connection");
  }

  private static Kind kind(StoreOperation operation, Exception failure) {
    OssCall call = OssCall.on(operation, "POST", new Bucket("oss", "bucket").object("key"));
    return OssFaults.failed(
            call, new CompletionException(new OperationException(operation.name(), failure)))
        .kind();
  }
}
