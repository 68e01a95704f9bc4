package org.bucketcopy.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.virtual.Operation;

/**
 * A reading of the server's ledger.
 *
 * @param json as the server reports it
 */
record Counts(JsonNode json) {
  private static final Operation[] COPIES = {
    Operation.COPY_OBJECT, Operation.COPY_PART, Operation.PUT_OBJECT, Operation.UPLOAD_PART
  };

  /** Objects and parts that were copied or sent, and answered with success. */
  long copies() {
    return of(COPIES).mapToLong(node -> node.path("answers").path("200").asLong()).sum();
  }

  /** Latencies that the copies were given, tails included, added up. */
  double copySeconds() {
    return seconds(COPIES);
  }

  /** Latencies that these requests were given, added up. */
  double seconds(Operation... operations) {
    return of(operations).mapToLong(node -> node.path("delayMicros").asLong()).sum() / 1e6;
  }

  long requests(Operation operation) {
    return of(operation).mapToLong(node -> node.path("requests").asLong()).sum();
  }

  /** Requests of any kind. */
  long requests() {
    return of(Operation.values()).mapToLong(node -> node.path("requests").asLong()).sum();
  }

  /** When the first of these requests arrived, in ms since 1970; 0 if none did. */
  long firstMillis(Operation... operations) {
    return times("firstMillis", operations).min().orElse(0);
  }

  /** When the last of these requests was answered, in ms since 1970; 0 if none was. */
  long lastMillis(Operation... operations) {
    return times("lastMillis", operations).max().orElse(0);
  }

  /** Bytes of what was copied or sent. */
  long bytes() {
    return json.path("bytesCopied").asLong();
  }

  int highestInFlight() {
    return json.path("highestInFlight").asInt();
  }

  /** Objects that are at the destination as they ought to be. */
  long right() {
    return json.path("verdict").path("right").asLong();
  }

  /** Objects that are not. */
  long notRight() {
    return Stream.of("stale", "wrong", "missing", "extra")
        .mapToLong(word -> json.path("verdict").path(word).asLong())
        .sum();
  }

  private LongStream times(String word, Operation... operations) {
    return of(operations).mapToLong(node -> node.path(word).asLong()).filter(time -> time > 0);
  }

  private Stream<JsonNode> of(Operation... operations) {
    return Arrays.stream(operations).map(one -> json.path("operations").path(one.word()));
  }
}
