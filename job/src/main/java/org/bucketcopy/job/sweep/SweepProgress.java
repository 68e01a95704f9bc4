package org.bucketcopy.job.sweep;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.bucketcopy.job.report.Bar;
import org.bucketcopy.job.report.ProgressLine;
import org.bucketcopy.job.report.ProgressView;

/** How far a sweep is. How much there is to do is not known before it is done. */
final class SweepProgress implements ProgressView {
  private final SweepTally tally;
  private final Ticker ticker;
  private final long startNanos;

  /** Of a sweep that begins now. */
  SweepProgress(SweepTally tally, Ticker ticker) {
    this.tally = tally;
    this.ticker = ticker;
    this.startNanos = ticker.read();
  }

  private Duration elapsed() {
    return Duration.ofNanos(ticker.read() - startNanos);
  }

  private List<String> figures() {
    SweepCounts counts = tally.soFar();
    return List.of(
        ProgressLine.clock(elapsed()),
        counts.listed() + " uploads",
        counts.ended().aborted() + " aborted",
        counts.ended().failed() + " failed",
        counts.ended().gone() + " gone");
  }

  @Override
  public String plain() {
    return String.join("  ", figures());
  }

  @Override
  public String bar(int columns) {
    return Bar.of(OptionalDouble.empty(), figures(), columns);
  }

  @Override
  public String json() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("command", "sweep");
    json.put("status", "running");
    SweepSummary.putCounts(json, tally.soFar());
    json.put("millis", elapsed().toMillis());
    return json.toString();
  }
}
