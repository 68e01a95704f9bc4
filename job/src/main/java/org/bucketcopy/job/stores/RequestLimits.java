package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * What each request may take, whatever a server answers: one table for all stores. Each holds to it
 * where it sends requests, and closes the connection of a request that goes beyond. Thread-safe.
 */
public final class RequestLimits {
  /** Most bytes of an answer's headers, or of one where a client counts headers. */
  public static final int HEADER_BYTES = 64 * 1024;

  /** Most headers of an answer. */
  public static final int HEADER_COUNT = 1024;

  /**
   * How long a connection may be silent while an answer is due: a copy sends no byte until it is
   * done, and that can take minutes.
   */
  public static final Duration SILENCE = Duration.ofMinutes(15);

  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** For what stores answer at once, however busy they are. */
  private static final Duration QUICK = Duration.ofMinutes(5);

  /** For copies of up to 5 GiB, and for completions, while which stores send spaces. */
  private static final Duration LONG = Duration.ofHours(1);

  /** Pages hold a thousand entries, each with a key of up to 1,024 bytes, percent-encoded. */
  private static final ImmutableMap<StoreOperation, RequestLimit> TABLE =
      Maps.immutableEnumMap(
          ImmutableMap.<StoreOperation, RequestLimit>builder()
              .put(StoreOperation.HEAD_BUCKET, new RequestLimit(QUICK, MIB))
              .put(StoreOperation.LIST_OBJECTS, new RequestLimit(QUICK, 64 * MIB))
              .put(StoreOperation.HEAD_OBJECT, new RequestLimit(QUICK, MIB))
              .put(StoreOperation.READ_TAGS, new RequestLimit(QUICK, MIB))
              .put(StoreOperation.WRITE_TAGS, new RequestLimit(QUICK, MIB))
              .put(StoreOperation.COPY_OBJECT, new RequestLimit(LONG, MIB))
              .put(StoreOperation.INITIATE, new RequestLimit(QUICK, MIB))
              .put(StoreOperation.COPY_PART, new RequestLimit(LONG, MIB))
              .put(StoreOperation.LIST_PARTS, new RequestLimit(QUICK, 16 * MIB))
              .put(StoreOperation.LIST_UPLOADS, new RequestLimit(QUICK, 64 * MIB))
              .put(StoreOperation.COMPLETE, new RequestLimit(LONG, MIB))
              .put(StoreOperation.ABORT, new RequestLimit(QUICK, MIB))
              .buildOrThrow());

  private final Map<StoreOperation, RequestLimit> table;
  private final ScheduledExecutorService timer;

  /**
   * @param table has a limit for every operation
   * @param timer ends requests; never used for a request's own work
   */
  public RequestLimits(Map<StoreOperation, RequestLimit> table, ScheduledExecutorService timer) {
    this.table = new EnumMap<>(table);
    this.timer = timer;
  }

  /** Those of every run, kept by one timer for all stores of the JVM. */
  public static RequestLimits standard() {
    return Standard.LIMITS;
  }

  /** The limit of a request made for {@code operation}. */
  public RequestLimit of(StoreOperation operation) {
    return Optional.ofNullable(table.get(operation)).orElseThrow();
  }

  /** Runs {@code end} when the time of a request is over, unless the result is cancelled. */
  public Future<?> after(RequestLimit limit, Runnable end) {
    return timer.schedule(end, limit.total().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * What a request is made for, by what the three APIs have in common. A look at a bucket's
   * settings counts as one at its head.
   *
   * @param method its HTTP method
   * @param has whether its query has a parameter
   * @param copies whether it names a source to copy
   */
  public static StoreOperation operation(String method, Predicate<String> has, boolean copies) {
    return switch (method) {
      case "HEAD" -> StoreOperation.HEAD_OBJECT;
      case "DELETE" -> StoreOperation.ABORT;
      case "POST" -> has.test("uploads") ? StoreOperation.INITIATE : StoreOperation.COMPLETE;
      case "PUT" -> written(has, copies);
      default -> read(has);
    };
  }

  private static StoreOperation written(Predicate<String> has, boolean copies) {
    if (!copies) {
      return StoreOperation.WRITE_TAGS;
    }
    return has.test("uploadId") ? StoreOperation.COPY_PART : StoreOperation.COPY_OBJECT;
  }

  private static StoreOperation read(Predicate<String> has) {
    if (has.test("uploadId")) {
      return StoreOperation.LIST_PARTS;
    }
    if (has.test("uploads")) {
      return StoreOperation.LIST_UPLOADS;
    }
    if (has.test("tagging")) {
      return StoreOperation.READ_TAGS;
    }
    return has.test("versioning") || has.test("location") || has.test("bucketInfo")
        ? StoreOperation.HEAD_BUCKET
        : StoreOperation.LIST_OBJECTS;
  }

  /** Made when it is first asked for. */
  private static final class Standard {
    static final RequestLimits LIMITS = new RequestLimits(TABLE, timer());

    private static ScheduledExecutorService timer() {
      ScheduledThreadPoolExecutor timer =
          new ScheduledThreadPoolExecutor(
              1,
              work -> {
                Thread thread = new Thread(work, "bucket-copy-limits");
                thread.setDaemon(true);
                return thread;
              });
      // Nearly every request is over long before.
      timer.setRemoveOnCancelPolicy(true);
      return timer;
    }
  }
}
