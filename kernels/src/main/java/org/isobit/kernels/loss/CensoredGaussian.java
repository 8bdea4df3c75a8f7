// Master of FloatCensoredGaussian: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * The negative log-likelihood of a Gaussian variable that is only known to lie below a lower or above an upper bound
 * where it is observed there, value and gradients in one pass, class EXACT: the loss of regressions with limited
 * targets (Tobin 1958, Econometrica 26, 24–36) and of generative models of bounded fields such as GenSIM (Finn et al.
 * 2025, arXiv 2508.14984), whose concentrations are often exactly 0 or 1.
 *
 * <p>The scale is σ = e^ρ; s = exp(−ρ). Each operation is rounded once; Φ and φ are the standard normal distribution
 * function and density, their logarithm and ratio those of {@link org.isobit.kernels.elementary.LogNdtr}, so that both
 * stay accurate far in the tails.
 * <ul>
 *   <li>y ≤ lower: z = (lower − μ)·s; t = −log Φ(z); R = φ(z)/Φ(z); ∂μ = (w·s)·R, ∂ρ = w·(R·z).</li>
 *   <li>else y ≥ upper: z = (μ − upper)·s; t = −log Φ(z); R = φ(z)/Φ(z); ∂μ = (w·s)·(−R), ∂ρ = w·(R·z).</li>
 *   <li>else as {@link org.isobit.kernels.neural.Losses#gaussian}.</li>
 * </ul>
 * log Φ and φ/Φ are functions of doubles: the float loss widens z, which is exact, and rounds each of the two results
 * once. The value is weight·Σ t_i, the sum that of
 * {@link org.isobit.kernels.reduce.Reduce#sum(int, double[], long)}.
 *
 * <p>Each element has its own bounds; a bound of −Inf below, +Inf above, or NaN is none, as is an array that is null.
 * Both gradient arrays may be null: then only the value is computed. Gradients may be the same elements as any input,
 * or share none with it, and share none with each other. {@link IllegalArgumentException} for a negative count,
 * elements outside an array, other overlaps, or one gradient array present and the other null, before anything is
 * written. Threads share chunks of the sum. Thread-safe; nothing is allocated in the steady state.
 */
public final class CensoredGaussian {

  static final CensoredGaussianReference KERNELS = CensoredGaussianReference.of(Backend.active());

  private CensoredGaussian() {}

  /**
   * weight·Σ of the negative log-likelihood.
   *
   * @param weight      factor of the sum
   * @param n           number of elements
   * @param m           array of μ
   * @param mOffset     index of its first element
   * @param r           array of ρ
   * @param rOffset     index of its first element
   * @param y           array of the targets
   * @param yOffset     index of the first
   * @param lower       array of the lower bounds, or null
   * @param lowerOffset index of the first
   * @param upper       array of the upper bounds, or null
   * @param upperOffset index of the first
   * @param dm          array of the gradient with respect to μ, or null
   * @param dmOffset    index of its first element
   * @param dr          array of the gradient with respect to ρ, or null
   * @param drOffset    index of its first element
   * @param workers     the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double censored(double weight, int n, double[] m, long mOffset, double[] r, long rOffset, double[] y,
      long yOffset, double[] lower, long lowerOffset, double[] upper, long upperOffset, double[] dm, long dmOffset,
      double[] dr, long drOffset, Workers workers) {
    Checks.present("censored gaussian", "workers", workers);
    Checks.size("censored gaussian", "n", n);
    int mo = Checks.vector("censored gaussian", "mean", m, mOffset, n);
    int ro = Checks.vector("censored gaussian", "log scale", r, rOffset, n);
    int yo = Checks.vector("censored gaussian", "target", y, yOffset, n);
    int lo = lower == null ? 0 : Checks.vector("censored gaussian", "lower bound", lower, lowerOffset, n);
    int uo = upper == null ? 0 : Checks.vector("censored gaussian", "upper bound", upper, upperOffset, n);
    if ((dm == null) != (dr == null)) {
      throw new IllegalArgumentException("censored gaussian: of the mean gradient and the log scale gradient "
          + (dm == null ? "the first" : "the second") + " is null, the other is not");
    }
    int dmo = 0;
    int dro = 0;
    if (dm != null) {
      dmo = Checks.vector("censored gaussian", "mean gradient", dm, dmOffset, n);
      dro = Checks.vector("censored gaussian", "log scale gradient", dr, drOffset, n);
      Checks.apart("censored gaussian", "mean gradient", "log scale gradient", dm == dr, dmo, n, dro, n);
      for (int gradient = 0; gradient < 2; gradient++) {
        String name = gradient == 0 ? "mean gradient" : "log scale gradient";
        double[] g = gradient == 0 ? dm : dr;
        int go = gradient == 0 ? dmo : dro;
        Checks.sameOrApart("censored gaussian", name, "mean", g == m, go, mo, n);
        Checks.sameOrApart("censored gaussian", name, "log scale", g == r, go, ro, n);
        Checks.sameOrApart("censored gaussian", name, "target", g == y, go, yo, n);
        Checks.sameOrApart("censored gaussian", name, "lower bound", g == lower, go, lo, n);
        Checks.sameOrApart("censored gaussian", name, "upper bound", g == upper, go, uo, n);
      }
    }
    Environment.require();
    LossParts parts = LossParts.elements(LossParts.Step.CENSORED, n, 8, weight);
    parts.operand(0, m, mo, 0);
    parts.operand(1, r, ro, 0);
    parts.operand(2, y, yo, 0);
    parts.operand(3, lower, lo, 0);
    parts.operand(4, upper, uo, 0);
    parts.operand(5, dm, dmo, 0);
    parts.operand(6, dr, dro, 0);
    return weight * parts.run(workers);
  }

  /**
   * weight·Σ of the negative log-likelihood, of views of one shape, element by element; the elements of each lie one
   * after the other.
   *
   * @param weight  factor of the sum
   * @param m       μ
   * @param r       ρ
   * @param y       the targets
   * @param lower   the lower bounds, or null
   * @param upper   the upper bounds, or null
   * @param dm      takes the gradient with respect to μ, or null
   * @param dr      takes the gradient with respect to ρ, or null
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException if shapes differ, something lies between rows, and as the class describes
   */
  public static double censored(double weight, Matrix m, Matrix r, Matrix y, Matrix lower, Matrix upper, Matrix dm,
      Matrix dr, Workers workers) {
    int n = Shapes.contiguous("censored gaussian", "mean", m);
    Shapes.contiguous("censored gaussian", "log scale", r, "mean", m);
    Shapes.contiguous("censored gaussian", "target", y, "mean", m);
    optional("lower bound", lower, m);
    optional("upper bound", upper, m);
    optional("mean gradient", dm, m);
    optional("log scale gradient", dr, m);
    return censored(weight, n, m.array(), m.offset(), r.array(), r.offset(), y.array(), y.offset(), array(lower),
        offset(lower), array(upper), offset(upper), array(dm), offset(dm), array(dr), offset(dr), workers);
  }

  private static void optional(String name, Matrix x, Matrix m) {
    if (x != null) {
      Shapes.contiguous("censored gaussian", name, x, "mean", m);
    }
  }

  private static double[] array(Matrix x) {
    return x == null ? null : x.array();
  }

  private static long offset(Matrix x) {
    return x == null ? 0 : x.offset();
  }
}
