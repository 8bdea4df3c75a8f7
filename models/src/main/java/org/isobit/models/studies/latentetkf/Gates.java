package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.Verdict;
import org.isobit.models.studies.latentetkf.Results.Column;
import org.isobit.models.studies.latentetkf.Results.Matched;
import org.isobit.models.studies.latentetkf.Results.Runs;

/**
 * What the paper's abstract claims, as statements about forecast scores that can be true or false: each a statistic of
 * runs with the same climatology and number, with the interval that resampling them gives.
 *
 * <p>A statement is a side of a border, and the interval decides ({@link Verdict}). Quick runs, and a single pair of
 * runs, decide nothing.
 */
final class Gates {

  /**
   * One statement.
   *
   * @param claim     which claim of the abstract it belongs to
   * @param statement what should hold
   * @param statistic what is computed, and on which side of which border it should be
   * @param pairs     runs that enter: those that no method failed in
   * @param runs      of each method involved, how many there are and how many failed
   * @param interval  the statistic and its interval, resampling climatologies and runs; it decides
   * @param given     the same, resampling runs alone: what holds for the climatologies at hand
   * @param holds     whether the statistic itself is on the stated side
   * @param verdict   what the interval says
   */
  record Gate(String claim, String statement, String statistic, int pairs, List<Runs> runs, Interval interval,
              Interval given, boolean holds, Verdict verdict) {}

  private static final double TENTH = 0.1;

  private final Results results;
  private final List<Gate> gates = new ArrayList<>();

  private Gates(Results results) {
    this.results = results;
  }

  /** All statements for which there are runs. */
  static List<Gate> of(Results results) {
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
    add(claim, statement, "CRPS " + variable.label() + ", " + better.label() + " − " + worse.label() + " < 0", runs,
        indices -> runs.mean(0, indices) - runs.mean(1, indices), 0, true);
  }

  private void atMost(String claim, String statement, Setting setting, Method better, Method worse, double limit) {
    Matched runs = results.matched(Variable.RADIUS, new Column(setting, better), new Column(setting, worse));
    add(claim, statement, "CRPS radius, " + better.label() + " ÷ " + worse.label() + " <= " + limit, runs,
        indices -> runs.mean(0, indices) / runs.mean(1, indices), limit, false);
  }

  /** |Mean over the runs of CRPS of ETKFD − CRPS of ETKF|, with the most innovations less the same with the fewest. */
  private void innovations() {
    List<Setting> settings = StudyPlan.named("innovations").settings();
    Matched runs = results.matched(Variable.X, new Column(settings.getFirst(), Method.ETKFD),
        new Column(settings.getLast(), Method.ETKFD), new Column(Setting.BASE, Method.ETKF));
    add("N_o", "ETKF-D tends to the ETKF: in x the mean CRPS comes nearer from " + settings.getFirst().innovations()
        + " to " + settings.getLast().innovations() + " innovations",
        "|mean CRPS x, ETKFD − ETKF|, most − fewest < 0", runs, indices -> {
          double etkf = runs.mean(2, indices);
          return Math.abs(runs.mean(1, indices) - etkf) - Math.abs(runs.mean(0, indices) - etkf);
        }, 0, true);
  }

  /** A statistic that should be less than a limit, or at most it. */
  private void add(String claim, String statement, String statistic, Matched runs, ToDoubleFunction<int[]> value,
      double limit, boolean strict) {
    if (runs == null) {
      return;
    }
    Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN);
    Interval interval = runs.count() == 0 ? none : Bootstrap.USUAL.of(runs.climatologies(), value);
    Interval given = runs.count() == 0 ? none : Bootstrap.USUAL.of(runs.count(), value);
    boolean small = results.quick() || runs.count() == 1;
    Verdict verdict = small ? Verdict.TOO_SMALL : Verdict.of(interval, limit, strict);
    gates.add(new Gate(claim, statement, statistic, runs.count(), runs.runs(), interval, given,
        strict ? interval.value() < limit : interval.value() <= limit, verdict));
  }
}
