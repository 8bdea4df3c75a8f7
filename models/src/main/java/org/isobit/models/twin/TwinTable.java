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

  private static final int DECIMALS = 4;

  private TwinTable() {}

  /** The table, its heading and what its columns mean; without letters that the charset lacks. */
  static String of(TwinResult result, Charset charset) {
    Experiment e = result.experiment();
    StringBuilder text = new StringBuilder();
    text.append(e.name()).append(": ").append(e.title()).append('\n');
    text.append(setting(e)).append("\n\n");
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    for (int i = 0; i < e.methods().size(); i++) {
      rows.add(row(result, i));
      for (int s = 0; s < e.scoring().sectors().size(); s++) {
        rows.add(sector(result, i, s));
      }
    }
    boolean smooths = result.smooths();
    text.append(TextTable.of(smooths ? rows : rows.stream().map(TwinTable::withoutSmoothed).toList())).append('\n');
    appendDivergences(text, result);
    appendNoise(text, e);
    appendParameters(text, result);
    text.append(String.format(Locale.ROOT, """
        RMSE: of the ensemble mean, averaged over time; ± standard error by batch means (%d batches).
        CRPS: fair, analysis; of a normal law where there are no members.
        %sClimatology's RMSE is %s. Published: score (independent long run).
        µs/cycle: forecast and analysis of the whole ensemble, %s.
        """, Estimate.BATCHES, smooths ? "Smoothed: of a time's mean given the observations of as many later cycles as "
        + "the smoother's lag.\n" : "", TextTable.number(result.climatology(), 3),
        e.methods().size() * e.seeds().size() == 1 ? "all threads" : "one thread a filter, all filters side by side"));
    return TextTable.fit(text.toString(), charset);
  }

  /** Model, observations, cycles and seeds in a line. */
  static String setting(Experiment e) {
    Experiment.Observing o = e.observations();
    return e.model().name() + ", " + e.model().size() + " variables, " + o.indices().size()
        + " observed, error variance " + o.variance() + " (" + o.law().label() + (o.correlation() == null ? ""
            : ", correlation " + o.correlation())
        + "); " + (e.modelError().noise() == null ? "" : "model noise " + e.modelError().noise() + "; ") + e.cycles()
        + " cycles, the first " + e.burnIn() + " not scored; " + seeds(e);
  }

  static String seeds(Experiment e) {
    return e.seeds().size() == 1 ? "seed " + e.seeds().getFirst() : "seeds " + e.seeds();
  }

  private static String[] row(TwinResult result, int method) {
    Experiment.Method m = result.experiment().methods().get(method);
    String members = members(m);
    String published = published(m.published());
    String time = TextTable.number(result.microsecondsPerCycle(method), 0);
    if (result.diverged(method)) {
      return new String[] {m.label(), members, "diverged", "", "", "", "", published, time};
    }
    return cells(m.label(), members, result.means(method), result.smooths(method), m.published(), published, time);
  }

  private static String[] sector(TwinResult result, int method, int sector) {
    String name = result.experiment().scoring().sectors().get(sector).name();
    Published whole = result.experiment().methods().get(method).published();
    Published own = whole == null ? null : whole.sectors().get(name);
    return result.diverged(method) ? new String[] {"  " + name, "", "", "", "", "", "", published(own), ""}
        : cells("  " + name, "", result.means(method, sector), false, own, published(own), "");
  }

  private static String[] cells(String label, String members, Means means, boolean smooths, Published known,
      String published, String time) {
    int decimals = decimals(known);
    return new String[] {label, members, means.rmse().text(decimals),
        TextTable.number(means.rmseForecast().mean(), DECIMALS),
        TextTable.number(means.spread().mean(), DECIMALS), TextTable.number(means.crps().mean(), DECIMALS),
        smooths ? means.rmseSmoothed().text(decimals) : "–", published, time};
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

  private static void appendNoise(StringBuilder text, Experiment e) {
    for (Experiment.Method method : e.methods()) {
      if (e.modelError().noise() != null && method.noiseTaken(e.modelError().noise()).equals("none")) {
        text.append(method.label()).append(": forecasts without the noise that the truth's model has\n");
      }
    }
  }

  private static void appendParameters(StringBuilder text, TwinResult result) {
    int burnIn = result.experiment().burnIn();
    for (TwinResult.Run run : result.runs()) {
      for (TwinResult.ParameterTrack p : run.parameters()) {
        int last = p.mean().length - 1;
        text.append(result.experiment().methods().get(run.method()).label()).append(", seed ").append(run.seed())
            .append(": ").append(p.name()).append(last < 0 ? " was never estimated"
                : " ends at " + TextTable.number(p.mean()[last], 4) + (Double.isNaN(p.spread()[last]) ? ""
                    : " ± " + TextTable.number(p.spread()[last], 4) + " (its spread)") + ", time mean "
                    + TextTable.number(p.mean(burnIn), 4) + (Double.isNaN(p.truth()) ? "" : ", RMSE "
                    + TextTable.number(p.rmse(burnIn), 4)))
            .append(Double.isNaN(p.truth()) ? "" : "; the truth has " + p.truth()).append('\n');
      }
    }
  }

  static String published(Published published) {
    if (published == null) {
      return "–";
    }
    String score = (published.below() ? "< " : "") + TextTable.number(published.rmse(), published.decimals())
        + (published.smoothed() ? " smoothed" : "");
    if (Double.isNaN(published.longRun())) {
      return score;
    }
    return score + " (" + new Estimate(published.longRun(), published.standardError())
        .text(Math.max(DECIMALS, Published.decimals(published.longRun()))) + ")";
  }

  /** Decimals of a score: never fewer than what it is compared with was published with. */
  private static int decimals(Published published) {
    return published == null ? DECIMALS : Math.max(DECIMALS, Math.max(published.decimals(),
        Published.decimals(published.longRun())));
  }
}
