package org.bucketcopy.job.stores;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * What each request may take, whatever a server answers: one table for all stores. Each holds to it
 * where it sends requests, and closes the connection of a request that goes beyond. Thread-safe.
 */
public final class RequestLimits {
  /** Maximum size in bytes of an answer's headers, or of one where a client counts headers. */
  public static final int HEADER_BYTES = 64 * 1024;

  /** Maximum number of headers of an answer. */
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

  /** For parts of up to 5 GiB, and for completions, while which stores send spaces. */
  private static final Duration LONG = Duration.ofHours(1);

  private static final RequestLimit SMALL = new RequestLimit(QUICK, MIB);
  private static final RequestLimit WORK = new RequestLimit(LONG, MIB);
  private static final RequestLimit PARTS = new RequestLimit(QUICK, 16 * MIB);

  /** What is read is as long as was asked for, and is not held. */
  private static final RequestLimit BYTES = new RequestLimit(LONG, Integer.MAX_VALUE);

  /** Pages hold a thousand entries, each with a key of up to 1,024 bytes, percent-encoded. */
  private static final RequestLimit KEYS = new RequestLimit(QUICK, 64 * MIB);

  private final Function<StoreOperation, RequestLimit> table;
  private final ScheduledExecutorService timer;

  /**
   * @param table has a limit for every operation
   * @param timer ends requests; never used for a request's own work
   */
  public RequestLimits(
      Function<StoreOperation, RequestLimit> table, ScheduledExecutorService timer) {
    this.table = table;
    this.timer = timer;
  }

  private static RequestLimit standard(StoreOperation operation) {
    return switch (operation) {
      case HEAD_BUCKET, HEAD_OBJECT, READ_TAGS, WRITE_TAGS, INITIATE, ABORT, DELETE_OBJECT -> SMALL;
      case LIST_OBJECTS, LIST_UPLOADS -> KEYS;
      // Answers that name up to a thousand keys.
      case LIST_PARTS, READ_ATTRIBUTES, DELETE_OBJECTS -> PARTS;
      case COPY_OBJECT, COPY_PART, PUT_OBJECT, UPLOAD_PART, COMPLETE -> WORK;
      case READ_RANGE -> BYTES;
    };
  }

  /**
   * Those of every run.
   *
   * @param timer as above
   */
  public static RequestLimits standard(ScheduledExecutorService timer) {
    return new RequestLimits(RequestLimits::standard, timer);
  }

  /** The limit of a request made for {@code operation}. */
  public RequestLimit of(StoreOperation operation) {
    return table.apply(operation);
  }

  /** Runs {@code end} when the time of a request is over, unless the result is cancelled. */
  public Future<?> after(RequestLimit limit, Runnable end) {
    return timer.schedule(end, limit.total().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs {@code check} after each {@link #SILENCE}, until the result is cancelled. */
  public Future<?> eachSilence(Runnable check) {
    long millis = SILENCE.toMillis();
    return timer.scheduleWithFixedDelay(check, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * What a request is made for, by what the three APIs have in common. A look at a bucket's
   * settings counts as one at its head.
   *
   * @param method its HTTP method
   * @param has whether its query has a parameter
   * @param copies whether it names a source to copy
   * @param ranged whether it names a range to read
   */
  public static StoreOperation operation(
      String method, Predicate<String> has, boolean copies, boolean ranged) {
    return switch (method) {
      case "HEAD" -> StoreOperation.HEAD_OBJECT;
      case "DELETE" -> deleted(has);
      case "POST" -> posted(has);
      case "PUT" -> written(has, copies);
      default -> ranged ? StoreOperation.READ_RANGE : read(has);
    };
  }

  private static StoreOperation posted(Predicate<String> has) {
    if (has.test("delete")) {
      return StoreOperation.DELETE_OBJECTS;
    }
    return has.test("uploads") ? StoreOperation.INITIATE : StoreOperation.COMPLETE;
  }

  private static StoreOperation deleted(Predicate<String> has) {
    if (has.test("uploadId")) {
      return StoreOperation.ABORT;
    }
    return has.test("tagging") ? StoreOperation.WRITE_TAGS : StoreOperation.DELETE_OBJECT;
  }

  private static StoreOperation written(Predicate<String> has, boolean copies) {
    if (has.test("uploadId")) {
      return copies ? StoreOperation.COPY_PART : StoreOperation.UPLOAD_PART;
    }
    if (copies) {
      return StoreOperation.COPY_OBJECT;
    }
    return has.test("tagging") ? StoreOperation.WRITE_TAGS : StoreOperation.PUT_OBJECT;
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
    if (has.test("attributes")) {
      return StoreOperation.READ_ATTRIBUTES;
    }
    return has.test("versioning") || has.test("location") || has.test("bucketInfo")
        ? StoreOperation.HEAD_BUCKET
        : StoreOperation.LIST_OBJECTS;
  }
}
