package org.bucketcopy.job.check;

import com.google.common.collect.ImmutableList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.check.Check.Side;
import org.bucketcopy.job.check.Finding.Outcome;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;

/** What was found, each thing once. For one thread. */
final class Findings {
  private final Map<Check, Finding> found = new EnumMap<>(Check.class);
  private final Map<Side, RightsLanguage> languages = new EnumMap<>(Side.class);
  private final Set<Check> needed;

  /** A call that shows something by whether it succeeds. */
  interface Call<T> {
    /**
     * Makes it.
     *
     * @throws StoreException if it fails
     */
    T make() throws InterruptedException;
  }

  /**
   * @param needed what a copy cannot do without
   */
  Findings(Set<Check> needed) {
    this.needed = needed;
  }

  /** From now on, rights of this side are written so. */
  void write(Side side, RightsLanguage language) {
    languages.put(side, language);
  }

  /** Takes what a call shows; returns its answer if it has one. */
  <T> Optional<T> of(Check check, Call<T> call) throws InterruptedException {
    try {
      T answer = call.make();
      add(Finding.ok(check));
      return Optional.ofNullable(answer);
    } catch (StoreException e) {
      add(check, e.fault());
      return Optional.empty();
    }
  }

  /** Takes what a fault shows. */
  void add(Check check, StoreFault fault) {
    add(Finding.of(check, fault, named(check, fault).or(check::right)));
  }

  void add(Finding finding) {
    found.put(finding.check(), finding);
  }

  /** The right that an answer names. */
  Optional<Right> named(Check check, StoreFault fault) {
    return Optional.ofNullable(languages.get(check.side()))
        .flatMap(language -> language.named(fault));
  }

  /** How something was found to be; {@link Outcome#NOT_KNOWN} if nothing was. */
  Outcome outcome(Check check) {
    return Optional.ofNullable(found.get(check)).map(Finding::outcome).orElse(Outcome.NOT_KNOWN);
  }

  /** All, in the order of a report. */
  List<Finding> all() {
    return ImmutableList.copyOf(found.values());
  }

  /** What a copy would fail for. */
  List<Finding> obstacles() {
    return all().stream()
        .filter(finding -> needed.contains(finding.check()) && finding.bad())
        .toList();
  }

  /**
   * What to add to policies, each once.
   *
   * @param source where is copied from
   * @param destination where to
   */
  List<Statement> statements(ObjectPrefix source, ObjectPrefix destination) {
    Set<Statement> statements = new LinkedHashSet<>();
    languages.forEach(
        (side, language) ->
            statements.addAll(
                language.statements(
                    side == Side.DESTINATION ? destination : source, missing(side))));
    return ImmutableList.copyOf(statements);
  }

  private Map<Right, StoreFault> missing(Side side) {
    Map<Right, StoreFault> missing = new EnumMap<>(Right.class);
    found.values().stream()
        .filter(finding -> finding.check().side() == side)
        .forEach(
            finding ->
                finding
                    .right()
                    .ifPresent(right -> missing.put(right, finding.fault().orElseThrow())));
    return missing;
  }
}
