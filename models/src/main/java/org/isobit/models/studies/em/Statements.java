package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isobit.models.studies.Verdict;
import org.isobit.models.surrogate.Acceleration;

/**
 * What should hold, as statements that each seed can refute: met if it holds for all of them, refuted if for none, open
 * else. A run that failed refutes its statements.
 */
final class Statements {

  /**
   * One statement.
   *
   * @param plan      where it belongs
   * @param text      what should hold
   * @param low       border below
   * @param high      border above
   * @param values    one a seed; NaN of a run that failed
   * @param holds     seeds for which it holds
   * @param verdict   what they say together
   */
  record Statement(String plan, String text, double low, double high, double[] values, int holds, Verdict verdict) {}

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Results results;
  private final List<Statement> statements = new ArrayList<>();

  private Statements(Results results) {
    this.results = results;
  }

  /** All statements for which there are runs. */
  static List<Statement> of(Results results) {
    Statements s = new Statements(results);
    Setting base = Setting.BASE;
    s.add("schemes", "max|A − A_true| is at most 0.05", base, Outcome::lastDistance, -INFINITY, 0.05);
    s.add("schemes", "the smoother's RMSE is at most 0.13", base, Outcome::lastRmse, -INFINITY, 0.13);
    s.add("schemes", "√q is at most 0.04", base, Outcome::deviation, -INFINITY, 0.04);
    s.add("schemes", "λ_1 is within 0.05 of 1.69", base, Results::greatest, 1.64, 1.74);
    s.add("schemes", "the leading 13 Lyapunov exponents are within 0.05 of published ones", base, Results::worst,
        -INFINITY, 0.05);
    s.faster(base);
    for (Setting setting : List.of(Setting.twoScale(StudyPlan.SIGMAS.getLast()),
        Setting.twoScale(StudyPlan.SIGMAS.getLast()).with(Kind.PERFECT))) {
      String of = setting.kind() == Kind.PERFECT ? "exact series: " : "σ = " + setting.sigma() + ": ";
      s.add("two-scale", of + "the coefficient of x_n is within 0.1 of −1.415", setting,
          o -> Results.parameter(o, 3), -1.515, -1.315);
      s.add("two-scale", of + "F is within 0.2 of 9.84", setting, o -> Results.parameter(o, 0), 9.64, 10.04);
      s.add("two-scale", of + "√q is from 0.02 to 0.05", setting, Outcome::deviation, 0.02, 0.05);
      s.add("two-scale", of + "RMSE of forecasts after 1 unit of time is at most 0.5", setting,
          o -> Results.skill(o, 1.0), -INFINITY, 0.5);
      s.add("two-scale", of + "the climate's standard deviation is within 3 % of the truth's", setting,
          Results::climate, 0.97, 1.03);
    }
    return s.statements;
  }

  /** Accelerated iterations reach the error that plain ones end with, in half of their number. */
  private void faster(Setting base) {
    List<Outcome> plain = results.of(base.with(Acceleration.NONE));
    List<Outcome> quick = results.of(base);
    if (plain.isEmpty() || plain.size() != quick.size()) {
      return;
    }
    double[] values = new double[plain.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = reached(quick.get(i), plain.get(i));
    }
    decide("schemes", "accelerated iterations reach the smoother's RMSE of as many plain ones with the first lag in at "
        + "most half of them (share)", values, -INFINITY, 0.5);
  }

  private static double reached(Outcome quick, Outcome plain) {
    int first = 0;
    while (first < plain.lag().length && plain.lag()[first] == plain.lag()[0]) {
      first++;
    }
    for (int i = 0; i < first && i < quick.rmse().length; i++) {
      if (quick.rmse()[i] <= plain.rmse()[first - 1]) {
        return (i + 1.0) / first;
      }
    }
    return Double.NaN;
  }

  private void add(String plan, String text, Setting setting, ToDoubleFunction<Outcome> value, double low,
      double high) {
    List<Outcome> all = results.of(setting);
    if (!all.isEmpty()) {
      decide(plan, text, all.stream().mapToDouble(o -> o.failure().isEmpty() ? value.applyAsDouble(o) : Double.NaN)
          .toArray(), low, high);
    }
  }

  private void decide(String plan, String text, double[] values, double low, double high) {
    int holds = 0;
    for (double value : values) {
      holds += value >= low && value <= high ? 1 : 0;
    }
    Verdict verdict = results.quick() || values.length < 2 ? Verdict.TOO_SMALL
        : holds == values.length ? Verdict.MET : holds == 0 ? Verdict.REFUTED : Verdict.OPEN;
    statements.add(new Statement(plan, text, low, high, values, holds, verdict));
  }
}
