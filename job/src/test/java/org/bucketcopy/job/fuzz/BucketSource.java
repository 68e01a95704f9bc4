package org.bucketcopy.job.fuzz;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The bucket to copy from.
 *
 * @param world the store that has it
 */
record BucketSource(World world) implements Source {
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

  @Override
  public Command command() {
    return Command.COPY;
  }

  @Override
  public String address(String prefix) {
    return world.scheme() + "://" + world.from() + "/" + prefix;
  }

  @Override
  public List<String> options() {
    return List.of();
  }

  @Override
  public List<String> prefixes() {
    return Scene.PREFIXES;
  }

  @Override
  public String key(String prefix, Draw draw) {
    StringBuilder key = new StringBuilder(prefix);
    for (int i = draw.between(1, 4); i > 0; i--) {
      key.append(draw.of(FRAGMENTS));
    }
    return key.toString();
  }

  @Override
  public Thing put(String key, Thing thing, Instant modified) {
    world.put(world.from(), key, thing, modified);
    return thing;
  }

  @Override
  public Thing overwrite(String key, Thing thing, Draw draw) {
    return put(key, thing, Instant.now());
  }

  @Override
  public boolean delete(String key) {
    world.delete(world.from(), key);
    return true;
  }

  @Override
  public Map<String, Thing> more() {
    return Map.of();
  }

  @Override
  public int hopeless() {
    return 0;
  }

  /** The store reads it: nobody is told. */
  @Override
  public void atRead(int nth, KeyAction action) {}

  @Override
  public void failOneRead(int nth) {}

  @Override
  public void failOneLook(int nth) {}

  /** Its store does. */
  @Override
  public void heal() {}
}
