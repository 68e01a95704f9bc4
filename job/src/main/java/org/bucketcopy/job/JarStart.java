package org.bucketcopy.job;

import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.LastLine;

/**
 * The jar's own main class, for {@code java -jar} and for spark-submit without {@code --class}. It
 * needs nothing that is not in the jar, so that it can say what is missing.
 */
public final class JarStart {
  private static final String NO_SPARK =
      "this jar is a Spark application, and Java was started without Spark: run it by the script"
          + " bucket-copy, or by spark-submit --class org.bucketcopy.job.BucketCopy"
          + " bucket-copy.jar";

  private JarStart() {}

  /**
   * Says the version if that is all that is wanted; else runs the application, if Spark is there.
   *
   * @throws Exception as in {@link BucketCopy#main}
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println(Version.text());
    } else if (sparkIsThere()) {
      BucketCopy.main(arguments);
    } else {
      System.err.println("bucket-copy: " + NO_SPARK);
      ExitCode ended = new LastLine(System.out, Optional.empty()).write(ExitCode.USAGE, NO_SPARK);
      System.exit(ended.number());
    }
  }

  private static boolean sparkIsThere() {
    try {
      Class.forName(
          "org.apache.spark.SparkConf", /* initialize= */ false, JarStart.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
