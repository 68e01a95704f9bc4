package org.bucketcopy.job.report;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.thread.Guarded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a command is, from time to time, until it is closed. Where that is a bar, {@link
 * System#err} and {@link System#out} lead around it meanwhile. Thread-safe.
 */
public final class ProgressDisplay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressDisplay.class);
  private static final long LINES_MILLIS = 10_000;
  private static final long BAR_MILLIS = 500;

  private final Console console;
  private final ProgressView view;
  private final ScheduledExecutorService timer;
  private Optional<BottomLine> bar = Optional.empty();
  private boolean shows;

  /**
   * @param console where it is shown, and how
   * @param view what is shown
   * @param timer of this display alone
   */
  public ProgressDisplay(Console console, ProgressView view, ScheduledExecutorService timer) {
    this.console = console;
    this.view = view;
    this.timer = timer;
  }

  /** Begins to show it. To be called once. */
  public synchronized void start() {
    if (console.mode() == ProgressMode.NONE) {
      return;
    }
    shows = true;
    long millis = LINES_MILLIS;
    if (console.mode() == ProgressMode.BAR) {
      BottomLine line = new BottomLine(console.err());
      bar = Optional.of(line);
      lead(line.others());
      millis = BAR_MILLIS;
    }
    // A run is not ended because nobody sees how far it is.
    new Guarded(this::show, defect -> LOG.warn("progress is not shown: {}", defect.toString()))
        .every(timer, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Where messages go that are to appear above a bar, once it is shown. */
  public synchronized PrintStream messages() {
    return bar.map(BottomLine::others).orElse(console.err());
  }

  private static void lead(PrintStream err) {
    System.setErr(err);
    System.setOut(err);
  }

  private synchronized void show() {
    if (!shows) {
      return;
    }
    switch (console.mode()) {
      case PLAIN -> console.err().println(view.plain());
      case JSON -> console.err().println(view.json());
      case BAR -> bar.ifPresent(line -> line.draw(view.bar(width())));
      case NONE -> {}
    }
  }

  /** Some terminals break a line that fills their last column. */
  private int width() {
    return Math.max(1, console.columns() - 1);
  }

  /** Shows how far the command has come, for the last time. */
  public synchronized void end() {
    if (shows) {
      bar.ifPresent(BottomLine::erase);
      console.err().println(lastLine());
    }
    close();
  }

  private String lastLine() {
    return switch (console.mode()) {
      case JSON -> view.json();
      case BAR -> view.bar(width());
      case PLAIN, NONE -> view.plain();
    };
  }

  /** Nothing is shown any more; a bar is taken away. */
  @Override
  public synchronized void close() {
    if (shows) {
      shows = false;
      bar.ifPresent(
          line -> {
            line.erase();
            lead(console.err());
          });
    }
    timer.shutdownNow();
  }
}
