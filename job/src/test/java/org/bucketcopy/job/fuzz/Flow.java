package org.bucketcopy.job.fuzz;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Joiner;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import com.google.common.util.concurrent.Uninterruptibles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;

/** Everything that one seed decides, from the objects to the last command. */
public final class Flow {
  private static final int LASTING_SECONDS = 1;

  /** Of stores that speak S3 and take bytes. */
  private static final List<String> ABILITIES =
      List.of(
          "",
          "+CHECKSUM_TRAILER",
          "+PUT_OBJECT_IF_ABSENT,+COMPLETE_IF_ABSENT,+DELETE_IF_MATCH",
          "+PUT_OBJECT_IF_ABSENT,+CHECKSUM_TRAILER");

  private final Runner runner;
  private final Draw draw;
  private final World world;
  private final Optional<Tree> tree;
  private final Command command;
  private final EtagRule etags;
  private final Scene scene;
  private final IfExists ifExists;
  private final Ending ending;
  private final List<Quirk> quirks;
  private final Optional<Path> runDirectory;
  private final Optional<Snapshot> snapshot;
  private final List<String> arguments;
  private List<String> again;
  private final List<String> story = new ArrayList<>();

  private Flow(long seed, Runner runner, Path directory) {
    this.runner = runner;
    this.draw = new Draw(seed);
    this.command = command(draw);
    boolean keepsEtags = command == Command.COPY && draw.chance(0.3);
    this.world = draw.chance(0.6) ? s3(keepsEtags) : draw.chance(0.5) ? oss() : bos();
    this.etags = keepsEtags ? etags() : EtagRule.ANY;
    this.tree =
        command == Command.UPLOAD
            ? Optional.of(new Tree(world, directory.resolve("files"), draw))
            : Optional.empty();
    this.scene =
        Scene.draw(world, tree.<Source>map(files -> files).orElse(new BucketSource(world)), draw);
    this.ifExists = draw.of(IfExists.SKIP, IfExists.SKIP, IfExists.OVERWRITE, IfExists.FAIL);
    this.ending = draw.chance(0.7) ? Ending.BY_ITSELF : draw.of(List.of(Ending.values()));
    this.runDirectory =
        ending == Ending.KILLED || draw.chance(0.5)
            ? Optional.of(directory.resolve("run"))
            : Optional.empty();
    this.quirks = quirks();
    this.snapshot = runDirectory.map(kept -> new Snapshot(kept, directory.resolve("snapshot")));
    this.arguments = arguments();
    this.again = arguments;
    story.add(
        String.format(
            "seed %d: %s, %s, %s, %s", seed, command.word(), world.scheme(), ending, quirks));
  }

  private static Command command(Draw draw) {
    return draw.chance(0.4) ? Command.UPLOAD : Command.COPY;
  }

  /** The command that the flow of a seed is about: {@code copy} or {@code upload}. */
  public static String command(long seed) {
    return command(new Draw(seed)).word();
  }

  private World s3(boolean keepsEtags) {
    int pageSize = draw.of(2, 5, 1000);
    S3World.Etags kind = draw.of(S3World.Etags.values());
    return command == Command.COPY
        ? S3World.ofCopies(pageSize, kind, draw.of("", "+COPY_CHECKSUMS"), keepsEtags)
        : S3World.ofBytes(pageSize, kind, draw.of(ABILITIES));
  }

  /** Where no ETag says anything, none can be required. */
  private EtagRule etags() {
    return world instanceof S3World s3 && s3.etags() == S3World.Etags.DIGEST
        ? draw.of(EtagRule.REQUIRED, EtagRule.IF_POSSIBLE)
        : EtagRule.IF_POSSIBLE;
  }

  private World oss() {
    return new OssWorld(draw.of(2, 5, 1000));
  }

  private World bos() {
    return new BosWorld(draw.of(2, 5, 1000));
  }

  private List<Quirk> quirks() {
    if (draw.chance(0.3)) {
      return List.of();
    }
    List<Quirk> here =
        Stream.of(Quirk.values())
            .filter(quirk -> quirk.isOf(world) && quirk.isOf(command))
            .toList();
    List<Quirk> drawn = new ArrayList<>();
    for (int i = draw.chance(0.7) ? 1 : draw.between(2, 4); i > 0; i--) {
      drawn.add(draw.of(here));
    }
    if (etags == EtagRule.REQUIRED) {
      drawn.removeIf(Quirk.FRESH_PART_ETAGS::equals);
    }
    if (!canBeNoticedLater(drawn)) {
      drawn.removeIf(quirk -> quirk.isWrongUnlessSeen(command));
    }
    if (ending != Ending.BY_ITSELF) {
      // The object of a small file leaves no note, and its bytes cannot be asked for.
      drawn.removeIf(Quirk.OTHER_BYTES::equals);
    }
    return drawn;
  }

  /**
   * Whether later runs see the wrong copies of a driver that ended before it looked. One without a
   * run directory knows nothing of them. One that replaces no object takes them for another's, also
   * where it was the answer that was lost.
   */
  private boolean canBeNoticedLater(List<Quirk> drawn) {
    boolean looked = ending == Ending.BY_ITSELF;
    return ifExists == IfExists.FAIL
        ? looked && drawn.size() == 1
        : looked || runDirectory.isPresent();
  }

  private List<String> arguments() {
    long part = world.scale().part();
    ImmutableList.Builder<String> all = ImmutableList.builder();
    all.add(command.word(), "--source", scene.source().address(scene.sourcePrefix()));
    all.add("--destination", world.scheme() + "://" + world.to() + "/" + scene.destinationPrefix());
    all.addAll(scene.source().options());
    all.add("--exclude", "/" + Scene.LEFT_OUT + "**");
    all.add("--if-exists", ifExists.name().toLowerCase(Locale.ROOT));
    if (etags.keeps()) {
      all.add("--keep-etag", etags == EtagRule.REQUIRED ? "required" : "if-possible");
    } else {
      all.add("--part-size", draw.of(part, part + 1, 2 * part) + "B");
    }
    all.add("--multipart-threshold", draw.of(2 * part, 3 * part, 2 * part + 1) + "B");
    all.add("--retries", "5");
    if (draw.chance(0.5)) {
      all.add("--in-flight", "" + draw.of(1, 2, 8));
    }
    if (ending == Ending.MAX_FAILURES) {
      all.add("--max-failures", "1");
    }
    runDirectory.ifPresent(directory -> all.add("--run-dir", directory.toString()));
    return all.build();
  }

  /**
   * A flow that was played.
   *
   * @param story what was done, a line each
   * @param broken the promises that were not kept, a sentence each
   */
  public record Played(List<String> story, List<String> broken) {
    public Played {
      story = ImmutableList.copyOf(story);
      broken = ImmutableList.copyOf(broken);
    }

    @Override
    public String toString() {
      return Joiner.on("\n  ").join(story) + broken.stream().map("\n* "::concat).collect(joining());
    }
  }

  /**
   * Plays the flow of a seed.
   *
   * @param directory an empty one, where it may keep what it likes
   */
  public static Played play(long seed, Runner runner, Path directory) {
    Flow flow = new Flow(seed, runner, directory);
    Oracle oracle =
        new Oracle(
            flow.scene, flow.ifExists, flow.copiesAreWrong(), flow.etags == EtagRule.IF_POSSIBLE);
    List<String> broken = new ArrayList<>();
    try {
      flow.play(oracle);
    } catch (Runner.EndlessException e) {
      broken.add(e.getMessage() + " at " + Joiner.on("\n  ").join(e.getStackTrace()));
    } catch (RuntimeException e) {
      broken.add("thrown: " + Throwables.getStackTraceAsString(e));
    } finally {
      flow.world.close();
      flow.tree.ifPresent(Tree::end);
    }
    broken.addAll(oracle.broken());
    return new Played(flow.story, broken);
  }

  private void play(Oracle oracle) throws Runner.EndlessException {
    Optional<FlowRun> forecast = Optional.empty();
    if (draw.chance(0.15)) {
      forecast = Optional.of(run(with("--dry-run")));
      oracle.dryRun(forecast.orElseThrow());
    }
    if (command == Command.COPY && draw.chance(0.15)) {
      check(oracle);
    }
    Effect worst = strike();
    FlowRun first = copy(oracle, worst);
    FlowRun last = first;
    if (worst == Effect.NONE && ending == Ending.BY_ITSELF) {
      forecast.ifPresent(dry -> oracle.agree(dry, first));
    }
    for (int i = ending == Ending.BY_ITSELF ? 0 : draw.between(0, 2);
        i > 0 && !copiesAreInTheWay(last);
        i--) {
      last = copy(oracle, Effect.NONE);
    }
    // A run that is swept is given up, and what is known of its copies too.
    if (lasting() && draw.chance(0.25) && !copiesAreWrong()) {
      sweepRun(oracle);
    }
    if (!copiesAreInTheWay(last)) {
      FlowRun end = run(again);
      oracle.copy(end, Effect.NONE, ending == Ending.MAX_FAILURES && oracle.obstacles() > 0);
      keepsEtags(oracle, end);
    }
    if (lasting()) {
      sweepRun(oracle);
    }
    oracle.nothingIsOpen();
    if (command == Command.COPY && scene.source().hopeless() == 0) {
      verify(oracle);
    }
  }

  /** Whatever has become of the copies, a verification says so. */
  private void verify(Oracle oracle) throws Runner.EndlessException {
    List<String> verify =
        List.of(
            "verify",
            "--source",
            scene.source().address(scene.sourcePrefix()),
            "--destination",
            world.scheme() + "://" + world.to() + "/" + scene.destinationPrefix(),
            "--exclude",
            "/" + Scene.LEFT_OUT + "**");
    oracle.verified(run(verify));
  }

  /** Before anything is wrong, a copy would do, and a check leaves nothing. */
  private void check(Oracle oracle) throws Runner.EndlessException {
    List<String> check =
        List.of(
            "check",
            "--source",
            scene.source().address(scene.sourcePrefix()),
            "--destination",
            world.scheme() + "://" + world.to() + "/" + scene.destinationPrefix(),
            "--exclude",
            "/" + Scene.LEFT_OUT + "**");
    oracle.command(run(check), Sets.immutableEnumSet(ExitCode.OK));
    oracle.nothingIsOpen();
  }

  /** Whether another run would find the copies of a run that it is not the same as. */
  private boolean copiesAreInTheWay(FlowRun last) {
    return ifExists == IfExists.FAIL && (!lasting() || last.exitCode() == ExitCode.OK);
  }

  private boolean copiesAreWrong() {
    return quirks.stream().anyMatch(quirk -> quirk.isWrongUnlessSeen(command));
  }

  private Effect strike() {
    Effect worst = Effect.NONE;
    for (Quirk quirk : quirks) {
      quirk.strike(scene, draw);
      worst = worst.or(quirk.worst());
    }
    return worst;
  }

  /** A copy that ends as was drawn; then all is well with the store again. */
  private FlowRun copy(Oracle oracle, Effect worst) throws Runner.EndlessException {
    if (ending != Ending.BY_ITSELF) {
      world.at(
          draw.of(Call.LIST, command.whole(), command.part(), Call.INITIATE, Call.COMPLETE),
          draw.between(1, 8),
          this::endEarly);
    }
    FlowRun run =
        run(ending == Ending.MAX_DURATION ? with("--max-duration", LASTING_SECONDS + "s") : again);
    oracle.copy(run, worst, ending != Ending.BY_ITSELF);
    keepsEtags(oracle, run);
    world.heal();
    scene.source().heal();
    if (snapshot.filter(Snapshot::taken).isPresent()) {
      snapshot.orElseThrow().restore();
      again = with("--break-lock");
    }
    return run;
  }

  private void keepsEtags(Oracle oracle, FlowRun run) {
    if (etags == EtagRule.REQUIRED && world instanceof S3World s3) {
      oracle.keepsEtags(run, s3.etags(s3.from()), s3.etags(s3.to()));
    }
  }

  /** Whether there is a run directory to resume. */
  private boolean lasting() {
    return runDirectory.filter(directory -> Files.exists(directory.resolve("journal"))).isPresent();
  }

  /** After a sweep of the run, nothing of it is open. */
  private void sweepRun(Oracle oracle) throws Runner.EndlessException {
    List<String> sweep =
        new ArrayList<>(List.of("sweep", "--run-dir", "" + runDirectory.orElseThrow()));
    if (again.contains("--break-lock")) {
      sweep.add("--break-lock");
    }
    oracle.command(run(sweep), Sets.immutableEnumSet(ExitCode.OK));
    oracle.nothingIsOpen();
  }

  private List<String> with(String... more) {
    return ImmutableList.<String>builder().addAll(arguments).add(more).build();
  }

  private Map<String, String> settings() {
    return ImmutableMap.<String, String>builder()
        .putAll(world.settings())
        .putAll(tree.map(Tree::settings).orElse(Map.of()))
        .buildOrThrow();
  }

  private FlowRun run(List<String> command) throws Runner.EndlessException {
    story.add(String.join(" ", command));
    FlowRun run = runner.run(settings(), runDirectory, command);
    story.add("-> " + run.out().strip());
    run.err().lines().forEach(line -> story.add("   ! " + line));
    run.report().forEach(line -> story.add("   " + line));
    return run;
  }

  /** On a thread of the server. */
  private void endEarly() {
    if (ending == Ending.KILLED) {
      world.die();
      snapshot.orElseThrow().take();
    }
    switch (ending) {
      case INTERRUPTED, KILLED -> runner.interrupt();
      case MAX_DURATION -> Uninterruptibles.sleepUninterruptibly(LASTING_SECONDS, TimeUnit.SECONDS);
      case BY_ITSELF, MAX_FAILURES -> {}
    }
  }
}
