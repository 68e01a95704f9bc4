package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

class OssFaultsTest {
  private static final OssCall COMPLETE =
      OssCall.on(
          StoreOperation.COMPLETE, "POST", new Bucket("oss", "bucket").object("directory/key"));
  private static final OssCall HEAD =
      OssCall.on(
          StoreOperation.HEAD_OBJECT, "HEAD", new Bucket("oss", "bucket").object("directory/key"));

  @Test
  void refusalKeepsWhatOssSaid() {
    ServiceException refusal =
        ServiceException.newBuilder()
            .statusCode(409)
            .headers(Map.of("x-oss-request-id", "655D94A2"))
            .errorFields(Map.of("Code", "FileImmutable", "Message", "It is immutable."))
            .build();
    assertThat(OssFaults.failed(COMPLETE, new CompletionException(refusal)))
        .isEqualTo(
            new StoreFault(
                Kind.IMMUTABLE,
                StoreOperation.COMPLETE,
                "oss://bucket/directory/key",
                "FileImmutable",
                409,
                "655D94A2",
                "It is immutable."));
  }

  @Test
  void codeThatTheSdkInventsIsNone() {
    ServiceException refusal =
        ServiceException.newBuilder().statusCode(404).errorFields(Map.of()).build();
    StoreFault fault = OssFaults.failed(HEAD, refusal);
    assertThat(fault.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(fault.code()).isEmpty();
  }

  @Test
  void requestThatTheSdkRefusesStaysWrong() {
    IllegalArgumentException refusal = new IllegalArgumentException("input.bucket is invalid");
    assertThat(OssFaults.failed(HEAD, new CompletionException(refusal)).kind())
        .isEqualTo(Kind.INVALID);
    assertThat(OssFaults.failed(HEAD, new IllegalStateException(refusal)).kind())
        .isEqualTo(Kind.TRANSIENT);
  }
}
