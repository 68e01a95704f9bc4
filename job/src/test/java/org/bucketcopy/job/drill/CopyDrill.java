package org.bucketcopy.job.drill;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.ListingQuirk;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.Quirk;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.Verdict;
import org.bucketcopy.job.servers.virtual.VirtualS3;

/** Copies from bucket to bucket of an S3 server without bytes. */
final class CopyDrill implements Drill {
  /** Parts of 128 MiB in an object of 5 GiB. */
  private static final int PARTS_EACH = 40;

  private static final List<Fault> FAULTS =
      ImmutableList.of(
          Fault.INTERNAL_ERROR,
          Fault.SLOW_DOWN,
          Fault.RESET_BEFORE,
          Fault.RESET_AFTER,
          Fault.CUT_SHORT,
          Fault.ERROR_IN_BODY,
          Fault.SILENCE);

  private final VirtualS3 server;
  private final CopyScript script;
  private final Measure measure;

  /**
   * Starts the server.
   *
   * @param script {@code submit-scripts/bucket-copy}
   * @param directory where the job's settings are written
   */
  CopyDrill(Path script, Path directory, Measure measure) throws IOException {
    SizeRule sizes = SizeRule.of(measure.small(), 4096).then(measure.large(), 5L << 30);
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, sizes);
    this.measure = measure;
    this.server = VirtualS3.start(Holdings.of(keys), behaviour(measure), 0, 1);
    makeOdd(server);
    this.script = CopyScript.s3(script, directory, S3Access.unchecked(server.endpoint()));
  }

  private static Behaviour behaviour(Measure measure) {
    Behaviour behaviour =
        Behaviour.prompt()
            .withLatencyMillis(20)
            .withLatencyMillis(Operation.COPY_PART, 300)
            .withSilenceMillis(measure.silenceMillis())
            .withPartEtags(Behaviour.PartEtags.FRESH)
            .withSeed(measure.seed());
    for (Fault fault : FAULTS) {
      behaviour = behaviour.withFault(fault, measure.chance());
    }
    return behaviour;
  }

  /** What real servers are known to do otherwise than S3, and what must not matter. */
  private static void makeOdd(VirtualS3 server) {
    server.quirks().always(Quirk.IGNORED_IF_MATCH);
    server.quirks().always(Quirk.IGNORED_IF_NONE_MATCH);
    server.quirks().next(Quirk.INVALID_PART, 3);
    server
        .quirks()
        .listings()
        .with(ListingQuirk.START_AFTER_IGNORED)
        .with(ListingQuirk.TOKEN_IGNORED)
        .with(ListingQuirk.ENCODING_IGNORED)
        .with(ListingQuirk.NO_COMMON_PREFIXES);
  }

  @Override
  public List<String> command(List<String> submitOptions, List<String> options) {
    return script.command(
        submitOptions,
        ImmutableList.<String>builder().add("--in-flight", "64").addAll(options).build());
  }

  @Override
  public long parts() {
    return (long) measure.large() * PARTS_EACH;
  }

  @Override
  public long partsMade() {
    return server.ledger().answers(Operation.COPY_PART, 200);
  }

  @Override
  public long partsAgain() {
    return server.ledger().partsAgain();
  }

  @Override
  public long inFlight() {
    return server.ledger().inFlight();
  }

  @Override
  public String made() {
    return "copied";
  }

  @Override
  public Found found() {
    Verdict verdict = server.verdict();
    return new Found(
        verdict.right(),
        verdict.wrong() + verdict.stale() + verdict.extra() + verdict.missing(),
        server.uploadsOpen());
  }

  @Override
  public void close() {
    server.close();
  }
}
