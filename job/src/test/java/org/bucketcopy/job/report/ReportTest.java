package org.bucketcopy.job.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.UploadHandle;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private final UploadHandle upload = new UploadHandle(new Bucket("s3", "to").object("a"), "id");

  @Test
  void nothingIsWrittenOnceItIsClosed() {
    AtomicInteger opened = new AtomicInteger();
    Report report =
        new Report(
            Optional.of(
                () -> {
                  opened.incrementAndGet();
                  return new ByteArrayOutputStream();
                }));
    report.close();
    report.leftOpen(upload);
    assertThat(opened).hasValue(0);
    assertThat(report.problem()).isEmpty();
  }

  @Test
  void linesAreWrittenAsTheyCome() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (Report report = new Report(Optional.of(() -> lines))) {
      report.leftOpen(upload);
      assertThat(lines.toString(UTF_8))
          .isEqualTo(
              "{\"outcome\":\"left-open\",\"destination\":\"s3://to/a\",\"uploadId\":\"id\"}\n");
    }
  }

  @Test
  void reportThatCannotBeWrittenIsAProblem() {
    Report report =
        new Report(
            Optional.of(
                () -> {
                  throw new IOException("the disk is full");
                }));
    report.leftOpen(upload);
    assertThat(report.problem()).isPresent();
  }
}
