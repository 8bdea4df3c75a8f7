package org.isobit.models.studies.latentetkf;

import static org.isobit.models.studies.StudyText.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Isobit;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.ResultsJson;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;
import org.isobit.models.studies.latentetkf.Results.Score;
import org.isobit.models.studies.latentetkf.Results.Summary;

/** The results of a plan as text, CSV and JSON. */
final class StudyTable {

  private static final StatementTable.Layout LAYOUT = new StatementTable.Layout("""
      Statements are met if the whole interval lies on the stated side of the border, refuted if all of it lies on the
      other, open if it contains the border; quick runs, and a single pair, are too small to say. With these climatologies: resampling their runs alone.

      """, "with these climatologies", "      ", "\n      ");

  private static final ResultTable<Score> SCORES = ResultTable.<Score>of()
      .interval("crps", Score::crps).ends("crps_given", "crps_given_low", "crps_given_high", Score::crpsGiven)
      .column("reliability", Score::reliability).column("resolution", Score::resolution)
      .column("uncertainty", Score::uncertainty)
      .interval("analysis_crps", "analysis_low", "analysis_high", Score::analysisCrps)
      .ends("analysis_crps_given", "analysis_given_low", "analysis_given_high", Score::analysisCrpsGiven)
      .interval("minus_etkf", Score::minusEtkf).column("minus_etkf_pairs", Score::pairs);

  /** What has been found about a variable. */
  private record Row(Summary of, Variable variable) {}

  private static final ResultTable<Row> ROWS = ResultTable.<Row>of()
      .column("contract", r -> Isobit.contractVersion()).column("rotation", r -> r.of.setting().rotation())
      .column("amplitude", r -> r.of.setting().amplitude()).column("skew", r -> r.of.setting().skew())
      .column("nonlinearity", r -> r.of.setting().nonlinearity())
      .column("innovations", r -> r.of.setting().innovations()).column("method", r -> r.of.method().label())
      .column("runs", r -> r.of.runs()).column("failed", r -> r.of.failed())
      .column("variable", r -> r.variable.label()).with(SCORES, r -> r.of.score(r.variable));

  private StudyTable() {}

  /** What there is of a plan, setting by setting. */
  static List<Summary> summaries(StudyPlan plan, Results results) {
    return plan.settings().stream().flatMap(setting -> summaries(plan, results, setting).stream()).toList();
  }

  private static List<Summary> summaries(StudyPlan plan, Results results, Setting setting) {
    return plan.methods().stream().map(method -> results.summary(plan.effective(setting, method), method))
        .filter(summary -> summary != null).toList();
  }

  /** A row of what is read, with the value of what is swept. */
  private record Line(String value, Summary of) {}

  /** A table to be read. */
  static String text(StudyPlan plan, Results results) {
    ResultTable<Line> table = ResultTable.<Line>of().column(plan.parameter(), Line::value)
        .column("method", l -> l.of.method().label())
        .column("runs", l -> l.of.runs() + (l.of.failed() == 0 ? "" : " (" + l.of.failed() + " failed)"));
    for (Variable v : Variable.values()) {
      table = table.interval("CRPS " + v.label(), l -> l.of.score(v).crps());
    }
    table = table.interval("distance", l -> l.of.distance())
        .interval("analysis x", l -> l.of.score(Variable.X).analysisCrps())
        .interval("analysis radius", l -> l.of.score(Variable.RADIUS).analysisCrps());
    List<Line> lines = new ArrayList<>();
    for (Setting setting : plan.settings()) {
      String value = plan.sweep() ? number(plan.value().applyAsDouble(setting)) : "";
      summaries(plan, results, setting).forEach(s -> lines.add(new Line(value, s)));
    }
    return results.marked(plan.name() + ": " + plan.title()) + "\n" + table.text(lines) + "\n";
  }

  /** What the columns are. */
  static String legend() {
    return String.format(Locale.ROOT, """
        Forecasts at the analysis times, unless analysis is said: mean over the runs that did not fail [%.0f %% interval, %d
        resamples of the climatologies and of the runs with each]. CRPS angle in degrees; distance: root mean square over
        members of their radius minus the truth's.
        """, 100 * Bootstrap.USUAL.level(), Bootstrap.USUAL.resamples());
  }

  /** The statements and whether they hold. */
  static String gates(List<Statement> gates) {
    return StatementTable.text(gates, LAYOUT);
  }

  /** One row a setting, method and variable; {@code given}: resampling runs alone. A comment marks quick runs. */
  static String csv(StudyPlan plan, Results results) {
    return ROWS.csv(summaries(plan, results).stream()
        .flatMap(summary -> Arrays.stream(Variable.values()).map(v -> new Row(summary, v))).toList(), results.quick());
  }

  /** Everything, with the statements. */
  static String json(StudyPlan plan, Results results, List<Statement> gates) {
    ResultTable<Summary> table = ResultTable.<Summary>of().column("setting", Summary::setting)
        .column("method", s -> s.method().label()).column("runs", Summary::runs).column("failed", Summary::failed);
    for (Variable v : Variable.values()) {
      table = table.column(v.label(), s -> SCORES.json(s.score(v)));
    }
    table = table.interval("distance", Summary::distance).interval("analysis_distance", Summary::analysisDistance);
    return ResultsJson.of("latent-etkf").add("plan", plan.name()).quick(results.quick())
        .add("intervals", Bootstrap.USUAL + ", climatologies, then runs of each; given: runs alone")
        .add("results", table.json(summaries(plan, results))).add("gates", StatementTable.json(gates)).text();
  }
}
