package org.bucketcopy.job.servers.virtual;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How slow, how limited and how unreliable a server is: a value that can be exchanged at run time.
 * What is said of all operations replaces what was said before of single ones.
 *
 * @param manners one for each operation
 * @param writesPerSecond those above it are answered 503 at once; 0 is no limit
 * @param silenceMillis how long {@link Fault#SILENCE} lasts
 * @param partEtags of parts that are copied again
 * @param seed of all chances: the n-th request meets the same fate in each run
 */
public record Behaviour(
    Map<Operation, Manner> manners,
    long writesPerSecond,
    long silenceMillis,
    PartEtags partEtags,
    long seed) {

  /** The ETag that a range has when it is copied a second time. */
  public enum PartEtags {
    /** The same again, as where a part's ETag is the digest of its bytes. */
    STEADY,
    /** Another one for each copy, as under SSE-KMS. */
    FRESH
  }

  public Behaviour {
    checkArgument(writesPerSecond >= 0, "%s writes per second", writesPerSecond);
    checkArgument(silenceMillis >= 0, "a silence of %s ms", silenceMillis);
    manners = Maps.immutableEnumMap(manners);
    checkArgument(manners.size() == Operation.values().length, "a manner is missing");
  }

  /** No latency, no limit, no fault. */
  public static Behaviour prompt() {
    ImmutableMap<Operation, Manner> manners =
        Maps.toMap(Arrays.asList(Operation.values()), operation -> Manner.PROMPT);
    return new Behaviour(manners, 0, 30_000, PartEtags.STEADY, 1);
  }

  /** Each request takes so many milliseconds. */
  public Behaviour withLatencyMillis(long millis) {
    return with(manner -> manner.withLatencyMillis(millis));
  }

  public Behaviour withLatencyMillis(Operation operation, long millis) {
    return with(operation, manner -> manner.withLatencyMillis(millis));
  }

  /** Adds to each copy the time that its bytes take at this speed; 0 adds none. */
  public Behaviour withCopyBytesPerSecond(long speed) {
    return with(manner -> manner.withCopyBytesPerSecond(speed));
  }

  /** This share of requests, 0..1, takes {@code factor} times as long. */
  public Behaviour withTail(double chance, double factor) {
    return with(manner -> manner.withTail(chance, factor));
  }

  /** Each request meets the fault with this chance, 0..1. */
  public Behaviour withFault(Fault fault, double chance) {
    return with(manner -> manner.withFault(fault, chance));
  }

  public Behaviour withFault(Operation operation, Fault fault, double chance) {
    return with(operation, manner -> manner.withFault(fault, chance));
  }

  /** Writes above this are answered 503; 0 is no limit. */
  public Behaviour withWritesPerSecond(long writes) {
    return new Behaviour(manners, writes, silenceMillis, partEtags, seed);
  }

  public Behaviour withSilenceMillis(long millis) {
    return new Behaviour(manners, writesPerSecond, millis, partEtags, seed);
  }

  public Behaviour withPartEtags(PartEtags etags) {
    return new Behaviour(manners, writesPerSecond, silenceMillis, etags, seed);
  }

  public Behaviour withSeed(long otherSeed) {
    return new Behaviour(manners, writesPerSecond, silenceMillis, partEtags, otherSeed);
  }

  /** How an operation is served. */
  public Manner manner(Operation operation) {
    return manners.getOrDefault(operation, Manner.PROMPT);
  }

  Behaviour with(UnaryOperator<Manner> change) {
    return withManners(ImmutableMap.copyOf(Maps.transformValues(manners, change::apply)));
  }

  Behaviour with(Operation operation, UnaryOperator<Manner> change) {
    EnumMap<Operation, Manner> changed = new EnumMap<>(manners);
    changed.computeIfPresent(operation, (key, manner) -> change.apply(manner));
    return withManners(changed);
  }

  private Behaviour withManners(Map<Operation, Manner> changed) {
    return new Behaviour(changed, writesPerSecond, silenceMillis, partEtags, seed);
  }
}
