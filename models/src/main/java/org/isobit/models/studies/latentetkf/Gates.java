package org.isobit.models.studies.latentetkf;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;

/**
 * What the paper's abstract claims, as statements about forecast scores that can be true or false: each a statistic of
 * pairs of runs, with the interval that resampling the pairs gives.
 */
final class Gates {

  /**
   * One statement.
   *
   * @param claim     which claim of the abstract it belongs to
   * @param statement what should hold
   * @param statistic what is computed
   * @param runs      pairs of runs
   * @param interval  the statistic and its interval
   * @param met       whether the statistic is on the right side
   * @param certain   whether its whole interval is on the same side
   */
  record Gate(String claim, String statement, String statistic, int runs, Interval interval, boolean met,
              boolean certain) {

    /** The verdict in words. */
    String verdict() {
      return met ? certain ? "met" : "met, but the interval includes the contrary"
          : certain ? "NOT MET" : "NOT MET, but the interval includes the contrary";
    }
  }

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
    g.ratioBelow("C1", "A = 0: the radius CRPS of single-clima is at most a tenth of the ETKF's", base,
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
    double[][] pairs = results.pairs(setting, better, setting, worse, variable);
    if (pairs != null) {
      Interval d = Bootstrap.USUAL.difference(pairs[0], pairs[1]);
      add(claim, statement, "CRPS " + variable.label() + ", " + better.label() + " − " + worse.label() + " < 0",
          pairs[0].length, d, 0);
    }
  }

  private void ratioBelow(String claim, String statement, Setting setting, Method better, Method worse, double limit) {
    double[][] pairs = results.pairs(setting, better, setting, worse, Variable.RADIUS);
    if (pairs != null) {
      add(claim, statement, "CRPS radius, " + better.label() + " ÷ " + worse.label() + " <= " + limit, pairs[0].length,
          Bootstrap.USUAL.ratio(pairs[0], pairs[1]), limit);
    }
  }

  /** |Mean over the runs of CRPS of ETKFD − CRPS of ETKF|, with the most innovations less the same with the fewest. */
  private void innovations() {
    List<Setting> settings = Plan.named("innovations").settings();
    double[][] few = results.pairs(settings.getFirst(), Method.ETKFD, Setting.BASE, Method.ETKF, Variable.X);
    double[][] many = results.pairs(settings.getLast(), Method.ETKFD, Setting.BASE, Method.ETKF, Variable.X);
    if (few == null || many == null || few[0].length != many[0].length) {
      return;
    }
    add("N_o", "ETKF-D tends to the ETKF: in x the mean CRPS comes nearer from " + settings.getFirst().innovations()
        + " to " + settings.getLast().innovations() + " innovations",
        "|mean CRPS x, ETKFD − ETKF|, most − fewest < 0", few[0].length,
        Bootstrap.USUAL.of(few[0].length, i -> distance(many, i) - distance(few, i)), 0);
  }

  private static double distance(double[][] pairs, int[] indices) {
    double sum = 0;
    for (int i : indices) {
      sum += pairs[0][i] - pairs[1][i];
    }
    return Math.abs(sum / indices.length);
  }

  /** A statistic that should be at most a limit. */
  private void add(String claim, String statement, String statistic, int runs, Interval interval, double limit) {
    boolean met = interval.value() <= limit;
    boolean certain = met ? interval.high() <= limit : interval.low() > limit;
    gates.add(new Gate(claim, statement, statistic, runs, interval, met, certain));
  }
}
