package org.bucketcopy.job.check;

import com.google.common.collect.Sets;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.check.Check.Side;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.copy.SourceSample;
import org.bucketcopy.job.lifecycle.Closing;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.run.BucketLook;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.CopyFidelity;
import org.bucketcopy.job.transfer.StorePair;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.thread.Machine;

/** The check of what a copy would need. Needs no executors, and so no Spark. */
public final class CheckJob {
  private static final int CONNECTIONS = 4;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final CopySettings settings;
  private final Machine machine;
  private final EarlyEnd end;
  private final PrintStream err;

  /**
   * @param configuration settings of stores
   * @param settings of the copy that would be made
   * @param machine where time, threads and random keys come from
   * @param end what may end the check early
   * @param err where people are shown what was found
   */
  public CheckJob(
      Configuration configuration,
      CopySettings settings,
      Machine machine,
      EarlyEnd end,
      PrintStream err) {
    this.configuration = configuration;
    this.settings = settings;
    this.machine = machine;
    this.end = end;
    this.err = err;
  }

  /** Makes the check and says what it has found. */
  public Summary run() {
    long startNanos = machine.ticker().read();
    RetryPolicy retries = RetryPolicy.ofRetries(settings.transfer().requests().retries());
    RetriedStores stores =
        new RetriedStores(configuration, CONNECTIONS, retries, bucket -> false, machine);
    Findings findings = new Findings(needed());
    CheckResult.Builder result = new CheckResult.Builder();
    Optional<Cause> cause = Optional.empty();
    try {
      look(stores, findings, result);
    } catch (RefusedException e) {
      cause = Optional.of(new Cause(e.status(), String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      cause = Optional.of(Cause.INTERRUPTED);
    } catch (StoreException e) {
      cause = Optional.of(Cause.couldNotRun(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      cause = Optional.of(Cause.unexpected(e));
    }
    Closing.within(CLOSE_TIMEOUT, "a store", stores, machine.threads());
    CheckResult found = result.with(findings, settings);
    new CheckTable(settings, found).print(err);
    Optional<Cause> reported =
        cause
            .map(brought -> end.cause().orElse(brought))
            .or(() -> found.problem().map(Cause::couldNotRun));
    return new CheckSummary(
        settings,
        reported.map(Cause::status).orElse(ExitCode.OK),
        found,
        new CheckSummary.Cost(
            stores.requests(), (machine.ticker().read() - startNanos) / 1_000_000),
        reported.map(Cause::message));
  }

  /** Tags are needed where an object without them is no copy. */
  private Set<Check> needed() {
    Set<Check> needed = EnumSet.noneOf(Check.class);
    for (Check check : Check.values()) {
      if (check.needed()) {
        needed.add(check);
      }
    }
    if (settings.rules().requiresTags()) {
      needed.add(Check.WRITE_TAGS);
    }
    if (settings.tags() == TagRule.REQUIRED && settings.rules().copiesTags()) {
      needed.addAll(Set.of(Check.TAGS_OF_SOURCE, Check.TAGS_BY_COPIER));
    }
    return Sets.immutableEnumSet(needed);
  }

  private void look(RetriedStores stores, Findings findings, CheckResult.Builder result)
      throws RefusedException, InterruptedException {
    StorePair pair = opened(stores, findings, result);
    Optional<String> two = SourceSample.ofTwoServices(settings, pair.source(), pair.destination());
    if (two.isPresent()) {
      throw new RefusedException(two.orElseThrow());
    }
    new BucketLook(pair.destination())
        .requireTags(settings.destination().bucket(), settings.given());
    SourceChecks source =
        new SourceChecks(settings, pair, stores.of(settings.source().bucket()), findings);
    source.look();
    result.sample(source.sample());
    DestinationChecks destination =
        new DestinationChecks(settings, stores, findings, machine, result::leftOpen);
    destination.look(source, pair.destination().profile());
    result.pin(destination.pin());
  }

  private StorePair opened(RetriedStores stores, Findings findings, CheckResult.Builder result)
      throws RefusedException {
    Bucket from = settings.source().bucket();
    Bucket to = settings.destination().bucket();
    try {
      CopyRules rules = settings.rules().orIn(stores.terms(to).storageClass());
      StorePair pair = new StorePair(stores.source(from, rules), stores.of(to));
      findings.write(Side.SOURCE, stores.rights(from));
      findings.write(Side.COPIER, stores.rights(to));
      findings.write(Side.DESTINATION, stores.rights(to));
      result.fidelity(CopyFidelity.of(settings.rules(), pair, rules.given().storageClass()));
      return pair;
    } catch (IllegalArgumentException wrongSetting) {
      throw RefusedException.wrongUsage(String.valueOf(wrongSetting.getMessage()));
    }
  }
}
