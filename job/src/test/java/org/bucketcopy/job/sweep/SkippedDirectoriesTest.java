package org.bucketcopy.job.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.Test;

final class SkippedDirectoriesTest {
  private static final Path RUN = new Path("hdfs://nn/runs/monday");

  private final SkippedDirectories skipped = new SkippedDirectories();

  @Test
  void saysWhichWereSkippedAndWhy() throws IOException {
    assertThatCode(skipped::refuse).doesNotThrowAnyException();
    skipped.add(RUN, new IOException("hdfs://nn/runs/monday/lock.json is held"));
    skipped.add(RUN, new SocketTimeoutException("10 s"));
    skipped.add(RUN, new IOException());

    assertThatThrownBy(skipped::refuse)
        .isInstanceOfSatisfying(
            SweepJob.RefusedException.class,
            refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN))
        .hasMessage(
            "hdfs://nn/runs/monday/lock.json is held;"
                + " hdfs://nn/runs/monday: java.net.SocketTimeoutException: 10 s;"
                + " hdfs://nn/runs/monday: java.io.IOException");
  }

  @Test
  void anInterruptSkipsNothing() {
    for (IOException interrupt :
        List.of(new ClosedByInterruptException(), new InterruptedIOException("waiting"))) {
      assertThatThrownBy(() -> skipped.add(RUN, interrupt)).isSameAs(interrupt);
    }
    Thread.currentThread().interrupt();
    IOException any = new IOException("any");
    assertThatThrownBy(() -> skipped.add(RUN, any)).isSameAs(any);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(skipped.problems()).isEmpty();
  }
}
