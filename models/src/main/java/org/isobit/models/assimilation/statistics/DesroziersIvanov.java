package org.isobit.models.assimilation.statistics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Gaussian;

/**
 * Factors on the assumed covariances of background and observation errors by which the minimum of the cost function has
 * its expectation (Desroziers and Ivanov 2001, Q. J. R. Meteorol. Soc. 127, 1433–1452). With K = B·Hᵀ·(H·B·Hᵀ + R)⁻¹
 * and p observations, the two terms at the minimum are in expectation, where B and R are right,
 *
 * <pre>
 *   E(2·J_b) = Tr(H·K)      E(2·J_o) = p − Tr(H·K)
 * </pre>
 *
 * so that s_b ← s_b·2·J_b/Tr(H·K) and s_o ← s_o·2·J_o/(p − Tr(H·K)) with s_b·B and s_o·R, again and again until both
 * stay. That is the maximum of the likelihood of the innovations (Chapnik, Desroziers, Rabier and Talagrand 2004, Q. J.
 * R. Meteorol. Soc. 130, 2253–2275).
 *
 * <p>With R = L·Lᵀ and L⁻¹·H·B·Hᵀ·L⁻ᵀ = U·Λ·Uᵀ all of it is exact sums over Λ and the squares of Uᵀ·L⁻¹·d: an iteration
 * is p operations, and one Cholesky and one eigendecomposition of order p, about 10·p³ flops, precede them. Held to the
 * two expectations with dense matrices, and to the factors that innovations were drawn with. Immutable.
 *
 * @param background s_b, the factor on B
 * @param error      s_o, the factor on R
 * @param signal     Tr(H·K) with these factors, the degrees of freedom for signal of one analysis
 * @param iterations how many there were
 */
public record DesroziersIvanov(double background, double error, double signal, int iterations) {

  private static final String NAME = "DesroziersIvanov";
  private static final double SETTLED = 1e-12;
  private static final int MOST = 100_000;

  /**
   * Tunes the factors on the innovations y − H·x_b of some analyses with the same H, B and R.
   *
   * @param innovations analyses × p, one after the other
   * @param count       p, number of observations
   * @param observedB   H·B·Hᵀ, p × p, row-major; for an ensemble its sample covariance in observation space
   * @param r           R, p × p, row-major
   * @return the factors
   * @throws IllegalArgumentException if lengths differ, there is no analysis, a number is not finite, a matrix is no
   *                                  covariance, or R is singular
   * @throws NumericalException       if the factors do not settle to 10⁻¹² in 100 000 iterations, as where innovations
   *                                  are smaller than what one of the covariances leaves them
   */
  public static DesroziersIvanov tune(double[] innovations, int count, double[] observedB, double[] r) {
    Checks.positive(NAME, "number of observations", count);
    if (innovations.length == 0 || innovations.length % count != 0) {
      throw new IllegalArgumentException(NAME + ": innovations must be as many as observations, " + count
          + ", for one analysis or more, but are " + innovations.length);
    }
    Checks.finite(NAME, "innovations", innovations, 0, innovations.length);
    new Gaussian(new double[count], observedB);
    new Gaussian(new double[count], r);
    int analyses = innovations.length / count;
    Cholesky cholesky = new Cholesky();
    try {
      cholesky.factor(count, r, 0, count);
    } catch (NumericalException e) {
      throw new IllegalArgumentException(NAME + ": R must be positive definite, but pivot " + e.index() + " is "
          + e.value(), e);
    }
    double[] a = transposed(observedB, count, count);
    cholesky.solveLower(count, a, 0, count);
    a = transposed(a, count, count);
    cholesky.solveLower(count, a, 0, count);
    SymmetricEigen eigen = new SymmetricEigen().factor(count, a, 0, count);
    double[] d = transposed(innovations, analyses, count);
    cholesky.solveLower(analyses, d, 0, analyses);
    double[] u = new double[count * count];
    eigen.vectors(u, 0, count);
    double[] z = new double[d.length];
    Gemm.gemm(false, false, count, analyses, count, 1.0, u, 0, count, d, 0, analyses, 0.0, z, 0, analyses);
    double[] lambda = new double[count];
    double[] square = new double[count];
    for (int i = 0; i < count; i++) {
      lambda[i] = eigen.value(i) > 0.0 ? eigen.value(i) : 0.0;
      for (int k = 0; k < analyses; k++) {
        square[i] = Math.fma(z[i * analyses + k], z[i * analyses + k], square[i]);
      }
      square[i] /= analyses;
    }
    return settle(lambda, square);
  }

  private static DesroziersIvanov settle(double[] lambda, double[] square) {
    double b = 1.0;
    double o = 1.0;
    for (int iteration = 1; iteration <= MOST; iteration++) {
      double twoJb = 0.0;
      double twoJo = 0.0;
      double signal = 0.0;
      double noise = 0.0;
      for (int i = 0; i < lambda.length; i++) {
        double total = b * lambda[i] + o;
        twoJb += square[i] * (b * lambda[i]) / total / total;
        twoJo += square[i] * o / total / total;
        signal += b * lambda[i] / total;
        noise += o / total;
      }
      // The background says nothing of what it has no variance in.
      double nextB = signal > 0.0 ? b * (twoJb / signal) : b;
      double nextO = o * (twoJo / noise);
      double change = Math.abs(nextB - b) / b + Math.abs(nextO - o) / o;
      if (!(nextB > 0.0 && nextO > 0.0 && nextB < Double.POSITIVE_INFINITY && nextO < Double.POSITIVE_INFINITY)) {
        throw new NumericalException(NAME + ": a factor of the background and the observations' errors, " + nextB
            + " and " + nextO + ", is not positive in iteration", iteration, change);
      }
      b = nextB;
      o = nextO;
      if (change <= SETTLED) {
        return new DesroziersIvanov(b, o, signal, iteration);
      }
    }
    throw new NumericalException(NAME + ": the factors of the background and the observations' errors, " + b + " and "
        + o + ", do not settle; iterations", MOST, b);
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] t = new double[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t[j * rows + i] = a[i * columns + j];
      }
    }
    return t;
  }
}
