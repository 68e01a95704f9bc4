package org.bucketcopy.job.servers.virtual;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server has counted since its start or the last reset. Thread-safe; a reading while
 * requests run is not one instant's.
 */
public final class Ledger {
  private volatile Map<Operation, Tally> tallies = tallies();
  private volatile Map<Violation, LongAdder> violations = adders();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger highestInFlight = new AtomicInteger();
  private final LongAdder bytesCopied = new LongAdder();
  private final LongAdder partsAgain = new LongAdder();

  /** Forgets all counts but that of the requests in flight. */
  void reset() {
    tallies = tallies();
    violations = adders();
    highestInFlight.set(inFlight.get());
    bytesCopied.reset();
    partsAgain.reset();
  }

  void arrived(Operation operation) {
    tally(operation).arrived();
    int now = inFlight.incrementAndGet();
    if (now > highestInFlight.get()) {
      highestInFlight.accumulateAndGet(now, Math::max);
    }
  }

  void answered(Operation operation, int status, long delayMicros, long tookMicros) {
    inFlight.decrementAndGet();
    tally(operation).answered(status, delayMicros, tookMicros);
  }

  void copied(long bytes) {
    bytesCopied.add(bytes);
  }

  void copiedAgain() {
    partsAgain.increment();
  }

  void violated(Violation violation) {
    adder(violation).increment();
  }

  /** Requests of an operation that have arrived. */
  public long requests(Operation operation) {
    return tally(operation).requests();
  }

  /** Requests of any operation that have arrived. */
  public long requests() {
    return tallies.values().stream().mapToLong(Tally::requests).sum();
  }

  /** Answers of an operation with this HTTP status, or with 0 if reset or cut short. */
  public long answers(Operation operation, int status) {
    return Optional.ofNullable(tally(operation).answers().get(status)).orElse(0L);
  }

  /** When the first request of an operation arrived, in ms since 1970; 0 if none did. */
  public long firstMillis(Operation operation) {
    return tally(operation).firstMillis();
  }

  /** When the last answer of an operation was given, in ms since 1970; 0 if none was. */
  public long lastMillis(Operation operation) {
    return tally(operation).lastMillis();
  }

  /** The latencies that an operation's answered requests were given, added up, tails included. */
  public long delayMicros(Operation operation) {
    return tally(operation).delayMicros();
  }

  /**
   * The time that an operation's requests really took in this server, added up. What exceeds {@link
   * #delayMicros}, and is no silence, is this server's or its machine's own slowness.
   */
  public long tookMicros(Operation operation) {
    return tally(operation).tookMicros();
  }

  public int inFlight() {
    return inFlight.get();
  }

  public int highestInFlight() {
    return highestInFlight.get();
  }

  /** Bytes of all copies that were done, each time they were, and of all bodies that were sunk. */
  public long bytesCopied() {
    return bytesCopied.sum();
  }

  /** Copies of a part that its upload had already. */
  public long partsAgain() {
    return partsAgain.sum();
  }

  /** Completed uploads that were wrong in this way, whether they were refused or not. */
  public long violations(Violation violation) {
    return adder(violation).sum();
  }

  /** All counts, by the names that they have as JSON. */
  Map<String, Object> facts() {
    Map<String, Object> operations = new LinkedHashMap<>();
    for (Operation operation : Operation.values()) {
      if (requests(operation) > 0) {
        operations.put(operation.word(), tally(operation).facts());
      }
    }
    Map<String, Object> wrong = new LinkedHashMap<>();
    for (Violation violation : Violation.values()) {
      wrong.put(violation.word(), violations(violation));
    }
    return ImmutableMap.of(
        "operations", operations,
        "violations", wrong,
        "inFlight", inFlight(),
        "highestInFlight", highestInFlight(),
        "bytesCopied", bytesCopied(),
        "partsAgain", partsAgain());
  }

  private static Map<Operation, Tally> tallies() {
    return Maps.immutableEnumMap(
        Maps.toMap(Arrays.asList(Operation.values()), operation -> new Tally()));
  }

  private static Map<Violation, LongAdder> adders() {
    return Maps.immutableEnumMap(
        Maps.toMap(Arrays.asList(Violation.values()), violation -> new LongAdder()));
  }

  private Tally tally(Operation operation) {
    return Optional.ofNullable(tallies.get(operation)).orElseThrow();
  }

  private LongAdder adder(Violation violation) {
    return Optional.ofNullable(violations.get(violation)).orElseThrow();
  }
}
