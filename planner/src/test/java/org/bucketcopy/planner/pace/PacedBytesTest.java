package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.Test;

/** A driver that gives bodies to executors, and executors that send them, in virtual time. */
final class PacedBytesTest {
  private static final int MIB = 1 << 20;
  private static final int STEP_MILLIS = 10;

  private final VirtualTime time = new VirtualTime();
  private final List<Executor> executors = new ArrayList<>();
  private final Queue<Long> bodies = new ArrayDeque<>();
  private final ByteBudget budget = ByteBudget.below(MIB, time.clock());
  private long sent;
  private int mostOpen;
  private double longestSeconds;

  @Test
  void theRateIsKeptAndUsedByLargeBodies() {
    start(10);
    bodies.addAll(Collections.nCopies(40, 16L * MIB));

    assertRateIsKept(600);

    assertThat(mostOpen).isEqualTo(2);
    assertThat(longestSeconds).isLessThan(40);
  }

  @Test
  void theRateIsKeptAndUsedBySmallBodies() {
    start(3);
    bodies.addAll(Collections.nCopies(10_000, 16L * 1024));

    assertRateIsKept(40);

    assertThat(mostOpen).isEqualTo(640);
    assertThat(longestSeconds).isLessThan(30);
  }

  @Test
  void theRateIsKeptWhereExecutorsAreLost() {
    start(4);
    bodies.addAll(Collections.nCopies(100, 8L * MIB));
    time.after(30_000, () -> executors.get(0).die());
    time.after(60_000, () -> executors.get(1).die());

    assertRateIsKept(300);
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      executors.add(new Executor("" + i));
    }
  }

  /** In each second, and of the time on the whole nearly all is used. */
  private void assertRateIsKept(int seconds) {
    for (int second = 0; second < seconds; second++) {
      long before = sent;
      time.pass(1);
      // And a burst of each.
      assertThat(sent - before).isLessThan(MIB * 11 / 10);
    }
    assertThat(bodies).isNotEmpty();
    assertThat(sent).isGreaterThan((long) MIB * seconds * 9 / 10);
    time.shutdownNow();
  }

  private OpenBodies open() {
    OpenBodies open = new OpenBodies();
    executors.forEach(
        executor -> executor.given.forEach(body -> open.add(executor.name, body.all)));
    return open;
  }

  private final class Sent {
    private final long all;
    private final double begunSeconds = time.seconds();
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private long left;
    private int held;
    private long due;

    Sent(long all) {
      this.all = all;
      this.left = all;
    }
  }

  private final class Executor {
    private final String name;
    private final BytePacer pacer = new BytePacer(time.clock());
    private final List<Sent> given = new ArrayList<>();
    private final List<Sent> begun = new ArrayList<>();
    private boolean dead;

    Executor(String name) {
      this.name = name;
      time.every(20, this::lease);
      time.every(STEP_MILLIS, this::send);
    }

    private void lease() {
      if (dead) {
        return;
      }
      long room = budget.room(open());
      List<Sent> more = new ArrayList<>();
      for (; room > 0 && !bodies.isEmpty() && more.size() < 64; room -= more.get(0).all) {
        more.add(0, new Sent(bodies.remove()));
      }
      given.addAll(more);
      mostOpen = Math.max(mostOpen, executors.stream().mapToInt(each -> each.given.size()).sum());
      pacer.rate(budget.share(name, open()));
      more.forEach(this::begin);
    }

    private void begin(Sent body) {
      pacer.send(
          new Length(body.all),
          paced -> {
            begun.add(body);
            return body.answer;
          });
    }

    private void send() {
      for (Sent body : List.copyOf(begun)) {
        while (!dead && !body.answer.isDone() && pacer.nanosUntil(body.due) == 0) {
          goOn(body);
        }
      }
    }

    /** What was read and is allowed now goes out, and more is read. */
    private void goOn(Sent body) {
      sent += body.held;
      body.left -= body.held;
      body.held = (int) Math.min(body.left, pacer.piece());
      if (body.held > 0) {
        body.due = pacer.noteRead(body.held);
        return;
      }
      begun.remove(body);
      given.remove(body);
      longestSeconds = Math.max(longestSeconds, time.seconds() - body.begunSeconds);
      body.answer.complete(null);
    }

    void die() {
      dead = true;
      given.forEach(body -> bodies.add(body.all));
      given.clear();
      budget.left(name);
    }
  }

  private record Length(long length) implements Body {
    @Override
    public InputStream open() {
      throw new UnsupportedOperationException("its bytes are counted, not read");
    }
  }
}
