// Master of FloatQuantileLoss: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/**
 * The quantile or pinball loss (Koenker and Bassett 1978, Econometrica 46, 33–50) over n elements, value and gradient
 * in one pass, class EXACT: least in the mean where p is the quantile of level τ of y.
 *
 * <p>With e = p − y the term is (1 − τ)·e for e &gt; 0, else (−τ)·e; the value is weight·Σ t_i, the sum that of
 * {@link org.isobit.kernels.reduce.Reduce#sum(int, double[], long)}; the gradient is w·(1 − τ) for e &gt; 0, −(w·τ) for
 * e &lt; 0, else e itself. Each operation is rounded once.
 *
 * <p>The gradient array may be null: then only the value is computed; it may be the same elements as an input, or
 * share none with it. {@link IllegalArgumentException} for a level that is not above 0 and below 1, a negative count,
 * elements outside an array, and other overlaps, before anything is written. Threads share chunks of the sum.
 * Thread-safe; nothing is allocated in the steady state.
 */
public final class QuantileLoss {

  static final QuantileLossReference KERNELS = QuantileLossReference.of(Backend.active());

  private QuantileLoss() {}

  /**
   * weight·Σ of the quantile loss.
   *
   * @param level   τ, above 0 and below 1
   * @param weight  factor of the sum
   * @param n       number of elements
   * @param p       array of the predictions
   * @param pOffset index of the first
   * @param y       array of the targets
   * @param yOffset index of the first
   * @param g       array of the gradient with respect to p, or null
   * @param gOffset index of its first element
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double quantile(double level, double weight, int n, double[] p, long pOffset, double[] y, long yOffset,
      double[] g, long gOffset, Workers workers) {
    if (!(level > 0.0 && level < 1.0)) {
      throw new IllegalArgumentException("quantile loss: level must be above 0 and below 1, but is " + level);
    }
    Checks.present("quantile loss", "workers", workers);
    Checks.size("quantile loss", "n", n);
    int po = Checks.vector("quantile loss", "prediction", p, pOffset, n);
    int yo = Checks.vector("quantile loss", "target", y, yOffset, n);
    int go = 0;
    if (g != null) {
      go = Checks.vector("quantile loss", "gradient", g, gOffset, n);
      Checks.sameOrApart("quantile loss", "gradient", "prediction", g == p, go, po, n);
      Checks.sameOrApart("quantile loss", "gradient", "target", g == y, go, yo, n);
    }
    Environment.require();
    LossParts parts = LossParts.elements(LossParts.Step.QUANTILE, n, 1, weight);
    parts.first = level;
    parts.operand(0, p, po, 0);
    parts.operand(1, y, yo, 0);
    parts.operand(2, g, go, 0);
    return weight * parts.run(workers);
  }
}
