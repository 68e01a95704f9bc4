package org.bucketcopy.planner.thread;

import java.util.concurrent.ScheduledExecutorService;

/** For tests of what happens in real time. */
public final class RealMachine {
  public static final Machine MACHINE = Machine.real();

  public static final ScheduledExecutorService TIMER = MACHINE.threads().named("test-timer");

  private RealMachine() {}
}
