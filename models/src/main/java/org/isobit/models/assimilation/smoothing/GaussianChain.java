package org.isobit.models.assimilation.smoothing;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;

/**
 * A Gaussian law of a trajectory x_0 … x_K whose precision H, the inverse of its covariance, is block tridiagonal: what
 * a smoother or a weak-constraint 4D-Var knows of a Markov chain. With H_kk and H_{k,k−1} the blocks, elimination from
 * the last time to the first gives
 *
 * <pre>
 *   Λ_K = H_KK      Λ_{k−1} = H_{k−1,k−1} − H_{k,k−1}ᵀ·Λ_k⁻¹·H_{k,k−1}      G_k = −Λ_k⁻¹·H_{k,k−1}
 *   x_k | x_{k−1} ~ N(x̄_k + G_k·(x_{k−1} − x̄_{k−1}), Λ_k⁻¹)
 *   P_0 = Λ_0⁻¹     P_k = G_k·P_{k−1}·G_kᵀ + Λ_k⁻¹     ln|H| = Σ_k ln|Λ_k|
 * </pre>
 *
 * <p>(Rauch, Tung and Striebel 1965, AIAA J. 3, 1445–1450, in information form.) Factoring costs about 10/3·K·n³ flops,
 * a solution 6·K·n² a right-hand side, covariances 6·K·n³. Bits depend on nothing but the arguments. Immutable after
 * it was made; solutions of several threads at once are not safe, since factors are read through one object a time.
 */
public final class GaussianChain {

  private static final String NAME = "GaussianChain";

  private final int n;
  private final int times;
  private final Cholesky[] factors;
  private final double[][] gains;

  private GaussianChain(int n, int times) {
    this.n = n;
    this.times = times;
    factors = new Cholesky[times];
    gains = new double[times][];
  }

  /**
   * Factors a precision.
   *
   * @param n        variables of a state, at least 1
   * @param diagonal H_kk of times 0 to K, n × n each, row-major; lower triangles are read
   * @param below    H_{k,k−1} of times 1 to K at their index, n × n each; element 0 is not read
   * @return the law
   * @throws IllegalArgumentException if a shape differs or a number is not finite
   * @throws NumericalException       if H is not positive definite
   */
  public static GaussianChain of(int n, double[][] diagonal, double[][] below) {
    Checks.positive(NAME, "n", n);
    Checks.positive(NAME, "times", diagonal.length);
    if (below.length != diagonal.length) {
      throw new IllegalArgumentException(NAME + ": there are " + diagonal.length + " times, but " + below.length
          + " blocks below the diagonal");
    }
    GaussianChain chain = new GaussianChain(n, diagonal.length);
    double[] next = block(n, diagonal, chain.times - 1).clone();
    for (int k = chain.times - 1; k >= 0; k--) {
      chain.factors[k] = new Cholesky().factor(n, next, 0, n);
      if (k > 0) {
        double[] w = block(n, below, k).clone();
        chain.factors[k].solveLower(n, w, 0, n);
        next = block(n, diagonal, k - 1).clone();
        Gemm.gram(true, n, n, -1.0, w, 0, n, 1.0, next, 0, n, Workers.serial());
        chain.factors[k].solveLowerTransposed(n, w, 0, n);
        for (int i = 0; i < w.length; i++) {
          w[i] = -w[i];
        }
        chain.gains[k] = w;
      }
    }
    return chain;
  }

  private static double[] block(int n, double[][] blocks, int k) {
    if (blocks[k] == null || blocks[k].length != n * n) {
      throw new IllegalArgumentException(NAME + ": the block of time " + k + " must have " + n + "x" + n
          + " numbers");
    }
    return blocks[k];
  }

  /**
   * Variables of a state.
   *
   * @return n
   */
  public int size() {
    return n;
  }

  /**
   * States of the trajectory.
   *
   * @return K + 1
   */
  public int times() {
    return times;
  }

  /**
   * Solves H·X = B in place.
   *
   * @param columns right-hand sides
   * @param b       B of times 0 to K, n × columns each, row-major; becomes X
   * @throws IllegalArgumentException if a shape differs
   */
  public void solve(int columns, double[][] b) {
    Checks.positive(NAME, "columns", columns);
    if (b.length != times) {
      throw new IllegalArgumentException(NAME + ": there are " + times + " times, but right-hand sides of " + b.length);
    }
    for (int k = times - 1; k > 0; k--) {
      Gemm.gemm(true, false, n, columns, n, 1.0, gains[k], 0, n, b[k], 0, columns, 1.0, b[k - 1], 0, columns);
      factors[k].solve(columns, b[k], 0, columns);
    }
    factors[0].solve(columns, b[0], 0, columns);
    for (int k = 1; k < times; k++) {
      Gemm.gemm(false, false, n, columns, n, 1.0, gains[k], 0, n, b[k - 1], 0, columns, 1.0, b[k], 0, columns);
    }
  }

  /**
   * ln|H|.
   *
   * @return minus the logarithm of the covariance's determinant
   */
  public double logDeterminant() {
    double[] lower = new double[n * n];
    double sum = 0.0;
    for (Cholesky factor : factors) {
      factor.lower(lower, 0, n);
      for (int i = 0; i < n; i++) {
        sum += 2.0 * LogReference.log(lower[i * n + i]);
      }
    }
    return sum;
  }

  /**
   * How the mean of a state moves with the state before it.
   *
   * @param time k, 1 to K
   * @return G_k, n × n, the array itself; not to be written to
   * @throws IllegalArgumentException if there is no such time
   */
  public double[] gain(int time) {
    Checks.index(NAME, "time", time - 1, times - 1);
    return gains[time];
  }

  /**
   * The covariance of a state given the one before it, of the first state by itself.
   *
   * @param time k, 0 to K
   * @return Λ_k⁻¹, n × n
   * @throws IllegalArgumentException if there is no such time
   */
  public double[] conditional(int time) {
    Checks.index(NAME, "time", time, times);
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      inverse[i * n + i] = 1.0;
    }
    factors[time].solve(n, inverse, 0, n);
    return inverse;
  }

  /**
   * Covariances of the states.
   *
   * @return P_k of times 0 to K, n × n each; the covariance of x_k and x_{k−1} is G_k·P_{k−1}
   */
  public double[][] covariances() {
    double[][] p = new double[times][];
    double[] product = new double[n * n];
    for (int k = 0; k < times; k++) {
      p[k] = conditional(k);
      if (k > 0) {
        Gemm.gemm(false, false, n, n, n, 1.0, gains[k], 0, n, p[k - 1], 0, n, 0.0, product, 0, n);
        Gemm.gemm(false, true, n, n, n, 1.0, product, 0, n, gains[k], 0, n, 1.0, p[k], 0, n);
      }
      symmetrize(p[k]);
    }
    return p;
  }

  private void symmetrize(double[] a) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (a[i * n + j] + a[j * n + i]);
        a[i * n + j] = mean;
        a[j * n + i] = mean;
      }
    }
  }

  @Override
  public String toString() {
    return NAME + Arrays.asList(times + " times", n + " variables");
  }
}
