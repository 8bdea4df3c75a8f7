// Master of FloatEnsembleLosses: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Scores of ensembles as losses, value and gradient in one pass, class EXACT: what networks that make members are
 * trained by. With m members x_i and an observation y, the average distance to y less that between members,
 *
 * <pre>
 *   t = (Σ_i |x_i − y|) ÷ m − (Σ_{i&lt;j} |x_i − x_j|) ÷ D,   D = m·(m − 1) if fair, else m·m.
 * </pre>
 *
 * <p>With D = m·m this is the score of the ensemble's own distribution (Gneiting and Raftery 2007, Journal of the
 * American Statistical Association 102, 359–378, eqs. 21 and 22); with D = m·(m − 1) that of the distribution that the
 * members are drawn from, whatever their number (fair scores: Ferro 2014, Quarterly Journal of the Royal Meteorological
 * Society 140, 1917–1923).
 * <ul>
 *   <li>{@link #crps}: |·| is the magnitude, t the continuous ranked probability score, of each element. The gradient
 *       by x_i is w·(sign(x_i − y) ÷ m − c_i ÷ D) with c_i = Σ_{j≠i} sign(x_i − x_j); sign(e) is 1, −1, or e itself
 *       where e is a zero or NaN.</li>
 *   <li>{@link #energy}: |·| is the Euclidean norm over the n elements of a sample, N = sqrt(dot(e, e)) with the dot
 *       product of {@link org.isobit.kernels.reduce.Reduce}, not scaled. The gradient starts from g_i = α·(x_i − y),
 *       α = (w ÷ m) ÷ N_i; then, of each pair, e = x_i − x_j, β = (w ÷ D) ÷ N_ij, g_i = fma(−β, e, g_i), g_j =
 *       fma(β, e, g_j). Where N &gt; 0 does not hold, α or β is N itself.</li>
 * </ul>
 * Sums over members are one chain from +0, i ascending; over pairs i ascending, of each j = i + 1 … m − 1. m, D and
 * their quotients are numbers of the element type. The value is weight·Σ of the terms of all elements or samples, the
 * sum that of {@link org.isobit.kernels.reduce.Reduce#sum(int, double[], long)}. Each operation is rounded once.
 *
 * <p>The gradient array may be null: then only the value is computed; else it shares no element with an input.
 * {@link IllegalArgumentException} otherwise, for fewer than two members, and for what does not fit, before anything is
 * written. Threads share chunks of the sum, or samples. Thread-safe; nothing is allocated in the steady state.
 */
public final class EnsembleLosses {

  static final EnsembleLossesReference KERNELS = EnsembleLossesReference.of(Backend.active());

  private EnsembleLosses() {}

  /**
   * weight·Σ of the continuous ranked probability scores of n elements.
   *
   * @param fair    whether D is m·(m − 1)
   * @param weight  factor of the sum
   * @param members m, at least 2
   * @param n       number of elements
   * @param x       array, members × n
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of the observations
   * @param yOffset index of the first
   * @param g       array, members × n: takes the gradient with respect to X, or null
   * @param gOffset index of its first element
   * @param ldg     its leading dimension
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double crps(boolean fair, double weight, int members, int n, double[] x, long xOffset, int ldx,
      double[] y, long yOffset, double[] g, long gOffset, int ldg, Workers workers) {
    pairs("crps", members);
    Checks.present("crps", "workers", workers);
    Checks.size("crps", "n", n);
    int xo = Checks.matrix("crps", "X", x, xOffset, members, n, ldx);
    int yo = Checks.vector("crps", "Y", y, yOffset, n);
    int go = 0;
    if (g != null) {
      go = Checks.matrix("crps", "gradient", g, gOffset, members, n, ldg);
      Checks.apart("crps", "gradient", "X", g == x, go, members, n, ldg, xo, members, n, ldx);
      Checks.apart("crps", "gradient", "Y", g == y, go, members, n, ldg, yo, 1, n, n);
    }
    Environment.require();
    LossParts parts = LossParts.elements(LossParts.Step.CRPS, n, (long) members * members, weight);
    parts.fair = fair;
    parts.members = members;
    parts.operand(0, x, xo, ldx);
    parts.operand(1, y, yo, 0);
    parts.operand(2, g, go, ldg);
    return weight * parts.run(workers);
  }

  /**
   * weight·Σ of the continuous ranked probability scores of n elements, of views.
   *
   * @param fair    whether D is m·(m − 1)
   * @param weight  factor of the sum
   * @param x       members × n
   * @param y       1 × n: the observations
   * @param g       members × n: takes the gradient with respect to X, or null
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException if shapes do not fit, and as the class describes
   */
  public static double crps(boolean fair, double weight, Matrix x, Matrix y, Matrix g, Workers workers) {
    Checks.present("crps", "X", x);
    Shapes.exactly("crps", "Y", y, 1, x.columns());
    if (g != null) {
      Shapes.same("crps", "gradient", g, "X", x);
    }
    return crps(fair, weight, x.rows(), x.columns(), x.array(), x.offset(), x.ld(), y.array(), y.offset(),
        g == null ? null : g.array(), g == null ? 0 : g.offset(), g == null ? 0 : g.ld(), workers);
  }

  /**
   * weight·Σ of the energy scores of samples of n elements.
   *
   * @param fair    whether D is m·(m − 1)
   * @param weight  factor of the sum
   * @param samples samples
   * @param members m, at least 2
   * @param n       elements of a sample
   * @param x       array, samples × (members·n): the members of a sample one after the other
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array, samples × n: the observations
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @param g       array, samples × (members·n): takes the gradient with respect to X, or null
   * @param gOffset index of its first element
   * @param ldg     its leading dimension
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double energy(boolean fair, double weight, int samples, int members, int n, double[] x, long xOffset,
      int ldx, double[] y, long yOffset, int ldy, double[] g, long gOffset, int ldg, Workers workers) {
    Checks.present("energy score", "workers", workers);
    Checks.size("energy score", "samples", samples);
    pairs("energy score", members);
    Checks.size("energy score", "n", n);
    int all = Checks.elements("energy score", members, n, Double.BYTES);
    int xo = Checks.matrix("energy score", "X", x, xOffset, samples, all, ldx);
    int yo = Checks.matrix("energy score", "Y", y, yOffset, samples, n, ldy);
    int go = 0;
    if (g != null) {
      go = Checks.matrix("energy score", "gradient", g, gOffset, samples, all, ldg);
      Checks.apart("energy score", "gradient", "X", g == x, go, samples, all, ldg, xo, samples, all, ldx);
      Checks.apart("energy score", "gradient", "Y", g == y, go, samples, all, ldg, yo, samples, n, ldy);
    }
    Environment.require();
    LossParts parts = LossParts.rows(LossParts.Step.ENERGY, samples, (long) members * all, weight);
    parts.fair = fair;
    parts.members = members;
    parts.columns = n;
    parts.operand(0, x, xo, ldx);
    parts.operand(1, y, yo, ldy);
    parts.operand(2, g, go, ldg);
    return weight * parts.run(workers);
  }

  /**
   * weight·Σ of the energy scores of samples of n elements, of views.
   *
   * @param fair    whether D is m·(m − 1)
   * @param weight  factor of the sum
   * @param members m, at least 2
   * @param x       samples × (members·n): the members of a sample one after the other
   * @param y       samples × n: the observations
   * @param g       samples × (members·n): takes the gradient with respect to X, or null
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException if shapes do not fit, and as the class describes
   */
  public static double energy(boolean fair, double weight, int members, Matrix x, Matrix y, Matrix g,
      Workers workers) {
    Checks.present("energy score", "Y", y);
    pairs("energy score", members);
    Shapes.exactly("energy score", "X", x, y.rows(),
        Checks.elements("energy score", members, y.columns(), Double.BYTES));
    if (g != null) {
      Shapes.same("energy score", "gradient", g, "X", x);
    }
    return energy(fair, weight, y.rows(), members, y.columns(), x.array(), x.offset(), x.ld(), y.array(), y.offset(),
        y.ld(), g == null ? null : g.array(), g == null ? 0 : g.offset(), g == null ? 0 : g.ld(), workers);
  }

  private static void pairs(String operation, int members) {
    if (members < 2) {
      throw new IllegalArgumentException(operation + ": members must be at least 2, but are " + members);
    }
  }
}
