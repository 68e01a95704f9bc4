package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multimaps;
import com.google.common.collect.SetMultimap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a flow copies: the objects of a store's two buckets, and which of them a copy is about.
 *
 * @param world the store
 * @param sourcePrefix of the objects to copy
 * @param destinationPrefix of their copies
 * @param before what the destination holds before the first command
 * @param states every state that each source object has had, by key
 * @param deleted keys of source objects that somebody has deleted
 */
record Scene(
    World world,
    String sourcePrefix,
    String destinationPrefix,
    Map<String, Thing> before,
    SetMultimap<String, Thing> states,
    Set<String> deleted) {
  /** Below the source's prefix: what is left out. */
  static final String LEFT_OUT = "left out/";

  private static final List<String> FRAGMENTS =
      List.of(
          "a",
          "b c",
          "d+e",
          "%41",
          "\u00e9",
          "\u65e5",
          "\ud83d\ude00",
          "#",
          "?x=1&y",
          "'\"",
          "~",
          "_",
          "0",
          "7",
          "Z",
          "=",
          ";",
          ",",
          "a/b",
          "x//y",
          "flawed",
          " ",
          "\t",
          "\n",
          "\r",
          "&lt;",
          "<Key>",
          "\u0001",
          "\u001b",
          "\u007f",
          "\u0085",
          "\ufffe",
          "\uffff");

  private static final List<String> PREFIXES =
      List.of("", "x/", "deep/er/", "\u00fc b/", "100%/", "p+q/");

  /** Draws objects, and puts them. */
  static Scene draw(World world, Draw draw) {
    String from = draw.of(PREFIXES);
    String to = draw.of(PREFIXES);
    SetMultimap<String, Thing> states =
        Multimaps.synchronizedSetMultimap(MultimapBuilder.treeKeys().linkedHashSetValues().build());
    int count = draw.chance(0.1) ? draw.between(30, 120) : draw.between(0, 20);
    for (int i = 0; i < count; i++) {
      String name = (draw.chance(0.15) ? LEFT_OUT : "") + name(draw);
      Thing thing = thing(world, draw);
      states.removeAll(from + name);
      states.put(from + name, thing);
    }
    Instant hourAgo = Instant.now().minusSeconds(3600);
    states.entries().forEach(e -> world.put(world.from(), e.getKey(), e.getValue(), hourAgo));
    if (!from.isEmpty()) {
      world.put(world.from(), "elsewhere/" + name(draw), thing(world, draw), hourAgo);
    }
    Map<String, Thing> before = new TreeMap<>();
    for (String key : List.copyOf(states.keySet())) {
      if (draw.chance(0.1)) {
        Thing source = states.get(key).iterator().next();
        before.put(
            to + key.substring(from.length()),
            draw.of(source, thing(world, draw), draw.chance(0.5) ? source : thing(world, draw)));
      }
    }
    before.put("unrelated", thing(world, draw));
    before.forEach((key, thing) -> world.put(world.to(), key, thing, hourAgo.plusSeconds(60)));
    return new Scene(
        world,
        from,
        to,
        ImmutableMap.copyOf(world.held(world.to())),
        states,
        ConcurrentHashMap.newKeySet());
  }

  private static String name(Draw draw) {
    StringBuilder name = new StringBuilder();
    for (int i = draw.between(1, 4); i > 0; i--) {
      name.append(draw.of(FRAGMENTS));
    }
    return name.toString();
  }

  private static Thing thing(World world, Draw draw) {
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

  /** Gives a drawn source object other content of the same size, as somebody else would. */
  void overwriteOne(Draw draw) {
    List<String> keys = new ArrayList<>(selected());
    if (!keys.isEmpty()) {
      String key = draw.of(keys);
      Thing old = states.get(key).iterator().next();
      if (old.size() > 0 && !deleted.contains(key)) {
        Thing other = old.holding(world.content(old.size(), draw.number()), old.size());
        states.put(key, other);
        world.put(world.from(), key, other, Instant.now());
      }
    }
  }

  /** Deletes a drawn source object, as somebody else would. */
  void deleteOne(Draw draw) {
    List<String> keys = selected();
    if (!keys.isEmpty()) {
      String key = draw.of(keys);
      deleted.add(key);
      world.delete(world.from(), key);
    }
  }
}
