package org.bucketcopy.job.benchmark;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The results as tables in Markdown: the figures to reach, then each scenario. */
final class MarkdownReport {
  private final Machine machine;
  private final List<Scenario> scenarios;
  private final Results results;
  private final List<String> notes;

  /**
   * @param scenarios in the order of their tables
   * @param notes what else a reader has to know
   */
  MarkdownReport(Machine machine, List<Scenario> scenarios, Results results, List<String> notes) {
    this.machine = machine;
    this.scenarios = scenarios;
    this.results = results;
    this.notes = notes;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("Measured on " + machine.text() + ". Medians, and ranges where there is one.");
    notes.forEach(note -> lines.add("\n" + note));
    lines.add("");
    goals(lines);
    scenarios.stream()
        .filter(scenario -> !results.tools(scenario.name()).isEmpty())
        .forEach(scenario -> table(scenario, lines));
    return String.join("\n", lines) + "\n";
  }

  private void goals(List<String> lines) {
    row(lines, List.of("figure to reach", "bound", "reached", "met"));
    row(lines, List.of("---", "---", "---:", "---"));
    for (Goal goal : Goal.all()) {
      Optional<Double> reached = goal.figure().apply(results);
      row(
          lines,
          List.of(
              goal.what(),
              goal.boundText(),
              reached.map(MarkdownReport::number).orElse("–"),
              reached.map(value -> goal.met(value) ? "yes" : "**no**").orElse("not measured")));
    }
  }

  private void table(Scenario scenario, List<String> lines) {
    List<String> tools = results.tools(scenario.name());
    Set<Figure> columns = EnumSet.noneOf(Figure.class);
    tools.stream()
        .flatMap(tool -> results.of(scenario.name(), tool).stream())
        .forEach(measurement -> columns.addAll(measurement.figures().keySet()));
    lines.add("\n**" + scenario.name() + "**: " + heading(scenario) + "\n");
    List<String> head = new ArrayList<>(List.of("tool"));
    columns.forEach(figure -> head.add(figure.label()));
    row(lines, head);
    row(lines, head.stream().map(cell -> "---").toList());
    for (String tool : tools) {
      List<String> cells = new ArrayList<>(List.of(tool));
      columns.forEach(figure -> cells.add(cell(scenario, tool, figure)));
      row(lines, cells);
    }
    problems(scenario, tools).forEach(problem -> lines.add("\n" + problem));
  }

  private static String heading(Scenario scenario) {
    return scenario.title() + "; " + scenario.work().allInFlight() + " in flight";
  }

  private String cell(Scenario scenario, String tool, Figure figure) {
    return results
        .spread(scenario.name(), tool, figure)
        .map(spread -> spread.text(figure))
        .orElse("–");
  }

  private List<String> problems(Scenario scenario, List<String> tools) {
    return tools.stream()
        .flatMap(tool -> results.of(scenario.name(), tool).stream())
        .flatMap(one -> one.problem().stream().map(problem -> one.tool() + ": " + problem))
        .distinct()
        .toList();
  }

  private static void row(List<String> lines, List<String> cells) {
    lines.add(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
  }
}
