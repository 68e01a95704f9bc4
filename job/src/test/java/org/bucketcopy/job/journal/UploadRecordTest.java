package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bucketcopy.planner.store.UploadHandle;
import org.junit.jupiter.api.Test;

final class UploadRecordTest {
  private static final UploadRecord GOOD = Uploads.upload(1);

  @Test
  void isNamedAsTheStoreNamesIt() {
    assertThat(GOOD.handle()).isEqualTo(new UploadHandle(GOOD.destination(), GOOD.uploadId()));
  }

  @Test
  void refusesPartsOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(0, GOOD.uploadId(), GOOD.token()))
        .withMessageContaining("cannot have 0 bytes");
  }

  @Test
  void refusesAnUploadWithoutName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(GOOD.layout().partSize(), " ", GOOD.token()))
        .withMessageContaining("has no id");
  }

  @Test
  void refusesAnUploadThatIsNotMarked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(GOOD.layout().partSize(), GOOD.uploadId(), ""))
        .withMessageContaining("has no token");
  }

  private static UploadRecord with(long partSize, String uploadId, String token) {
    return new UploadRecord(GOOD.source(), GOOD.destination(), partSize, uploadId, token);
  }
}
