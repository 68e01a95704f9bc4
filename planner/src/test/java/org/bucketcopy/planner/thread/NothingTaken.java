package org.bucketcopy.planner.thread;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Time, threads and chance come from a {@link Machine}, and nowhere else. */
public final class NothingTaken {
  private static final String NEW = "<init>";

  /** Who has them of its own, by their names; {@code java.time}'s {@code now} comes with these. */
  private static final ImmutableSetMultimap<Class<?>, String> TAKING =
      ImmutableSetMultimap.<Class<?>, String>builder()
          .putAll(System.class, "nanoTime", "currentTimeMillis")
          .putAll(
              Clock.class,
              "system",
              "systemUTC",
              "systemDefaultZone",
              "tick",
              "tickMillis",
              "tickSeconds",
              "tickMinutes")
          .put(InstantSource.class, "system")
          .put(Ticker.class, "systemTicker")
          .putAll(Stopwatch.class, "createStarted", "createUnstarted")
          .putAll(Thread.class, NEW, "sleep")
          .put(TimeUnit.class, "sleep")
          .put(Uninterruptibles.class, "sleepUninterruptibly")
          .putAll(LockSupport.class, "parkNanos", "parkUntil")
          .put(Timer.class, NEW)
          .putAll(Executors.class, Set.of("newCachedThreadPool", "newFixedThreadPool"))
          .putAll(Executors.class, Set.of("newScheduledThreadPool", "newSingleThreadExecutor"))
          .putAll(
              Executors.class, Set.of("newSingleThreadScheduledExecutor", "newWorkStealingPool"))
          .putAll(Executors.class, Set.of("defaultThreadFactory", "privilegedThreadFactory"))
          .put(ThreadPoolExecutor.class, NEW)
          .put(ScheduledThreadPoolExecutor.class, NEW)
          .putAll(ForkJoinPool.class, NEW, "commonPool")
          .put(ForkJoinTask.class, "fork")
          .put(ThreadFactoryBuilder.class, "build")
          .put(Collection.class, "parallelStream")
          .putAll(CompletableFuture.class, "delayedExecutor", "orTimeout", "completeOnTimeout")
          .put(UUID.class, "randomUUID")
          .put(Math.class, "random")
          .put(ThreadLocalRandom.class, "current")
          .put(Random.class, NEW)
          .put(SecureRandom.class, NEW)
          .put(SplittableRandom.class, NEW)
          .put(Machine.class, "real")
          .build();

  private NothingTaken() {}

  /**
   * The rule.
   *
   * @param exceptions the names of the classes that may take what they need, each with the reason
   */
  public static ArchRule except(Map<String, String> exceptions) {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "are not " + exceptions.keySet(),
                type -> exceptions.keySet().stream().noneMatch(named -> isIn(type, named))))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("takes time, threads or chance", NothingTaken::takes))
        .because("a test gives its own, and drives a run in virtual time from a seed");
  }

  /** Whether it is that class, or one within it. */
  private static boolean isIn(JavaClass type, String named) {
    return type.getName().equals(named) || type.getName().startsWith(named + "$");
  }

  private static boolean takes(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    return TAKING.asMap().entrySet().stream()
            .anyMatch(
                taking ->
                    taking.getValue().contains(name)
                        && (name.equals(NEW)
                            ? owner.isEquivalentTo(taking.getKey())
                            : owner.isAssignableTo(taking.getKey())))
        || (name.equals("now") && owner.getPackageName().equals(Instant.class.getPackageName()))
        || (name.endsWith("Async")
            && owner.isAssignableTo(CompletionStage.class)
            && hasNoExecutor(access.getTarget()));
  }

  /** Then it is run by threads that nobody has given. */
  private static boolean hasNoExecutor(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget call
        && call.getRawParameterTypes().stream()
            .noneMatch(parameter -> parameter.isEquivalentTo(Executor.class));
  }
}
