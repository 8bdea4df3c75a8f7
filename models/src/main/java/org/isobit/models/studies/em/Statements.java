package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.Border;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;
import org.isobit.models.surrogate.Acceleration;
import org.isobit.models.surrogate.ExpectationMaximization.Scheme;

/**
 * What should hold. The interval of a statistic is from the least to the greatest of the seeds, about its mean, so that
 * a statement is met if it holds for every seed and refuted if for none; a run that failed leaves it open.
 */
final class Statements {

  /** How they are told. */
  static final StatementTable.Layout LAYOUT = new StatementTable.Layout("""
      Intervals are from the least to the greatest seed: statements are met if they hold for every one, refuted if for
      none, else open; quick runs, and a single seed, are too small to say.
      """, "", "    ", "; ");

  private final Results results;
  private final List<Statement> statements = new ArrayList<>();

  private Statements(Results results) {
    this.results = results;
  }

  /** All statements for which there are runs. */
  static List<Statement> of(Results results) {
    Statements s = new Statements(results);
    Setting base = Setting.BASE;
    s.add("base", "the parameters are found", "max|A - A_true|", base, Outcome::lastDistance, Border.atMost(0.05));
    s.add("base", "the trajectory is found", "RMSE of the ensemble smoother", base, Outcome::lastRmse,
        Border.atMost(0.13));
    s.add("base", "the trajectory is found", "RMSE of the likeliest trajectory", base, Outcome::likeliestRmse,
        Border.atMost(0.13));
    s.add("base", "the model has no error", "sqrt(q)", base, Outcome::deviation, Border.atMost(0.04));
    s.add("base", "the greatest Lyapunov exponent is the truth's", "lambda_1", base, Results::greatest,
        Border.within(1.64, 1.74));
    s.add("base", "the leading 13 Lyapunov exponents are published ones", "greatest difference", base,
        Results::worst, Border.atMost(0.05));
    s.faster(base);
    for (int observed : StudyPlan.OBSERVED) {
      s.observed(base.withObserved(observed));
    }
    s.surrogates();
    s.learners();
    Setting small = Setting.twoScale(StudyPlan.SIGMAS.getLast());
    s.twoScale("two-scale, errors of " + small.sigma(), small);
    s.twoScale("two-scale, exact series", small.with(Kind.PERFECT));
    return s.statements;
  }

  private void twoScale(String claim, Setting setting) {
    add(claim, "the slow variables are damped more than without fast ones", "coefficient of x_n", setting,
        Results::linear, Border.within(-1.515, -1.315));
    add(claim, "the forcing is a little less", "constant", setting, Results::forcing,
        Border.within(9.64, 10.04));
    add(claim, "the error of the model is what it leaves out", "sqrt(q)", setting, Outcome::deviation,
        Border.within(0.02, 0.05));
    add(claim, "forecasts are good after 1 unit of time", "RMSE", setting, o -> Results.skill(o, 1.0),
        Border.atMost(0.5));
    add(claim, "the climate varies as the truth's", "standard deviation / the truth's", setting, Results::climate,
        Border.within(0.97, 1.03));
  }

  /** What holds with everything observed, the fewer the variables are. */
  private void observed(Setting setting) {
    if (!setting.equals(Setting.BASE)) {
      String claim = setting.observed() + " observed";
      add(claim, "the parameters are found", "max|A - A_true|", setting, Outcome::lastDistance, Border.atMost(0.05));
      add(claim, "the trajectory is found", "RMSE of the likeliest trajectory", setting, Outcome::likeliestRmse,
          Border.atMost(0.13));
      add(claim, "the model has no error", "sqrt(q)", setting, Outcome::deviation, Border.atMost(0.04));
      add(claim, "the greatest Lyapunov exponent is the truth's", "lambda_1", setting, Results::greatest,
          Border.within(1.64, 1.74));
    }
  }

  /** Coefficients that nothing holds together, and products that need not be there. */
  private void surrogates() {
    List<Outcome> bySite = results.of(Setting.BASE.with(Scheme.APPROXIMATE).with(Kind.BY_SITE));
    List<Outcome> alike = results.of(Setting.BASE);
    if (!bySite.isEmpty() && bySite.size() == alike.size()) {
      double[] ratios = new double[alike.size()];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = Results.skill(bySite.get(i), 1.0) / Results.skill(alike.get(i), 1.0);
      }
      decide("surrogates", "coefficients that are the same at all sites forecast better than those of every site's own",
          "RMSE after 1 unit, by site / alike", ratios, Border.more(1.0));
    }
    Setting nonLocal = Setting.SMALL.with(Scheme.APPROXIMATE).with(Kind.NON_LOCAL);
    add("surrogates", "of all 153 products the right ones are found", "max|A - A_true|", nonLocal,
        Outcome::lastDistance, Border.atMost(0.1));
  }

  private void learners() {
    Setting network = Setting.BASE.with(Scheme.APPROXIMATE).with(Kind.NETWORK);
    add("learners", "a network's forecasts are better than a tenth of the climate's deviation", "RMSE after 0.5 units",
        network, o -> Results.skill(o, 0.5), Border.atMost(0.36));
    add("learners", "a network has the greatest Lyapunov exponent", "lambda_1", network, Results::greatest,
        Border.within(1.54, 1.84));
    Setting online = Setting.BASE.with(Kind.ONLINE);
    add("learners", "one pass finds the parameters", "max|A - A_true|", online, Outcome::lastDistance,
        Border.atMost(0.1));
  }

  /** In which part of the plain iterations accelerated ones come as far, and where last steps end. */
  private void faster(Setting base) {
    List<Outcome> plain = results.of(base.with(Acceleration.NONE));
    List<Outcome> squared = results.of(base.with(Acceleration.SQUAREM));
    List<Outcome> scored = results.of(base);
    if (plain.isEmpty() || plain.size() != squared.size() || plain.size() != scored.size()) {
      return;
    }
    double[] parts = new double[plain.size()];
    double[] more = new double[plain.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = reached(squared.get(i), plain.get(i));
      more[i] = last(scored.get(i)) - last(plain.get(i));
    }
    decide("schemes", "extrapolated iterations reach the evidence of all plain ones in at most half as many",
        "squarem / plain iterations", parts, Border.atMost(0.5));
    decide("schemes", "half as many iterations and Newton's steps end above all plain ones",
        "difference of the ensemble smoother's evidence", more, Border.atLeast(0.1));
  }

  private static double last(Outcome outcome) {
    return outcome.failure().isEmpty() ? outcome.evidence()[outcome.evidence().length - 1] : Double.NaN;
  }

  private static double reached(Outcome quick, Outcome plain) {
    int first = 0;
    while (first < plain.lag().length && plain.lag()[first] == plain.lag()[0]) {
      first++;
    }
    for (int i = 0; i < quick.evidence().length && first > 0 && quick.lag()[i] == plain.lag()[0]; i++) {
      if (quick.evidence()[i] >= plain.evidence()[first - 1]) {
        return (i + 1.0) / first;
      }
    }
    return Double.NaN;
  }

  private void add(String claim, String text, String statistic, Setting setting, ToDoubleFunction<Outcome> value,
      Border border) {
    List<Outcome> all = results.of(setting);
    if (!all.isEmpty()) {
      decide(claim, text, statistic, all.stream().mapToDouble(o -> o.failure().isEmpty() ? value.applyAsDouble(o)
          : Double.NaN).toArray(), border);
    }
  }

  private void decide(String claim, String text, String statistic, double[] values, Border border) {
    Interval interval = new Interval(Arrays.stream(values).average().orElseThrow(),
        Arrays.stream(values).min().orElseThrow(), Arrays.stream(values).max().orElseThrow());
    statements.add(Statement.of(claim, text, statistic, border, new Resampled(interval, null),
        Statement.Sample.of(Map.of("seeds", values.length)), results.quick() || values.length < 2));
  }
}
