package org.bucketcopy.job.report;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A line at the bottom of a terminal that is drawn again and again. What others write appears above
 * it, if they write to {@link #others}: the line makes room, and is there again when it is drawn
 * the next time. Thread-safe.
 */
final class BottomLine {
  /** To the first column; what the line was longer before is erased. */
  private static final String START = "\r";

  private static final String ERASE_REST = "\u001b[K";

  /** A terminal that has been made narrower cuts the line, and does not break it. */
  private static final String CUT = "\u001b[?7l";

  private static final String BREAK = "\u001b[?7h";

  private final PrintStream terminal;
  private final PrintStream others =
      new PrintStream(new Above(), /* autoFlush= */ true, StandardCharsets.UTF_8);
  private boolean drawn;
  private boolean lineEnded = true;

  /**
   * @param terminal where it is drawn
   */
  BottomLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** For all else that goes to the terminal. */
  PrintStream others() {
    return others;
  }

  /** Draws the line, unless somebody has written a line to its half. */
  synchronized void draw(String line) {
    if (lineEnded) {
      // In the first column again: what comes by another way overwrites the line.
      terminal.print(START + CUT + line + ERASE_REST + BREAK + START);
      terminal.flush();
      drawn = true;
    }
  }

  /** Takes the line away, if it is there. */
  synchronized void erase() {
    if (drawn) {
      terminal.print(START + ERASE_REST);
      terminal.flush();
      drawn = false;
    }
  }

  private synchronized void write(byte[] bytes, int offset, int length) {
    if (length > 0) {
      erase();
      terminal.write(bytes, offset, length);
      terminal.flush();
      lineEnded = bytes[offset + length - 1] == '\n';
    }
  }

  private final class Above extends OutputStream {
    @Override
    public void write(int one) {
      BottomLine.this.write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      BottomLine.this.write(bytes, offset, length);
    }
  }
}
