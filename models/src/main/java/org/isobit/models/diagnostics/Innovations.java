package org.isobit.models.diagnostics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.scores.Bootstrap.Interval;

/**
 * Innovations of many forecasts, d = y − mean(H·x): bias and variance of each type of observations against what spread
 * and errors let expect, and the χ² of all together (Dee 1995, Mon. Weather Rev. 123, 1128–1145; Ménard and Chang 2000,
 * Mon. Weather Rev. 128, 2672–2686),
 *
 * <pre>
 *   χ² = dᵀ·(H·P·Hᵀ + R)⁻¹·d,  H·P·Hᵀ = Y·Yᵀ/(N − 1)
 * </pre>
 *
 * of which each cycle's follows the χ² law of as many degrees as there are observations if the innovations are normal
 * with this covariance. It is computed of whitened d and S as |d − Sᵀ·w|² + (N − 1)·|w|², twice the cost function at
 * its minimum, in which no digits cancel. P of few members has sampling errors, which make χ² larger on average; the
 * mean of N members has the error 1/N·P besides.
 *
 * <p>Variances of types are those of d about its mean, updated case by case (Welford 1962), merged by Chan, Golub and
 * LeVeque (1983). A cycle costs N evaluations of H and N²·p + N³/3 operations for p observations. Held to the formula
 * with another program's dense matrices (EJML) and to the χ² law's limits for normal draws. What analyses add to this,
 * variances diagnosed after Desroziers et al. (2005), is in the reports of {@code isobit analyse}. Not thread-safe.
 */
public final class Innovations {

  private static final String NAME = "Innovations";

  /** Count, mean, sum of squares about the mean, sums of forecast variances and of error variances. */
  private final Map<String, double[]> sums = new LinkedHashMap<>();

  private long cycles;
  private double chiSquare;
  private double degrees;

  /**
   * Innovations of one type.
   *
   * @param count            their number
   * @param bias             their mean
   * @param variance         Σ (d − bias)² ÷ (count − 1); NaN for one
   * @param forecastVariance mean of (N + 1)/N times the forecast's variance
   * @param errorVariance    mean of the observation errors' variance
   */
  public record OfType(long count, double bias, double variance, double forecastVariance, double errorVariance) {

    /**
     * The variance over what it should be.
     *
     * @return variance ÷ (forecastVariance + errorVariance), 1 if both are right, above if they are too small
     */
    public double ratio() {
      return variance / (forecastVariance + errorVariance);
    }
  }

  /**
   * The innovations so far.
   *
   * @param types     by the types' names, in the order of their first observations
   * @param cycles    number of cycles
   * @param chiSquare Σ χ²
   * @param degrees   Σ of the numbers of observations
   */
  public record Result(Map<String, OfType> types, long cycles, double chiSquare, double degrees) {

    /** Keeps its own copy. */
    public Result {
      types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /**
     * χ² over its degrees, with the limits between which it lies with a probability if all assumptions hold and cycles
     * are independent.
     *
     * @param level the probability, in (0, 1)
     * @return Σ χ² ÷ Σ p, and quantiles (1 ∓ level)/2 of the law ÷ Σ p
     * @throws IllegalArgumentException if the level is out of range, or there is no innovation
     */
    public Interval normalised(double level) {
      if (!(level > 0.0 && level < 1.0) || degrees == 0.0) {
        throw new IllegalArgumentException(NAME + ": limits need innovations and a level between 0 and 1, but there "
            + "are " + degrees + " and the level is " + level);
      }
      double tail = 0.5 * (1.0 - level);
      return new Interval(chiSquare / degrees, ChiSquare.quantile(tail, false, degrees) / degrees,
          ChiSquare.quantile(tail, true, degrees) / degrees);
    }
  }

  /** Without innovations. */
  public Innovations() {}

  /**
   * Adds the innovations of one cycle.
   *
   * @param forecast     the members before the analysis, with the inflation that the analysis is given
   * @param observations what was observed, at least one
   * @throws IllegalArgumentException if there is one member, or a number is not finite
   * @throws NumericalException       if the covariance or a square overflows; nothing is added
   */
  public void add(Ensemble forecast, Observations observations) {
    Whitened y = new Whitened(NAME, forecast, observations);
    double[] innovation = y.innovation();
    double one = chiSquare(y, y.whiten(1, innovation.clone()));
    double[] spread = new double[y.count];
    EnsembleMoments.spread(y.members, y.count, y.observed.values(), 0, y.count, spread, 0);
    double finite = (y.members + 1.0) / y.members;
    for (int j = 0; j < y.count; j++) {
      double r = observations.deviation(j);
      if (!Double.isFinite(innovation[j] * innovation[j]) || !Double.isFinite(spread[j] * spread[j])
          || !Double.isFinite(r * r)) {
        throw new NumericalException(NAME + ": the square of observation " + j + "'s innovation, " + innovation[j]
            + ", of the spread there, " + spread[j] + ", or of its error's deviation, " + r + ", overflows", j,
            innovation[j]);
      }
    }
    if (!Double.isFinite(one)) {
      throw new NumericalException(NAME + ": the squared innovations over their variances overflow", -1, one);
    }
    for (int j = 0; j < y.count; j++) {
      double[] sum = sums.computeIfAbsent(observations.types().get(observations.type(j)), type -> new double[5]);
      double off = innovation[j] - sum[1];
      sum[0]++;
      sum[1] += off / sum[0];
      sum[2] = Math.fma(off, innovation[j] - sum[1], sum[2]);
      sum[3] = Math.fma(spread[j] * spread[j], finite, sum[3]);
      sum[4] = Math.fma(observations.deviation(j), observations.deviation(j), sum[4]);
    }
    cycles++;
    chiSquare += one;
    degrees += y.count;
  }

  /** |d − Sᵀ·w|² + (N − 1)·|w|² with ((N − 1)·I + S·Sᵀ)·w = S·d. */
  private static double chiSquare(Whitened y, double[] d) {
    double[] w = new double[y.members];
    Gemm.gemv(false, y.members, y.count, 1.0, y.anomalies, 0, y.count, d, 0, 1, 0.0, w, 0, 1);
    y.factor().solve(1, w, 0, 1);
    Gemm.gemv(true, y.count, y.members, -1.0, y.anomalies, 0, y.count, w, 0, 1, 1.0, d, 0, 1);
    double observed = 0.0;
    for (double residual : d) {
      observed = Math.fma(residual, residual, observed);
    }
    double forecast = 0.0;
    for (double weight : w) {
      forecast = Math.fma(weight, weight, forecast);
    }
    return Math.fma(y.members - 1, forecast, observed);
  }

  /**
   * Adds the innovations of another: numbers exactly.
   *
   * @param other any
   */
  public void add(Innovations other) {
    other.sums.forEach((type, more) -> {
      double[] sum = sums.computeIfAbsent(type, t -> new double[5]);
      double n = sum[0] + more[0];
      double off = more[1] - sum[1];
      sum[2] += more[2] + off * off * (sum[0] * more[0] / n);
      sum[1] += off * (more[0] / n);
      sum[0] = n;
      sum[3] += more[3];
      sum[4] += more[4];
    });
    cycles += other.cycles;
    chiSquare += other.chiSquare;
    degrees += other.degrees;
  }

  /**
   * The innovations so far.
   *
   * @return what they say
   */
  public Result result() {
    Map<String, OfType> types = new LinkedHashMap<>();
    sums.forEach((type, sum) -> types.put(type, new OfType((long) sum[0], sum[1],
        sum[0] < 2 ? Double.NaN : sum[2] / (sum[0] - 1), sum[3] / sum[0], sum[4] / sum[0])));
    return new Result(types, cycles, chiSquare, degrees);
  }
}
