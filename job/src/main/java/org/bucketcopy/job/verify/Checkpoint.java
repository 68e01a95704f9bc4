package org.bucketcopy.job.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.listing.Coverage;
import org.bucketcopy.planner.verify.Evidence;

/**
 * How far a verification is, so that a later driver compares nothing again that is settled.
 *
 * @param covered the keys that the walk has given
 * @param unsettled of those, the keys that are not settled: as many as the queue holds at most
 * @param counts of what is settled
 */
record Checkpoint(Coverage covered, Set<String> unsettled, VerifyCounts counts) {
  /** Nothing done. */
  static final Checkpoint NONE = new Checkpoint(Coverage.NONE, Set.of(), VerifyCounts.NONE);

  Checkpoint {
    unsettled = ImmutableSet.copyOf(unsettled);
  }

  ObjectNode toJson() {
    ObjectNode json = new JsonMapper().createObjectNode();
    ArrayNode spans = json.putArray("covered");
    for (Coverage.Span span : covered.spans()) {
      ObjectNode one = spans.addObject();
      span.after().ifPresent(key -> one.put("after", key));
      span.upTo().ifPresent(key -> one.put("upTo", key));
    }
    unsettled.forEach(json.putArray("unsettled")::add);
    json.put("listed", counts.listed());
    json.put("filtered", counts.filtered());
    json.put("bytesRead", counts.bytesRead());
    ObjectNode equal = json.putObject("equal");
    counts.equal().forEach((evidence, count) -> equal.put(evidence.name(), count));
    ObjectNode findings = json.putObject("findings");
    counts.findings().forEach((kind, count) -> findings.put(kind.name(), count));
    return json;
  }

  static Checkpoint of(ObjectNode json) {
    List<Coverage.Span> spans = new ArrayList<>();
    json.path("covered")
        .forEach(span -> spans.add(new Coverage.Span(text(span, "after"), text(span, "upTo"))));
    ImmutableSet.Builder<String> unsettled = ImmutableSet.builder();
    json.path("unsettled").forEach(key -> unsettled.add(key.asText()));
    return new Checkpoint(
        new Coverage(spans),
        unsettled.build(),
        new VerifyCounts(
            json.path("listed").asLong(),
            json.path("filtered").asLong(),
            counts(json.path("equal"), Evidence.class),
            counts(json.path("findings"), Finding.Kind.class),
            json.path("bytesRead").asLong()));
  }

  private static Optional<String> text(JsonNode span, String name) {
    return span.has(name) ? Optional.of(span.path(name).asText()) : Optional.empty();
  }

  private static <E extends Enum<E>> Map<E, Long> counts(JsonNode json, Class<E> type) {
    Map<E, Long> counts = new EnumMap<>(type);
    json.properties()
        .forEach(
            entry -> counts.put(Enum.valueOf(type, entry.getKey()), entry.getValue().asLong()));
    return counts;
  }
}
