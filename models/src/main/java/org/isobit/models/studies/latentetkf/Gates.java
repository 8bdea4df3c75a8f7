package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.isobit.models.studies.Border;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.ResultTable;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.latentetkf.Results.Column;
import org.isobit.models.studies.latentetkf.Results.Matched;
import org.isobit.models.studies.latentetkf.Results.Runs;

/**
 * What the paper's abstract claims, as statements about forecast scores that can be true or false: each a statistic of
 * runs with the same climatology and number, with the interval that resampling them gives.
 *
 * <p>A statement is a side of a border, and the interval decides ({@link Statement}). Quick runs, and a single pair of
 * runs, decide nothing.
 */
final class Gates {

  /**
   * The runs that a statement is about.
   *
   * @param pairs runs that enter: those that no method failed in
   * @param runs  of each method involved, how many there are and how many failed
   */
  record Pairs(int pairs, List<Runs> runs) implements Statement.Sample {

    @Override
    public String words() {
      return pairs + (pairs == 1 ? " pair of runs" : " pairs of runs") + "; failed: " + runs.stream()
          .map(r -> r.failed() + " of " + r.all() + " of " + column(r)).collect(Collectors.joining(", "));
    }

    /** The method, with its setting where the same method enters with another one. */
    private String column(Runs one) {
      Column column = one.column();
      boolean several = runs.stream().filter(r -> r.column().method() == column.method()).count() > 1;
      return column.method().label() + (several ? " with " + column.setting().innovations() + " innovations" : "");
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("pairs", pairs);
      fields.put("methods", METHODS.json(runs));
      return fields;
    }
  }

  private static final ResultTable<Runs> METHODS = ResultTable.<Runs>of()
      .column("method", r -> r.column().method().label())
      .column("innovations", r -> r.column().setting().innovations())
      .column("runs", Runs::all).column("failed", Runs::failed);

  private static final double TENTH = 0.1;

  private final Results results;
  private final List<Statement> gates = new ArrayList<>();

  private Gates(Results results) {
    this.results = results;
  }

  /** All statements for which there are runs. */
  static List<Statement> of(Results results) {
    Gates g = new Gates(results);
    Setting base = Setting.BASE;
    Setting moving = base.withAmplitude(0.2);
    g.atMost("C1", "A = 0: the radius CRPS of single-clima is at most a tenth of the ETKF's", base,
        Method.SINGLE_CLIMA, Method.ETKF, TENTH);
    g.less("C2", "A = 0.2: in radius the ETKF is better than single-clima", moving, Method.ETKF, Method.SINGLE_CLIMA,
        Variable.RADIUS);
    g.less("C2", "A = 0.2: in radius single-transfer is better than the ETKF", moving, Method.SINGLE_TRANSFER,
        Method.ETKF, Variable.RADIUS);
    for (double skew : new double[] {-12, 12}) {
      g.less("C3", "skew " + (int) skew + ": in x double-clima is better than single-clima", base.withSkew(skew),
          Method.DOUBLE_CLIMA, Method.SINGLE_CLIMA, Variable.X);
    }
    g.less("C4", "skew 0: in x single-clima is better than double-clima", base, Method.SINGLE_CLIMA,
        Method.DOUBLE_CLIMA, Variable.X);
    g.innovations();
    return g.gates;
  }

  private void less(String claim, String statement, Setting setting, Method better, Method worse, Variable variable) {
    Matched runs = results.matched(variable, new Column(setting, better), new Column(setting, worse));
    add(claim, statement, "CRPS " + variable.label() + ", " + better.label() + " − " + worse.label(), Border.less(0),
        runs, indices -> runs.mean(0, indices) - runs.mean(1, indices));
  }

  private void atMost(String claim, String statement, Setting setting, Method better, Method worse, double limit) {
    Matched runs = results.matched(Variable.RADIUS, new Column(setting, better), new Column(setting, worse));
    add(claim, statement, "CRPS radius, " + better.label() + " ÷ " + worse.label(), Border.atMost(limit), runs,
        indices -> runs.mean(0, indices) / runs.mean(1, indices));
  }

  /** |Mean over the runs of CRPS of ETKFD − CRPS of ETKF|, with the most innovations less the same with the fewest. */
  private void innovations() {
    List<Setting> settings = StudyPlan.named("innovations").settings();
    Matched runs = results.matched(Variable.X, new Column(settings.getFirst(), Method.ETKFD),
        new Column(settings.getLast(), Method.ETKFD), new Column(Setting.BASE, Method.ETKF));
    add("N_o", "ETKF-D tends to the ETKF: in x the mean CRPS comes nearer from " + settings.getFirst().innovations()
        + " to " + settings.getLast().innovations() + " innovations",
        "|mean CRPS x, ETKFD − ETKF|, most − fewest", Border.less(0), runs, indices -> {
          double etkf = runs.mean(2, indices);
          return Math.abs(runs.mean(1, indices) - etkf) - Math.abs(runs.mean(0, indices) - etkf);
        });
  }

  private void add(String claim, String statement, String statistic, Border border, Matched runs,
      ToDoubleFunction<int[]> value) {
    if (runs != null) {
      gates.add(Statement.of(claim, statement, statistic, border, Resampled.grouped(runs.climatologies(), value),
          new Pairs(runs.count(), runs.runs()), results.quick() || runs.count() == 1));
    }
  }
}
