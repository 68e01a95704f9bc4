package org.bucketcopy.job.lifecycle;

import com.google.common.util.concurrent.Uninterruptibles;
import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Hands the exit code to what has started the driver. */
public final class DriverEnd {
  /** Longer than anything may take to close that was not closed before. */
  private static final long EXIT_TIMEOUT_MILLIS = 60_000;

  private static final String USER_APP_EXCEPTION = "org.apache.spark.SparkUserAppException";

  private DriverEnd() {}

  /**
   * Ends the process with the number of {@code exitCode}, whatever threads there are. In the
   * ApplicationMaster of YARN it is the ApplicationMaster that ends the process: to exit there is
   * to have failed, with any exit code, and YARN starts the application again. So this returns on
   * success, and throws otherwise what Spark takes for an exit code.
   *
   * @param attempt that of the ApplicationMaster; empty where there is none
   * @throws Exception Spark's {@code SparkUserAppException}
   */
  public static void leave(ExitCode exitCode, Optional<YarnAttempt> attempt) throws Exception {
    if (attempt.isEmpty()) {
      exit(exitCode.number());
    } else if (exitCode != ExitCode.OK) {
      throw userAppException(exitCode.number());
    }
  }

  private static void exit(int number) {
    Thread limit =
        new Thread(
            () -> {
              Uninterruptibles.sleepUninterruptibly(EXIT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
              Runtime.getRuntime().halt(number);
            },
            "bucket-copy-exit");
    limit.setDaemon(true);
    limit.start();
    System.exit(number);
  }

  /** Spark 3.5 makes it of the exit code alone, Spark 4 of that and a cause. */
  private static Exception userAppException(int exitCode) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(USER_APP_EXCEPTION).getConstructors()[0];
    Object[] arguments = new Object[constructor.getParameterCount()];
    arguments[0] = exitCode;
    return (Exception) constructor.newInstance(arguments);
  }
}
