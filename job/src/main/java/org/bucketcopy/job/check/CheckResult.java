package org.bucketcopy.job.check;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.probe.Pin;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.job.transfer.CopyFidelity;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * All that a check has found.
 *
 * @param findings how each thing is
 * @param obstacles those that a copy would fail for
 * @param statements what to add to policies
 * @param fidelity what copies keep
 * @param probed what the probes have come to
 */
record CheckResult(
    List<Finding> findings,
    List<Finding> obstacles,
    List<Statement> statements,
    CopyFidelity fidelity,
    Probes probed) {
  /**
   * What the probes have come to.
   *
   * @param sample the object that stood for all; empty if there was none
   * @param pin what becomes of the condition on parts
   * @param leftOpen keys of which an upload may still be open
   */
  record Probes(Optional<ObjectLocation> sample, Pin pin, List<ObjectLocation> leftOpen) {
    Probes {
      leftOpen = ImmutableList.copyOf(leftOpen);
    }
  }

  /** Why a copy would fail, or what is left; empty if it would do. */
  Optional<String> problem() {
    if (obstacles.isEmpty() && probed.leftOpen().isEmpty()) {
      return Optional.empty();
    }
    if (obstacles.isEmpty()) {
      return Optional.of("an upload of this check may still be open: " + probed.leftOpen().get(0));
    }
    return Optional.of(
        "a copy would fail: "
            + obstacles.stream()
                .map(finding -> "cannot " + finding.check().label())
                .collect(Collectors.joining(", ")));
  }

  /** What becomes known little by little. For one thread. */
  static final class Builder {
    private CopyFidelity fidelity = CopyFidelity.NOTHING;
    private Optional<ObjectLocation> sample = Optional.empty();
    private Pin pin = Pin.NOT_KNOWN;
    private final List<ObjectLocation> leftOpen = new ArrayList<>();

    void fidelity(CopyFidelity known) {
      fidelity = known;
    }

    void sample(Optional<ObjectLocation> chosen) {
      sample = chosen;
    }

    void pin(Pin seen) {
      pin = seen;
    }

    void leftOpen(ObjectLocation key) {
      leftOpen.add(key);
    }

    CheckResult with(Findings findings, CopySettings settings) {
      return new CheckResult(
          findings.all(),
          findings.obstacles(),
          findings.statements(settings.source(), settings.destination()),
          fidelity,
          new Probes(sample, pin, leftOpen));
    }
  }
}
