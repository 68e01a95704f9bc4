package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.junit.jupiter.api.Test;

class StoreFaultTest {
  @Test
  void whatAStoreWroteIsCutToTheLengthOfALine() {
    String endless = "x".repeat(1_000_000);

    StoreFault fault =
        new StoreFault(
            StoreFault.Kind.UNKNOWN,
            StoreOperation.COMPLETE,
            "s3://b/k",
            endless,
            500,
            endless,
            endless);

    assertThat(fault.toString()).hasSizeLessThan(2000).contains("xxx...");
  }

  @Test
  void whatPeopleReadIsPrintableAndWhatProgramsReadIsExact() {
    String hostile = "a\n\u001b[31m\u202eb";
    StoreFault fault =
        new StoreFault(
            StoreFault.Kind.DENIED,
            StoreOperation.HEAD_OBJECT,
            hostile,
            hostile,
            403,
            hostile,
            hostile);
    UploadHandle upload = new UploadHandle(new Bucket("s3", "b").object(hostile), hostile);

    assertThat(fault.toString() + new StoreException(fault).getMessage() + upload)
        .doesNotContain("\n", "\u001b", "\u202e")
        .contains("a\\n\\u001b[31m\\u202eb");
    assertThat(fault.message()).isEqualTo(hostile);
    assertThat(fault.requestId()).isEqualTo(hostile);
  }

  @Test
  void anAbsurdlyLongETagIsNone() {
    assertThat(ETag.parse(Optional.of("x".repeat(100_000)))).isEmpty();
    assertThat(ETag.parse(Optional.of("x".repeat(1000)))).isPresent();
  }
}
