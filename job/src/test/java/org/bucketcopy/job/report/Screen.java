package org.bucketcopy.job.report;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a terminal shows of what is written to it. It knows no more than is used here. */
final class Screen extends OutputStream {
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private final ByteArrayOutputStream command = new ByteArrayOutputStream();
  private int column;

  PrintStream stream() {
    return new PrintStream(this, /* autoFlush= */ true, StandardCharsets.UTF_8);
  }

  /** All rows, without the one that the cursor is in if that is empty. */
  List<String> rows() {
    List<String> shown = rows.stream().map(row -> row.toString().stripTrailing()).toList();
    int last = shown.size() - 1;
    return shown.get(last).isEmpty() ? shown.subList(0, last) : shown;
  }

  @Override
  public synchronized void write(int one) {
    char character = (char) one;
    if (character == '\u001b' || command.size() > 0) {
      command.write(one);
      if (Character.isLetter(character)) {
        obey(command.toString(StandardCharsets.UTF_8));
        command.reset();
      }
    } else if (character == '\r') {
      column = 0;
    } else if (character == '\n') {
      column = 0;
      rows.add(new StringBuilder());
    } else {
      row().replace(column, Math.min(column + 1, row().length()), String.valueOf(character));
      column++;
    }
  }

  private void obey(String sequence) {
    switch (sequence) {
      case "\u001b[K" -> row().setLength(Math.min(column, row().length()));
      case "\u001b[?7l", "\u001b[?7h" -> {}
      default -> throw new IllegalStateException("unknown command " + sequence.substring(1));
    }
  }

  private StringBuilder row() {
    return rows.get(rows.size() - 1);
  }
}
