package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A directory to upload, with files, empty directories, links, and what cannot be read. */
final class Tree implements Source {
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
          ".",
          "0",
          "Z",
          "=",
          ";",
          ",",
          ":",
          "a:b",
          "*",
          "[x]",
          "{a,b}",
          "\\",
          "^",
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
          "\uffff",
          ".crc",
          "flawed",
          "%2F");

  /** Of directories: few, so that some hold much. */
  private static final List<String> DIRECTORIES =
      List.of("a", "a.b", "a-", "\u00e9 e", "100%", ".hidden", ":", "*", "linked", "linked too");

  /** More than stores take in a key, of components as long as file systems take. */
  private static final String TOO_LONG = ("x".repeat(250) + "/").repeat(5) + "x";

  private static final int MAX_NAME_BYTES = 255;

  private final World world;
  private final Access access;
  private final Path root;
  private final Path elsewhere;
  private final Thing attributes;
  private final boolean keepsTimes;
  private final boolean marksEmpty;
  private final Map<String, Thing> more = new TreeMap<>();
  private final FileScript script;
  private int hopeless;
  private int linked;

  /** How the files are reached. */
  enum Access {
    LOCAL,
    /** As local ones are, and yet something may happen while they are read. */
    WATCHED,
    /** As those of any file system. */
    REMOTE
  }

  /**
   * @param directory an empty one
   */
  Tree(World world, Path directory, Draw draw) {
    this.world = world;
    this.access = draw.of(Access.values());
    this.root = directory.resolve(draw.of("tree", "tr ee", "100%", "\u00fc+#", "a?b"));
    this.elsewhere = directory.resolve("elsewhere");
    this.attributes = Scene.thing(world, draw);
    this.keepsTimes = draw.chance(0.5);
    this.marksEmpty = draw.chance(0.4);
    this.script = new FileScript(root.toString());
    try {
      Files.createDirectories(root);
      Files.createDirectories(elsewhere);
      addOddities(draw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addOddities(Draw draw) throws IOException {
    if (draw.chance(0.3)) {
      empty(root.resolve(draw.of("empty", "empty too/\u65e5", "e%6d")), draw);
    }
    if (draw.chance(0.15)) {
      makeParents(Path.of(TOO_LONG));
      Files.writeString(root.resolve(TOO_LONG), "x");
      hopeless++;
    }
    if (access == Access.REMOTE) {
      if (draw.chance(0.2)) {
        script.lock(Files.createDirectories(root.resolve("locked")).toString());
        hopeless++;
      }
    } else if (draw.chance(0.2)) {
      Files.createSymbolicLink(root.resolve("dangling"), Path.of("nothing"));
      Files.createSymbolicLink(root.resolve("itself"), Path.of("itself"));
      Path loop = Files.createDirectories(root.resolve("loop"));
      Files.createSymbolicLink(loop.resolve("loop"), Path.of("..", "loop"));
      hopeless += 3;
    }
  }

  private void empty(Path directory, Draw draw) throws IOException {
    Files.createDirectories(directory);
    FileTime modified = FileTime.from(Instant.now().minusSeconds(draw.between(3000, 9000)));
    Files.setLastModifiedTime(directory, modified);
    if (marksEmpty) {
      String key = root.relativize(directory) + "/";
      more.put(key, carried(attributes.holding(world.content(0, 0), 0), directory));
    }
  }

  @Override
  public Command command() {
    return Command.UPLOAD;
  }

  /** What Hadoop needs to reach it, by its names. */
  Map<String, String> settings() {
    String name = "fs." + WatchedFiles.SCHEME + ".impl";
    return access == Access.LOCAL
        ? Map.of()
        : Map.of(
            name,
            (access == Access.WATCHED ? WatchedFiles.class : WatchedFiles.Remote.class).getName(),
            name + ".disable.cache",
            "true");
  }

  @Override
  public String address(String prefix) {
    return (access == Access.LOCAL ? "file" : WatchedFiles.SCHEME) + ":" + root;
  }

  @Override
  public List<String> options() {
    ImmutableList.Builder<String> options = ImmutableList.builder();
    headers().forEach((name, value) -> options.add("--" + name, value));
    attributes.user().forEach((name, value) -> options.add("--metadata", name + "=" + value));
    attributes.tags().forEach((name, value) -> options.add("--tag", name + "=" + value));
    if (keepsTimes) {
      options.add("--preserve", "mtime");
    }
    return options.add("--empty-directories", marksEmpty ? "marker" : "skip").build();
  }

  private Map<String, String> headers() {
    return Maps.filterKeys(attributes.headers(), name -> !name.equals("expires"));
  }

  @Override
  public List<String> prefixes() {
    return List.of("");
  }

  @Override
  public String key(String prefix, Draw draw) {
    String key;
    do {
      key = prefix + path(draw);
    } while (isTaken(root.resolve(key)) || !world.takes(key));
    return key;
  }

  private static String path(Draw draw) {
    List<String> names = new ArrayList<>();
    for (int i = draw.chance(0.4) ? draw.between(1, 3) : 0; i > 0; i--) {
      names.add(draw.of(DIRECTORIES));
    }
    StringBuilder name =
        new StringBuilder(draw.chance(0.02) ? "n".repeat(MAX_NAME_BYTES - 30) : "");
    for (int i = draw.between(1, 4); i > 0; i--) {
      name.append(draw.of(FRAGMENTS));
    }
    boolean special = name.toString().equals(".") || name.toString().equals("..");
    names.add(special ? "dots" : name.toString());
    return String.join("/", names);
  }

  /** Also by a file on the way. */
  private boolean isTaken(Path file) {
    Path way = root;
    for (Path name : root.relativize(file)) {
      way = way.resolve(name);
      boolean there = Files.exists(way, LinkOption.NOFOLLOW_LINKS);
      if (there && (way.equals(file) || !Files.isDirectory(way))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Thing put(String key, Thing thing, Instant modified) {
    Path file = root.resolve(key);
    try {
      makeParents(root.relativize(file));
      if (file.getFileName().toString().startsWith("Z")) {
        Path target = elsewhere.resolve("" + linked++);
        Files.createFile(target);
        Files.createSymbolicLink(file, target);
      }
      Files.write(file, world.bytes(thing.content()));
      Files.setLastModifiedTime(file, FileTime.from(modified));
      return carried(thing, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some of them are links to directories that are elsewhere. */
  private void makeParents(Path file) throws IOException {
    for (int names = 1; names < file.getNameCount(); names++) {
      Path directory = root.resolve(file.subpath(0, names));
      if (Files.isDirectory(directory)) {
        continue;
      }
      if (file.getName(names - 1).toString().startsWith("linked")) {
        Path target = Files.createDirectory(elsewhere.resolve("" + linked++));
        Files.createSymbolicLink(directory, target);
      } else {
        Files.createDirectory(directory);
      }
    }
  }

  /** In place, so that a reader may see some of both, or as a whole. */
  @Override
  public Thing overwrite(String key, Thing thing, Draw draw) {
    Path file = root.resolve(key);
    byte[] bytes = world.bytes(thing.content());
    try {
      if (draw.chance(0.6)) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
          out.write(ByteBuffer.wrap(bytes));
        }
        return carried(thing, file);
      }
      Path other = Files.write(elsewhere.resolve("new " + linked++), bytes);
      Thing carried = carried(thing, other);
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return carried;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Directories that become empty would be marked. */
  @Override
  public boolean delete(String key) {
    try {
      return !marksEmpty && Files.deleteIfExists(root.resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What becomes of a file, or of an empty directory. */
  private Thing carried(Thing thing, Path file) throws IOException {
    ImmutableMap.Builder<String, String> user = ImmutableMap.builder();
    user.putAll(attributes.user());
    if (keepsTimes) {
      long millis = Files.getLastModifiedTime(file).toMillis();
      user.put("mtime", BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
    }
    return new Thing(
        thing.content(), thing.size(), headers(), user.buildOrThrow(), attributes.tags());
  }

  @Override
  public Map<String, Thing> more() {
    return more;
  }

  @Override
  public int hopeless() {
    return hopeless;
  }

  @Override
  public void atRead(int nth, KeyAction action) {
    script.at(nth, action);
  }

  @Override
  public void failOneRead(int nth) {
    script.failAt(nth);
  }

  /** Not while directories are listed, which the run may stand on. */
  @Override
  public void failOneLook(int nth) {
    if (access == Access.WATCHED) {
      script.failLookAt(nth);
    }
  }

  @Override
  public void heal() {
    script.clear();
  }

  /** It is not used any more. */
  void end() {
    script.end();
  }
}
