package org.bucketcopy.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EarlyEndTest {
  private static RuntimeException cause() {
    return new IllegalStateException("Unable to make field hb accessible\n\tat java.base");
  }

  static Stream<Throwable> wrappers() {
    return Stream.of(
        new ExecutionException("Exception thrown by job", cause()),
        new CompletionException("wrapped", cause()),
        new InvocationTargetException(cause(), "wrapped"),
        new CompletionException(new ExecutionException(cause())));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void theCauseIsReportedAndNotThatThereIsOne(Throwable wrapper) {
    assertThat(Cause.firstLine(wrapper)).isEqualTo("Unable to make field hb accessible");
    assertThat(Cause.unexpected(wrapper).message())
        .isEqualTo(
            "an unexpected failure ended the run: IllegalStateException: Unable to make field hb"
                + " accessible");
  }

  @Test
  void aFailureThatSaysMoreThanItsCauseIsReportedItself() {
    Throwable failure =
        new UncheckedIOException("the journal is full", new java.io.IOException("ENOSPC"));

    assertThat(Cause.firstLine(failure)).isEqualTo("the journal is full");
    assertThat(Cause.firstLine(new ExecutionException("alone", null))).isEqualTo("alone");
  }

  @Test
  void aRunThatIsOverIsNotInterrupted() {
    EarlyEnd end = new EarlyEnd();
    Thread.currentThread().interrupt();
    end.over();
    end.because(ExitCode.COULD_NOT_RUN, "Spark has ended");

    assertThat(Thread.interrupted()).isFalse();
    assertThat(end.cause()).isEmpty();
  }
}
