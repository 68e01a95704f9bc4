package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.bucketcopy.job.benchmark.Measurement.Point;

/** A drawing of how copies came in over time: a line for each run, and one for the limit. */
final class SvgPlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 40;
  private static final int TICKS = 5;
  private static final ImmutableList<String> COLOURS =
      ImmutableList.of("#1b6ca8", "#d1495b", "#66a182", "#edae49", "#6f4e7c");

  private final String title;
  private final double maxSeconds;
  private final double maxCopies;
  private final List<String> lines = new ArrayList<>();

  private SvgPlot(String title, double maxSeconds, double maxCopies) {
    this.title = title;
    this.maxSeconds = maxSeconds;
    this.maxCopies = maxCopies;
  }

  /** The drawing of a scenario; empty if nothing was copied in it. */
  static Optional<String> of(Scenario scenario, Results results) {
    List<Measurement> runs =
        results.tools(scenario.name()).stream()
            .flatMap(tool -> results.of(scenario.name(), tool).stream())
            .filter(run -> run.progress().size() > 1)
            .toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    List<Point> points = runs.stream().flatMap(run -> run.progress().stream()).toList();
    SvgPlot plot =
        new SvgPlot(
            scenario.title(),
            points.stream().mapToDouble(Point::seconds).max().orElse(1),
            points.stream().mapToDouble(Point::copies).max().orElse(1));
    plot.axes();
    List<String> tools = runs.stream().map(Measurement::tool).distinct().toList();
    runs.forEach(run -> plot.line(run.progress(), colour(tools.indexOf(run.tool())), ""));
    runs.get(0).figure(Figure.LIMIT).ifPresent(plot::limit);
    for (int i = 0; i < tools.size(); i++) {
      plot.text(LEFT + 12, TOP + 16 + 16 * i, "start", colour(i), tools.get(i));
    }
    return Optional.of(plot.svg());
  }

  private static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  private void axes() {
    for (double seconds : ticks(maxSeconds)) {
      text(x(seconds), HEIGHT - BOTTOM + 18, "middle", "#444", format("%.3g s", seconds));
    }
    for (double copies : ticks(maxCopies)) {
      line(List.of(new Point(0, copies), new Point(maxSeconds, copies)), "#ddd", "");
      text(LEFT - 8, y(copies) + 4, "end", "#444", format("%,.0f", copies));
    }
    text(LEFT, 22, "start", "#000", title + " (copies answered)");
  }

  /** Round values from 0 to {@code max}: steps of 1, 2 or 5 times a power of ten. */
  private static double[] ticks(double max) {
    double power = Math.pow(10, Math.floor(Math.log10(max / TICKS)));
    double step =
        DoubleStream.of(1, 2, 5, 10)
            .map(factor -> factor * power)
            .filter(size -> size * TICKS >= max * 0.999)
            .findFirst()
            .orElseThrow();
    return DoubleStream.iterate(0, tick -> tick <= max, tick -> tick + step).toArray();
  }

  private void limit(double seconds) {
    line(List.of(new Point(0, 0), new Point(seconds, maxCopies)), "#888", "5 4");
    text(x(seconds), TOP - 4, "middle", "#888", "limit");
  }

  private void line(List<Point> points, String colour, String dashes) {
    StringBuilder places = new StringBuilder();
    points.forEach(
        point -> places.append(format("%.1f,%.1f ", x(point.seconds()), y(point.copies()))));
    lines.add(
        format(
            "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" stroke-dasharray=\"%s\""
                + " points=\"%s\"/>",
            colour, dashes, places.toString().strip()));
  }

  private void text(double x, double y, String anchor, String colour, String words) {
    lines.add(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
            x, y, anchor, colour, words.replace("&", "&amp;").replace("<", "&lt;")));
  }

  private double x(double seconds) {
    return LEFT + (WIDTH - LEFT - RIGHT) * seconds / maxSeconds;
  }

  private double y(double copies) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * copies / maxCopies;
  }

  private String svg() {
    return format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT)
        + String.join("\n", lines)
        + "\n</svg>\n";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
