package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multimaps;
import com.google.common.collect.SetMultimap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a flow copies or uploads: the entries of its source, the objects of its destination, and
 * which of them a run is about.
 *
 * @param world the store
 * @param source where entries come from
 * @param sourcePrefix of the objects to copy
 * @param destinationPrefix of their copies
 * @param before what the destination holds before the first command
 * @param states what every state that each source entry has had makes at the destination, by key
 * @param deleted keys of source entries that somebody has deleted
 */
record Scene(
    World world,
    Source source,
    String sourcePrefix,
    String destinationPrefix,
    Map<String, Thing> before,
    SetMultimap<String, Thing> states,
    Set<String> deleted) {
  /** Below the source's prefix: what is left out. */
  static final String LEFT_OUT = "left out/";

  static final List<String> PREFIXES = List.of("", "x/", "deep/er/", "\u00fc b/", "100%/", "p+q/");

  /** Draws objects, and puts them. */
  static Scene draw(World world, Source source, Draw draw) {
    String from = draw.of(source.prefixes());
    String to = draw.of(PREFIXES);
    SetMultimap<String, Thing> states =
        Multimaps.synchronizedSetMultimap(MultimapBuilder.treeKeys().linkedHashSetValues().build());
    Instant hourAgo = Instant.now().minusSeconds(3600);
    int count = draw.chance(0.1) ? draw.between(30, 120) : draw.between(0, 20);
    for (int i = 0; i < count; i++) {
      String key = source.key(from + (draw.chance(0.15) ? LEFT_OUT : ""), draw);
      Thing thing = thing(world, draw);
      states.replaceValues(key, Set.of(source.put(key, thing, hourAgo)));
    }
    source.more().forEach(states::put);
    if (!from.isEmpty()) {
      source.put(source.key("elsewhere/", draw), thing(world, draw), hourAgo);
    }
    Map<String, Thing> before = new TreeMap<>();
    for (String key : List.copyOf(states.keySet())) {
      if (draw.chance(0.1)) {
        Thing there = states.get(key).iterator().next();
        before.put(
            to + key.substring(from.length()),
            draw.of(there, thing(world, draw), draw.chance(0.5) ? there : thing(world, draw)));
      }
    }
    before.put("unrelated", thing(world, draw));
    before.forEach((key, thing) -> world.put(world.to(), key, thing, hourAgo.plusSeconds(60)));
    return new Scene(
        world,
        source,
        from,
        to,
        ImmutableMap.copyOf(world.held(world.to())),
        states,
        ConcurrentHashMap.newKeySet());
  }

  static Thing thing(World world, Draw draw) {
    long part = world.scale().part();
    long size =
        draw.of(
            List.of(
                0L,
                1L,
                (long) draw.between(2, 5000),
                part - 1,
                part,
                2 * part,
                2 * part + 1,
                Math.min(
                    world.scale().largest(), part * draw.between(2, 12) + draw.between(0, 9999)),
                draw.chance(0.1) ? world.scale().largest() : 17L));
    Map<String, String> headers = new TreeMap<>(Map.of("content-type", "text/x-flow"));
    if (draw.chance(0.3)) {
      headers.put("cache-control", "max-age=60");
    }
    if (draw.chance(0.1)) {
      headers.put("content-disposition", draw.of(world.values()) + "x");
    }
    if (draw.chance(0.1)) {
      headers.put("expires", draw.of("0", "next week", "Thu, 01 Jan 1970 00:00:00 GMT"));
    }
    return new Thing(
        world.content(size, draw.number()),
        size,
        headers,
        draw.chance(0.4) ? Map.of("owner", draw.of(world.values()) + draw.between(0, 9)) : Map.of(),
        draw.chance(0.3) ? Map.of("team", "data+" + draw.between(0, 9)) : Map.of());
  }

  /** The keys of all source objects that a copy is about, in order. */
  List<String> selected() {
    return states.keySet().stream()
        .filter(key -> !key.startsWith(sourcePrefix + LEFT_OUT))
        .toList();
  }

  /** How many objects the filter leaves out. */
  int leftOut() {
    return states.keySet().size() - selected().size();
  }

  /** Where the copy of a source object belongs. */
  String copyOf(String key) {
    return destinationPrefix + key.substring(sourcePrefix.length());
  }

  /** The object that was there before the first command, where the copy of another belongs. */
  Optional<Thing> inTheWay(String key) {
    return Optional.ofNullable(before.get(copyOf(key)));
  }

  /** A call that the flow's command makes. */
  Call anyCall(Draw draw) {
    return draw.of(List.copyOf(source.command().calls()));
  }

  /** A call in whose course the source may change. */
  Call writing(Draw draw) {
    Call more = source.command() == Command.COPY ? Call.READ_TAGS : Call.INITIATE;
    return draw.of(source.command().whole(), source.command().part(), more, Call.COMPLETE);
  }

  /** Gives a drawn entry other content, as somebody else would. */
  synchronized void overwriteOne(Draw draw) {
    List<String> keys = selected();
    if (!keys.isEmpty()) {
      overwrite(draw.of(keys), draw);
    }
  }

  /**
   * Gives an entry other content, as somebody else would: that of a file may have another size. But
   * once, for the times of two states of a file may be the same to the millisecond.
   */
  synchronized void overwrite(String key, Draw draw) {
    Set<Thing> known = states.get(key);
    if (known.size() == 1 && !deleted.contains(key)) {
      Thing old = known.iterator().next();
      if (old.size() > 0) {
        boolean grows = source.command() == Command.UPLOAD && draw.chance(0.3);
        long size = grows ? old.size() + 1 : old.size();
        Thing other = old.holding(world.content(size, draw.number()), size);
        states.put(key, source.overwrite(key, other, draw));
      }
    }
  }

  /** Deletes a drawn entry, as somebody else would. */
  synchronized void deleteOne(Draw draw) {
    List<String> keys = selected();
    if (!keys.isEmpty()) {
      String key = draw.of(keys);
      if (source.delete(key)) {
        deleted.add(key);
      }
    }
  }
}
