package org.bucketcopy.job.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Sets;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.HostileText;
import org.bucketcopy.planner.plan.IfExists;

/** Says which promises of the manual a command did not keep, by looking from outside. */
final class Oracle {
  private static final List<String> NEVER_SAID =
      List.of(
          "DEFECT",
          "NullPointerException",
          "\n\tat ",
          "Exception in thread",
          "unchecked",
          "\n" + HostileText.FORGED_LINE,
          "\u001b",
          "\u009b");

  private final Scene scene;
  private final IfExists ifExists;
  private final boolean copiesAreWrong;
  private final boolean etagsMayBeLost;
  private final List<String> broken = new ArrayList<>();
  private long forgotten;

  /** Whether a run has reported copies that have lost something: later ones skip these. */
  private boolean losses;

  /** Whether a run has left uploads that may have lost something: later ones complete these. */
  private boolean poorUploads;

  /**
   * Whether a run has reported failures: a wrong copy does not stay in place of what it replaced.
   */
  private boolean failures;

  /**
   * @param copiesAreWrong whether the store makes wrong copies: a run that ends early may leave one
   * @param etagsMayBeLost whether copies with other ETags than their sources have to be reported
   */
  Oracle(Scene scene, IfExists ifExists, boolean copiesAreWrong, boolean etagsMayBeLost) {
    this.etagsMayBeLost = etagsMayBeLost;
    this.scene = scene;
    this.ifExists = ifExists;
    this.copiesAreWrong = copiesAreWrong;
  }

  /** The promises that were not kept, each in a sentence. */
  List<String> broken() {
    return broken;
  }

  /** Any command. */
  void command(FlowRun run, Set<ExitCode> allowed) {
    expect(allowed.contains(run.exitCode()), "it ended with %s, not %s", run.exitCode(), allowed);
    JsonNode summary = run.summary();
    expect(run.out().lines().count() == 1, "standard output is not one line: %s", run.out());
    expect(summary.isObject(), "the last line of standard output is no summary");
    expect(
        summary.path("exitCode").asInt(-1) == run.exitCode().number()
            && summary
                .path("status")
                .asText()
                .equals(run.exitCode().name().toLowerCase(Locale.ROOT)),
        "the summary says otherwise than the exit code: %s",
        summary);
    boolean early =
        !Set.of(
                ExitCode.OK,
                ExitCode.OBJECTS_FAILED,
                ExitCode.UPLOADS_LEFT_OPEN,
                ExitCode.UNVERIFIED,
                ExitCode.DIFFERENT)
            .contains(run.exitCode());
    expect(summary.has("problem") == early, "a problem is to be reported just if it ended early");
    String said = run.out() + run.err() + String.join("\n", run.report());
    NEVER_SAID.forEach(words -> expect(!said.contains(words), "it says %s", words.strip()));
  }

  /** A dry run after which {@code run} copied. */
  void dryRun(FlowRun run) {
    command(run, Set.of(ExitCode.OK, ExitCode.OBJECTS_FAILED));
    expect(scene.world().held(scene.world().to()).equals(scene.before()), "a dry run has written");
    expect(open() == 0, "a dry run has initiated uploads");
    listed(run);
  }

  /** A verification of what both sides hold now. */
  void verified(FlowRun run) {
    Map<String, Thing> held = new TreeMap<>(scene.world().held(scene.world().to()));
    held.keySet().removeIf(key -> !key.startsWith(scene.destinationPrefix()));
    held.keySet().removeIf(key -> key.startsWith(scene.destinationPrefix() + Scene.LEFT_OUT));
    Map<String, Thing> source = scene.world().held(scene.world().from());
    long missing = 0;
    long other = 0;
    long pairs = 0;
    for (String key : Sets.intersection(source.keySet(), Set.copyOf(scene.selected()))) {
      Optional<Thing> copy = Optional.ofNullable(held.remove(scene.copyOf(key)));
      Thing original = Optional.ofNullable(source.get(key)).orElseThrow();
      boolean same =
          copy.filter(c -> c.content().equals(original.content()) && c.size() == original.size())
              .isPresent();
      missing += copy.isPresent() ? 0 : 1;
      pairs += copy.isPresent() ? 1 : 0;
      other += copy.isPresent() && !same ? 1 : 0;
    }
    command(
        run, Set.of(ExitCode.OK, ExitCode.UNVERIFIED, ExitCode.DIFFERENT, ExitCode.COULD_NOT_RUN));
    boolean nothing = missing + pairs == 0 && !held.isEmpty();
    expect(nothing == (run.exitCode() == ExitCode.COULD_NOT_RUN), "not so: %s", run.summary());
    expect(run.count("missing") == missing, "%d are missing: %s", missing, run.summary());
    expect(run.count("extra") == held.size(), "%d are extra: %s", held.size(), run.summary());
    expect(run.count("equal") <= pairs - other, "%d differ: %s", other, run.summary());
    expect(run.count("differs") <= other, "no more than %d differ: %s", other, run.summary());
  }

  /** A copy that came to its end, or was to. */
  void copy(FlowRun run, Effect worst, boolean endedEarly) {
    boolean early = endedEarly || worst == Effect.ENDS_RUN;
    Set<ExitCode> allowed = new TreeSet<>(Set.of(ExitCode.OK));
    if (worst != Effect.NONE || obstacles() > 0 || outdated() > 0 || endedEarly) {
      allowed.add(ExitCode.OBJECTS_FAILED);
    }
    if (worst != Effect.NONE || endedEarly) {
      allowed.add(ExitCode.UPLOADS_LEFT_OPEN);
    }
    if (early) {
      allowed.addAll(EnumSet.complementOf(EnumSet.of(ExitCode.USAGE)));
    }
    if (obstacles() > 0 && worst == Effect.NONE && !endedEarly) {
      allowed.remove(ExitCode.OK);
    }
    command(run, allowed);
    losses |= run.count("degraded") > 0;
    failures |= run.count("failed") > 0;
    boolean toItsEnd = !run.summary().has("problem");
    poorUploads |= worst != Effect.NONE && !toItsEnd;
    destination(copiesAreWrong && !toItsEnd);
    if (toItsEnd) {
      listed(run);
      counted(run, endedEarly ? worst.or(Effect.SOME_FAIL) : worst);
    }
    boolean ofRunDirectory = run.arguments().contains("--run-dir");
    if (toItsEnd || !ofRunDirectory) {
      long counted = Math.max(0, run.count("uploadsLeftOpen"));
      expect(open() <= counted, "%d uploads are open, and %d are counted", open(), counted);
      forgotten += ofRunDirectory ? 0 : counted;
    }
    if (run.exitCode() == ExitCode.OK) {
      Map<String, Thing> held = scene.world().held(scene.world().to());
      expect(open() == 0, "exit 0, and uploads are open");
      expect(run.count("failed") == 0, "exit 0, and objects have failed");
      scene.selected().stream()
          .filter(key -> !scene.deleted().contains(key))
          .forEach(key -> arrived(key, Optional.ofNullable(held.get(scene.copyOf(key)))));
    }
  }

  /** A dry run and the copy that followed it. */
  void agree(FlowRun dry, FlowRun copy) {
    for (String count : List.of("listed", "filtered", "skipped", "planned", "plannedBytes")) {
      expect(
          dry.count(count) == copy.count(count),
          "the dry run says %s %d, the copy %d",
          count,
          dry.count(count),
          copy.count(count));
    }
    if (copy.count("failed") == 0) {
      expect(dry.count("parts") == copy.count("parts"), "the dry run counts other parts");
    }
  }

  /** A copy that was to keep the ETags of its sources. */
  void keepsEtags(FlowRun run, Map<String, String> sources, Map<String, String> copies) {
    if (run.exitCode() == ExitCode.OK) {
      scene.selected().stream()
          .filter(key -> scene.states().get(key).size() == 1 && !scene.deleted().contains(key))
          .forEach(
              key -> {
                Optional<String> wanted = Optional.ofNullable(sources.get(key));
                Optional<String> found = Optional.ofNullable(copies.get(scene.copyOf(key)));
                expect(found.equals(wanted), "the ETag of %s is %s, not %s", key, found, wanted);
              });
    }
  }

  /** When a run has succeeded or was swept, or when nobody could resume it. */
  void nothingIsOpen() {
    expect(open() == 0, "%d uploads are open", open());
  }

  /** Uploads that are open, but for those that an earlier run has counted and left to the user. */
  private long open() {
    return Math.max(0, scene.world().uploadsOpen() - forgotten);
  }

  /** Entries that fail in any case: also for objects in the way that must not be replaced. */
  long obstacles() {
    return scene.source().hopeless() + inTheWay();
  }

  private long inTheWay() {
    return ifExists == IfExists.FAIL
        ? scene.selected().stream()
            .filter(key -> !scene.deleted().contains(key) && scene.inTheWay(key).isPresent())
            .count()
        : 0;
  }

  /** Copies in the way of their own sources, which were overwritten after they were copied. */
  private long outdated() {
    return ifExists == IfExists.FAIL
        ? scene.selected().stream().filter(key -> scene.states().get(key).size() > 1).count()
        : 0;
  }

  private void listed(FlowRun run) {
    int all = scene.states().keySet().size() + scene.source().hopeless();
    expect(run.count("listed") <= all, "more listed than there are: %d", run.count("listed"));
    expect(
        run.count("listed") == run.count("filtered") + run.count("skipped") + run.count("planned"),
        "listed is not filtered + skipped + planned: %s",
        run.summary());
  }

  private void counted(FlowRun run, Effect worst) {
    expect(
        run.count("planned") == run.count("copied") + run.count("failed"),
        "planned is not copied + failed: %s",
        run.summary());
    if (run.arguments().contains("--run-dir")) {
      List<JsonNode> failed = run.reported("failed");
      expect(
          failed.size() == run.count("failed"),
          "%d have failed and %d are reported",
          run.count("failed"),
          failed.size());
      List<String> named =
          failed.stream()
              .filter(line -> line.has("destination"))
              .map(line -> line.path("source").asText())
              .toList();
      expect(named.size() == Set.copyOf(named).size(), "one is reported twice: %s", named);
      expect(run.reported("degraded").size() == run.count("degraded"), "degraded are not reported");
    }
    if (worst == Effect.NONE) {
      expect(
          run.count("listed")
                  == scene.states().keySet().size()
                      - scene.deleted().size()
                      + scene.source().hopeless()
              && run.count("filtered") == scene.leftOut(),
          "not all are listed: %s",
          run.summary());
      expect(
          run.count("degraded") == 0 || poorUploads || etagsMayBeLost,
          "objects have lost something: %s",
          run.err());
      expect(run.count("uploadsLeftOpen") == 0, "uploads are left open");
      long others = run.count("failed") - obstacles();
      expect(others >= 0 && others <= outdated(), "objects have failed: %s", run.err());
    }
  }

  /** Whatever became of a run: nothing at the destination is what it must not be. */
  private void destination(boolean copiesMayBeWrong) {
    Map<String, Thing> extra = new TreeMap<>(scene.world().held(scene.world().to()));
    scene
        .before()
        .forEach(
            (key, thing) -> {
              boolean mayBeReplaced =
                  ifExists != IfExists.FAIL
                      && scene.selected().stream().map(scene::copyOf).anyMatch(key::equals);
              Optional<Thing> now = Optional.ofNullable(extra.get(key));
              // A run that ends early may have deleted a wrong copy and not made another yet.
              boolean copyFailed = mayBeReplaced && (failures || copiesMayBeWrong);
              expect(now.isPresent() || copyFailed, "%s is gone from the destination", key);
              if (!mayBeReplaced || now.filter(thing::equals).isPresent()) {
                expect(now.filter(thing::equals).isPresent(), "%s is not as it was", key);
                extra.remove(key);
              }
            });
    for (String key : scene.selected()) {
      Optional<Thing> made = Optional.ofNullable(extra.remove(scene.copyOf(key)));
      made.filter(copy -> !copiesMayBeWrong).ifPresent(copy -> isCopy(key, copy));
    }
    expect(extra.isEmpty(), "objects that nobody asked for: %s", extra);
  }

  private void isCopy(String key, Thing copy) {
    Set<Thing> states = scene.states().get(key);
    boolean exact = states.contains(copy);
    boolean sameBytes =
        states.stream()
            .anyMatch(s -> s.content().equals(copy.content()) && s.size() == copy.size());
    expect(
        exact || (losses && sameBytes), "the copy of %s is %s, not one of %s", key, copy, states);
  }

  /** Exit 0: the copy is there. */
  private void arrived(String key, Optional<Thing> copy) {
    expect(copy.isPresent(), "exit 0, and %s has no copy", key);
    Optional<Thing> inTheWay = scene.inTheWay(key);
    if (copy.isPresent() && inTheWay.equals(copy)) {
      boolean same = scene.states().get(key).stream().anyMatch(copy.orElseThrow()::equals);
      boolean sameSize =
          scene.states().get(key).stream().anyMatch(s -> s.size() == copy.orElseThrow().size());
      expect(
          same || (ifExists == IfExists.SKIP && sameSize),
          "exit 0, and what was in the way of %s is still there",
          key);
    }
  }

  @FormatMethod
  private void expect(boolean kept, @FormatString String otherwise, Object... about) {
    if (!kept) {
      broken.add(String.format(otherwise, about));
    }
  }
}
