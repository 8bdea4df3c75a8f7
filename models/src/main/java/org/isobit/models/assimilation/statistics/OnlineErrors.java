package org.isobit.models.assimilation.statistics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.reduce.Reduce;

/**
 * Estimates of the ensemble's inflation and of the observations' error variance that go on from cycle to cycle (Li,
 * Kalnay and Miyoshi 2009, Q. J. R. Meteorol. Soc. 135, 523–533). A cycle's own estimates are, with d_ob = y − H·x_b
 * and d_oa = y − H·x_a,
 *
 * <pre>
 *   δ° = (d_obᵀ·d_ob − p·σ²) ÷ Tr(H·P_b·Hᵀ)      σ²° = d_oaᵀ·d_ob ÷ p
 * </pre>
 *
 * where δ is the factor on the covariance P_b before inflation. A scalar Kalman filter smooths each over time: the
 * estimate x with error variance v becomes, by a cycle's own estimate with error variance e,
 *
 * <pre>
 *   x ← (e·x + v·x°)/(e + v)      v ← κ·e·v/(e + v)
 * </pre>
 *
 * with κ, a little more than 1, for what may change until the next cycle. A cycle costs 4·p flops. Held to these
 * formulas and to the values that innovations of simulated cycles were drawn with. Immutable.
 *
 * @param inflation          δ, the factor on the covariance of the forecast
 * @param inflationVariance  error variance of δ
 * @param errorVariance      σ², the error variance of an observation
 * @param errorVarianceVariance error variance of σ²
 */
public record OnlineErrors(double inflation, double inflationVariance, double errorVariance,
    double errorVarianceVariance) {

  private static final String NAME = "OnlineErrors";

  /**
   * How fast estimates follow.
   *
   * @param growth         κ, at least 1; the paper has 1.03
   * @param inflationError error variance of a cycle's own δ°, positive; the paper has 1
   * @param varianceError  error variance of a cycle's own σ²°, positive; the paper has 1
   * @param least          δ° below it counts as it, positive; the paper has 0.9
   * @param greatest       δ° above it counts as it; the paper has 1.2
   */
  public record Rates(double growth, double inflationError, double varianceError, double least, double greatest) {

    /** Those of the paper. */
    public static final Rates USUAL = new Rates(1.03, 1.0, 1.0, 0.9, 1.2);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Rates {
      Checks.positive(NAME, "error variance of a cycle's inflation", inflationError);
      Checks.positive(NAME, "error variance of a cycle's variance", varianceError);
      Checks.positive(NAME, "least inflation", least);
      if (!(growth >= 1.0 && growth < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(NAME + ": growth must be at least 1 and finite, but is " + growth);
      }
      if (!(greatest >= least)) {
        throw new IllegalArgumentException(NAME + ": the greatest inflation must be at least the least one, " + least
            + ", but is " + greatest);
      }
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive and finite
   */
  public OnlineErrors {
    Checks.positive(NAME, "inflation", inflation);
    Checks.positive(NAME, "variance of the inflation", inflationVariance);
    Checks.positive(NAME, "error variance", errorVariance);
    Checks.positive(NAME, "variance of the error variance", errorVarianceVariance);
  }

  /**
   * The estimates after a cycle: those of {@link #nextInflation}, then of {@link #nextErrorVariance}.
   *
   * @param innovations d_ob, of each observation, of one kind with errors of one variance
   * @param residuals   d_oa, of each
   * @param spread      Tr(H·P_b·Hᵀ), the ensemble's variances in observation space before inflation, added up
   * @param rates       how fast estimates follow
   * @return new estimates; these ones where there is no observation
   * @throws IllegalArgumentException if lengths differ, a number is not finite, or the spread is not positive
   * @throws NumericalException       if σ² would not be positive
   */
  public OnlineErrors next(double[] innovations, double[] residuals, double spread, Rates rates) {
    return nextInflation(innovations, spread, rates).nextErrorVariance(innovations, residuals, rates);
  }

  /**
   * The estimates after a cycle that says something of δ alone.
   *
   * @param innovations d_ob, of each observation
   * @param spread      Tr(H·P_b·Hᵀ), the ensemble's variances in observation space before inflation, added up
   * @param rates       how fast estimates follow
   * @return new estimates; these ones where there is no observation
   * @throws IllegalArgumentException if a number is not finite, or the spread is not positive
   */
  public OnlineErrors nextInflation(double[] innovations, double spread, Rates rates) {
    int p = innovations.length;
    if (p == 0) {
      return this;
    }
    Checks.finite(NAME, "innovations", innovations, 0, p);
    Checks.positive(NAME, "variance of the ensemble", spread);
    double own = (Reduce.dot(p, innovations, 0, innovations, 0) - p * errorVariance) / spread;
    own = own < rates.least ? rates.least : own > rates.greatest ? rates.greatest : own;
    return new OnlineErrors(mean(inflation, inflationVariance, own, rates.inflationError),
        rates.growth * variance(inflationVariance, rates.inflationError), errorVariance, errorVarianceVariance);
  }

  /**
   * The estimates after a cycle that says something of σ² alone.
   *
   * @param innovations d_ob, of each observation
   * @param residuals   d_oa, of each
   * @param rates       how fast estimates follow
   * @return new estimates; these ones where there is no observation
   * @throws IllegalArgumentException if lengths differ, or a number is not finite
   * @throws NumericalException       if σ² would not be positive
   */
  public OnlineErrors nextErrorVariance(double[] innovations, double[] residuals, Rates rates) {
    int p = innovations.length;
    if (residuals.length != p) {
      throw new IllegalArgumentException(NAME + ": there are " + p + " innovations but " + residuals.length
          + " residuals");
    }
    if (p == 0) {
      return this;
    }
    Checks.finite(NAME, "innovations", innovations, 0, p);
    Checks.finite(NAME, "residuals", residuals, 0, p);
    double own = Reduce.dot(p, residuals, 0, innovations, 0) / p;
    double next = mean(errorVariance, errorVarianceVariance, own, rates.varianceError);
    if (!(next > 0.0 && next <= Double.MAX_VALUE)) {
      throw new NumericalException(NAME + ": the error variance would become " + next + ", since that of this cycle's "
          + "residuals and innovations", -1, own);
    }
    return new OnlineErrors(inflation, inflationVariance, next,
        rates.growth * variance(errorVarianceVariance, rates.varianceError));
  }

  private static double mean(double x, double v, double own, double error) {
    return (error * x + v * own) / (error + v);
  }

  private static double variance(double v, double error) {
    return error * v / (error + v);
  }
}
