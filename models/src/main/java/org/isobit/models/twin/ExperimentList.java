package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.cli.TextTable;
import org.isobit.models.method.InflationChoice;
import org.isobit.models.twin.Experiment.Method;

/** What {@code --list} prints: every built-in experiment with its methods and published scores. */
final class ExperimentList {

  private static final String[] HEADER =
      {"method", "members", "inflation", "localisation", "rotation", "published RMSE (long run)"};

  private ExperimentList() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    for (String name : Experiments.names()) {
      append(text, Experiments.named(name), name.equals(Experiments.DEFAULT) ? " (default)" : "");
      text.append('\n');
    }
    for (String name : Experiments.sweeps()) {
      ExperimentSweep all = ExperimentSweep.read(Experiments.builtIn(name, List.of()));
      append(text, all.points().get(Math.max(0, all.own())), " (sweep of " + all.points().size() + " experiments)");
      all.sweep().axes().forEach(axis -> text.append("  sweep: ").append(axis.key()).append(' ')
          .append(IntStream.range(0, axis.size()).mapToObj(axis::label).collect(Collectors.joining(", ")))
          .append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Experiment e, String kind) {
    text.append(e.name()).append(kind).append(": ").append(e.title()).append("\n  ").append(e.source())
        .append("\n  ").append(e.cycles()).append(" cycles\n\n");
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    e.methods().forEach(method -> rows.add(row(method)));
    text.append(TextTable.of(rows).indent(2));
  }

  private static String[] row(Method m) {
    return new String[] {m.label(), TwinTable.members(m), inflation(m),
        m.localization() == null ? "–" : m.localization().taper().taper().label() + " "
            + m.localization().radius().value() + " " + m.localization().radius().convention().label(),
        m.choice().rotation() ? "yes" : "–",
        TwinTable.published(m.published()) + (m.published() != null && !m.published().gated() ? " marginal" : "")};
  }

  private static String inflation(Method m) {
    InflationChoice by = m.choice().inflation();
    String fixed = by == null ? "" : by.kind().label() + " " + by.factor();
    String adaptive = m.choice().adaptive() == null ? "" : m.choice().adaptive().toString();
    return fixed.isEmpty() && adaptive.isEmpty() ? "–"
        : fixed + (fixed.isEmpty() || adaptive.isEmpty() ? "" : ", ") + adaptive;
  }
}
