package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.List;
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
      Experiment e = Experiments.named(name);
      text.append(e.name()).append(name.equals(Experiments.DEFAULT) ? " (default)" : "").append(": ")
          .append(e.title()).append("\n  ").append(e.source()).append("\n  ").append(e.cycles()).append(" cycles\n\n");
      List<String[]> rows = new ArrayList<>();
      rows.add(HEADER);
      e.methods().forEach(method -> rows.add(row(method)));
      text.append(TextTable.of(rows).indent(2)).append('\n');
    }
    return text.toString();
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
