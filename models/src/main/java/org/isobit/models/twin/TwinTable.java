package org.isobit.models.twin;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isobit.models.cli.TextTable;
import org.isobit.models.scores.Estimate;
import org.isobit.models.twin.TwinResult.Means;

/** The table of scores as text, and the list of built-in experiments. */
final class TwinTable {

  private static final String[] HEADER = {"filter", "members", "RMSE analysis", "RMSE forecast", "spread", "CRPS",
      "RMSE smoothed", "published", "µs/cycle"};

  /** The column that only smoothers fill. */
  private static final int SMOOTHED = 6;

  private TwinTable() {}

  /** The table, its heading and what its columns mean; without letters that the charset lacks. */
  static String of(TwinResult result, Charset charset) {
    Experiment e = result.experiment();
    StringBuilder text = new StringBuilder();
    text.append(e.name()).append(": ").append(e.title()).append('\n');
    text.append(e.model().name()).append(", ").append(e.model().size()).append(" variables, ")
        .append(e.observations().indices().size()).append(" observed, error variance ")
        .append(e.observations().variance()).append(" (").append(e.observations().law().label())
        .append(e.observations().correlation() == null ? "" : ", correlation "
            + e.observations().correlation().coefficient() + " in groups of " + e.observations().correlation().group())
        .append("); ")
        .append(e.cycles()).append(" cycles, the first ").append(e.burnIn()).append(" not scored; ")
        .append(e.seeds().size() == 1 ? "seed " + e.seeds().getFirst() : "seeds " + e.seeds()).append("\n\n");
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    for (int i = 0; i < e.methods().size(); i++) {
      rows.add(row(result, i));
    }
    boolean smooths = result.smooths();
    text.append(TextTable.of(smooths ? rows : rows.stream().map(TwinTable::withoutSmoothed).toList())).append('\n');
    appendDivergences(text, result);
    text.append(String.format(Locale.ROOT, """
        RMSE: of the ensemble mean, averaged over time; ± standard error by batch means (%d batches).
        CRPS: fair, analysis; of a normal law where there are no members.
        %sClimatology's RMSE is %.3f. Published: score (independent long run).
        µs/cycle: forecast and analysis of the whole ensemble, %s.
        """, Estimate.BATCHES, smooths ? "Smoothed: of a time's mean given the observations of as many later cycles as "
        + "the smoother's lag.\n" : "", result.climatology(), e.methods().size() * e.seeds().size() == 1 ? "all threads"
        : "one thread a filter, all filters side by side"));
    return TextTable.fit(text.toString(), charset);
  }

  private static String[] row(TwinResult result, int method) {
    Experiment.Method m = result.experiment().methods().get(method);
    String members = members(m);
    String published = published(m.published());
    String time = number(result.microsecondsPerCycle(method), 0);
    if (result.diverged(method)) {
      return new String[] {m.label(), members, "diverged", "", "", "", "", published, time};
    }
    Means means = result.means(method);
    return new String[] {m.label(), members, withError(means.rmse()), number(means.rmseForecast().mean(), 4),
        number(means.spread().mean(), 4), number(means.crps().mean(), 4),
        result.smooths(method) ? withError(means.rmseSmoothed()) : "–", published, time};
  }

  private static String[] withoutSmoothed(String[] row) {
    return IntStream.range(0, row.length).filter(i -> i != SMOOTHED).mapToObj(i -> row[i]).toArray(String[]::new);
  }

  /** The ensemble size, of methods that have members. */
  static String members(Experiment.Method method) {
    return method.members() == 1 ? "–" : Integer.toString(method.members());
  }

  private static void appendDivergences(StringBuilder text, TwinResult result) {
    for (TwinResult.Run run : result.runs()) {
      if (run.diverged()) {
        text.append(result.experiment().methods().get(run.method()).label()).append(", seed ").append(run.seed())
            .append(": diverged, from cycle ").append(run.divergedAt()).append(" on: ").append(run.divergence())
            .append('\n');
      }
    }
  }

  static String published(Published published) {
    if (published == null) {
      return "–";
    }
    String score = (published.below() ? "< " : "") + number(published.rmse(), published.decimals())
        + (published.smoothed() ? " smoothed" : "");
    if (Double.isNaN(published.longRun())) {
      return score;
    }
    return score + " (" + (Double.isNaN(published.standardError()) ? number(published.longRun(), 4)
        : withError(new Estimate(published.longRun(), published.standardError()))) + ")";
  }

  static String withError(Estimate estimate) {
    return number(estimate.mean(), 4)
        + (Double.isNaN(estimate.standardError()) ? "" : " ± " + number(estimate.standardError(), 4));
  }

  private static String number(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
