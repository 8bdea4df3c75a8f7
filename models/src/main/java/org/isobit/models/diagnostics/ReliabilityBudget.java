package org.isobit.models.diagnostics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/**
 * What the squared departures of a fixed set of points or observations are made of (Rodwell, Lang, Ingleby, Bormann,
 * Hólm, Rabier, Richardson and Yamaguchi 2016, Q. J. R. Meteorol. Soc. 142, 443–454):
 *
 * <pre>
 *   Depar² = Bias² + EnsVar + ObsUnc² + Residual
 * </pre>
 *
 * Means over the cases of each point, then over points: Depar² of the squared departure y − mean(H·x), Bias² the square
 * of its mean, EnsVar (N + 1)/N times the variance of H·x over N − 1, ObsUnc² the variance of the observation's error.
 * Of a reliable ensemble the departures' variance is EnsVar + ObsUnc², and the residual of n independent cases has the
 * expectation −(EnsVar + ObsUnc²)/n, which is what the bias takes for its own; a positive one says that spread or
 * errors are too small.
 *
 * <p>A case costs what mean and variance cost; four sums a point are kept, each one ascending chain over the cases.
 * Held to sums by hand and to normal draws with a known bias and a known error of the spread. Not thread-safe.
 */
public final class ReliabilityBudget {

  private static final String NAME = "ReliabilityBudget";

  private final double[] departures;
  private final double[] squares;
  private final double[] variances;
  private final double[] errors;
  private final double[] mean;
  private final double[] spread;
  private long cases;

  /**
   * The budget of one point, or the mean over points, in squares of their units.
   *
   * @param cases               cases of each point
   * @param squaredDeparture    Depar²
   * @param squaredBias         Bias²
   * @param ensembleVariance    EnsVar
   * @param observationVariance ObsUnc²
   * @param residual            Depar² − Bias² − EnsVar − ObsUnc²
   */
  public record Result(long cases, double squaredDeparture, double squaredBias, double ensembleVariance,
      double observationVariance, double residual) {}

  /**
   * Without cases.
   *
   * @param size points, or observations of the network, at least 1
   * @throws IllegalArgumentException if there is none
   */
  public ReliabilityBudget(int size) {
    Checks.positive(NAME, "size", size);
    departures = new double[size];
    squares = new double[size];
    variances = new double[size];
    errors = new double[size];
    mean = new double[size];
    spread = new double[size];
  }

  /**
   * Adds a case of each point, compared with a truth that has no error.
   *
   * @param ensemble the members
   * @param truth    one number a point
   * @throws IllegalArgumentException if numbers of points differ or one is not finite
   * @throws NumericalException       if a sum of squares overflows; no case is added
   */
  public void add(Ensemble ensemble, double[] truth) {
    Inputs.require(NAME, ensemble, truth);
    requireSize(truth.length);
    sum(ensemble, truth, null);
  }

  /**
   * Adds a case of each observation.
   *
   * @param ensemble     the members, a forecast
   * @param observations what was observed, always of the same network
   * @throws IllegalArgumentException if there is another number of observations, or a member or what the operator
   *                                  gives is not finite
   * @throws NumericalException       if a sum of squares overflows; no case is added
   */
  public void add(Ensemble ensemble, Observations observations) {
    Ensemble observed = Inputs.observed(NAME, ensemble, observations);
    requireSize(observations.count());
    sum(observed, Inputs.values(observations), observations);
  }

  private void requireSize(int actual) {
    Inputs.requireSize(NAME, "a case", actual, "the budget", mean.length);
  }

  private void sum(Ensemble ensemble, double[] truth, Observations observations) {
    int n = ensemble.members();
    ensemble.mean(mean);
    EnsembleMoments.spread(n, mean.length, ensemble.values(), ensemble.index(0), ensemble.ld(), spread, 0);
    for (int i = 0; i < mean.length; i++) {
      double d = truth[i] - mean[i];
      double r = deviation(observations, i);
      requireSum("departure", i, d, d * d + squares[i]);
      requireSum("spread", i, spread[i], spread[i] * spread[i] * 2.0 + variances[i]);
      requireSum("observation error", i, r, r * r + errors[i]);
    }
    for (int i = 0; i < mean.length; i++) {
      double d = truth[i] - mean[i];
      double r = deviation(observations, i);
      departures[i] += d;
      squares[i] = Math.fma(d, d, squares[i]);
      variances[i] = Math.fma(spread[i] * spread[i], (n + 1.0) / n, variances[i]);
      errors[i] = Math.fma(r, r, errors[i]);
    }
    cases++;
  }

  private static double deviation(Observations observations, int i) {
    return observations == null ? 0.0 : observations.deviation(i);
  }

  private static void requireSum(String what, int point, double value, double sum) {
    if (!Double.isFinite(sum)) {
      throw new NumericalException(NAME + ": sums of squares overflow at point " + point + ", whose " + what + " is "
          + value, point, value);
    }
  }

  /**
   * Adds the cases of another: their number exactly, sums with one rounding each.
   *
   * @param other one of as many points
   * @throws IllegalArgumentException if it has more or fewer
   */
  public void add(ReliabilityBudget other) {
    requireSize(other.mean.length);
    for (int i = 0; i < mean.length; i++) {
      departures[i] += other.departures[i];
      squares[i] += other.squares[i];
      variances[i] += other.variances[i];
      errors[i] += other.errors[i];
    }
    cases += other.cases;
  }

  /**
   * The budget of one point.
   *
   * @param point which
   * @return means over its cases; NaN without cases
   * @throws IllegalArgumentException if there is no such point
   */
  public Result at(int point) {
    Checks.index(NAME, "point", point, mean.length);
    double bias = departures[point] / cases;
    double squared = squares[point] / cases;
    double ensemble = variances[point] / cases;
    double error = errors[point] / cases;
    return new Result(cases, squared, bias * bias, ensemble, error, squared - bias * bias - ensemble - error);
  }

  /**
   * The mean of the points' budgets.
   *
   * @return one ascending chain for each term; NaN without cases
   */
  public Result result() {
    double[] sums = new double[5];
    for (int i = 0; i < mean.length; i++) {
      Result one = at(i);
      sums[0] += one.squaredDeparture;
      sums[1] += one.squaredBias;
      sums[2] += one.ensembleVariance;
      sums[3] += one.observationVariance;
      sums[4] += one.residual;
    }
    int n = mean.length;
    return new Result(cases, sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, sums[4] / n);
  }
}
