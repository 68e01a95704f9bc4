package org.bucketcopy.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a terminal, or a file, shows of a command that goes on. */
final class ProgressDisplayTest {
  private final VirtualTime time = new VirtualTime();
  private final Screen screen = new Screen();
  private final PrintStream terminal = screen.stream();
  private final PrintStream err = System.err;
  private final PrintStream out = System.out;

  /** Shows the second. */
  private final ProgressView view =
      new ProgressView() {
        @Override
        public String plain() {
          return "second " + time.seconds();
        }

        @Override
        public String bar(int columns) {
          return "[" + "=".repeat((int) time.seconds()) + "] of " + columns;
        }

        @Override
        public String json() {
          return "{\"second\":" + time.seconds() + "}";
        }
      };

  @AfterEach
  void restore() {
    System.setErr(err);
    System.setOut(out);
  }

  private ProgressDisplay display(ProgressMode mode) {
    ProgressDisplay display =
        new ProgressDisplay(new Console(terminal, mode, 80), view, time.named("display"));
    System.setErr(terminal);
    System.setOut(terminal);
    display.start();
    return display;
  }

  @Test
  void plainLinesComeEveryTenSecondsAndAtTheEnd() {
    ProgressDisplay display = display(ProgressMode.PLAIN);
    time.pass(25);
    display.end();
    display.close();
    time.pass(25);

    assertThat(screen.rows()).containsExactly("second 10.0", "second 20.0", "second 25.0");
  }

  @Test
  void jsonIsAnObjectALine() {
    ProgressDisplay display = display(ProgressMode.JSON);
    time.pass(15);
    display.end();

    assertThat(screen.rows()).containsExactly("{\"second\":10.0}", "{\"second\":15.0}");
  }

  @Test
  void noneIsNothing() {
    ProgressDisplay display = display(ProgressMode.NONE);
    time.pass(25);
    display.end();

    assertThat(screen.rows()).isEmpty();
  }

  @Test
  void aBarIsOneLineThatIsDrawnAgain() {
    ProgressDisplay display = display(ProgressMode.BAR);
    time.pass(7);
    assertThat(screen.rows()).containsExactly("[=======] of 79");
    time.pass(2);
    assertThat(screen.rows()).containsExactly("[=========] of 79");

    display.end();
    System.err.println("after");

    assertThat(screen.rows()).containsExactly("[=========] of 79", "after");
    assertThat(System.err).isSameAs(terminal);
    assertThat(System.out).isSameAs(terminal);
  }

  @Test
  void whatIsLoggedAppearsWholeAboveTheBar() {
    try (ProgressDisplay display = display(ProgressMode.BAR)) {
      time.pass(3);
      System.err.println("short");
      System.out.println("two\nlines");
      assertThat(screen.rows()).containsExactly("short", "two", "lines");
      time.pass(1);
      assertThat(screen.rows()).containsExactly("short", "two", "lines", "[====] of 79");

      System.err.print("half of ");
      time.pass(1);
      System.err.println("a line");
      time.pass(1);

      assertThat(screen.rows())
          .containsExactly("short", "two", "lines", "half of a line", "[======] of 79");
      assertThat(display).isNotNull();
    }
    // A display that is closed before its end leaves nothing.
    assertThat(screen.rows()).containsExactly("short", "two", "lines", "half of a line");
  }

  @Test
  void aCommandThatEndsBeforeItIsShownHasItsLastLine() {
    display(ProgressMode.BAR).end();

    assertThat(screen.rows()).containsExactly("[] of 79");
  }
}
