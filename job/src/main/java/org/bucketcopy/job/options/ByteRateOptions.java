package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.bucketcopy.planner.pace.OpenBodies;
import picocli.CommandLine.Option;

/** How fast bytes are sent. */
final class ByteRateOptions {
  static final String NAME = "--max-bytes-per-second";

  @Option(
      names = NAME,
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description =
          "Maximum bytes that are sent per second, by all executors together: 50MB (default: no"
              + " limit).")
  private Optional<ByteSize> most = Optional.empty();

  /** Whether there is a limit. */
  boolean isGiven() {
    return most.isPresent();
  }

  /**
   * Maximum number of bytes in a second; 0 for no limit.
   *
   * @throws IllegalArgumentException if none could be sent
   */
  long bytesPerSecond() {
    long rate = most.map(ByteSize::bytes).orElse(0L);
    checkArgument(most.isEmpty() || rate > 0, "%s must be at least 1B", NAME);
    return rate;
  }

  /**
   * Checks that no request takes longer than one may take: it would fail, again and again.
   *
   * @param largest what one request sends, in bytes
   * @param smaller the options that make it less
   * @throws IllegalArgumentException if one would
   */
  void check(long largest, String smaller) {
    long lowest = OpenBodies.lowestRate(largest);
    checkArgument(
        most.isEmpty() || bytesPerSecond() >= lowest,
        "%s is too low for requests of up to %s bytes, each of which has to end within an hour: give"
            + " %sB or more, or less for %s",
        NAME,
        largest,
        lowest,
        smaller);
  }
}
