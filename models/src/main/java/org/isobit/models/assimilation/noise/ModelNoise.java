package org.isobit.models.assimilation.noise;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.random.Philox;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.models.assimilation.Gaussian;

/**
 * Noise of a model, η ~ N(0, Q), each time anew: Q is a number for all variables, one for each, or a whole matrix, and
 * may be singular. A draw is Q^½·ξ with the symmetric root Q^½ and ξ from Philox; it costs n normal numbers and, with a
 * whole matrix, 2·n² flops, where making it costs an eigendecomposition. A whole Q takes n² numbers, others n. Held to
 * the covariance of many draws, and by the Kalman filter with Q. Immutable, thread-safe.
 */
public final class ModelNoise {

  private static final String NAME = "ModelNoise";

  /** Q^½: one number a variable, or a whole matrix. */
  private final double[] root;
  private final int size;

  private ModelNoise(int size, double[] root) {
    this.size = size;
    this.root = root;
  }

  /**
   * Independent noise of one variance.
   *
   * @param size     number of variables
   * @param variance of each, not negative
   * @return the noise
   * @throws IllegalArgumentException if the size is below 1, or the variance is negative or not finite
   */
  public static ModelNoise independent(int size, double variance) {
    Checks.positive(NAME, "size", size);
    double[] variances = new double[size];
    Arrays.fill(variances, variance);
    return independent(variances);
  }

  /**
   * Independent noise.
   *
   * @param variances of each variable, not negative
   * @return the noise
   * @throws IllegalArgumentException if there is none, or one is negative or not finite
   */
  public static ModelNoise independent(double[] variances) {
    Checks.positive(NAME, "size", variances.length);
    double[] deviations = new double[variances.length];
    for (int i = 0; i < variances.length; i++) {
      Checks.notNegative(NAME, "variance " + i, variances[i]);
      deviations[i] = Math.sqrt(variances[i]);
    }
    return new ModelNoise(variances.length, deviations);
  }

  /**
   * Noise of a whole covariance.
   *
   * @param covariance Q, size × size, row-major without gaps, symmetric and positive semidefinite
   * @param size       number of variables
   * @return the noise
   * @throws IllegalArgumentException if lengths differ, a number is not finite, or Q is not symmetric or not positive
   *                                  semidefinite to working precision
   */
  public static ModelNoise of(double[] covariance, int size) {
    Checks.positive(NAME, "size", size);
    new Gaussian(new double[size], covariance); // refuses what is no covariance
    double[] root = new double[covariance.length];
    try {
      new SymmetricRoot().factor(size, covariance, 0, size).squareRoot(root, 0, size);
    } catch (NumericalException e) {
      throw new IllegalArgumentException(NAME + ": Q must be positive semidefinite, but eigenvalue " + e.index()
          + " is " + e.value(), e);
    }
    return new ModelNoise(size, root);
  }

  /**
   * Number of variables.
   *
   * @return the size of a state
   */
  public int size() {
    return size;
  }

  /**
   * Q.
   *
   * @return a new array, size × size, row-major
   * @throws IllegalArgumentException if it does not fit into the heap
   */
  public double[] covariance() {
    double[] q = root();
    double[] covariance = new double[q.length];
    Gemm.gram(false, size, size, 1.0, q, 0, size, 0.0, covariance, 0, size);
    return covariance;
  }

  /**
   * The symmetric Q^½, which is also what a square root of a covariance has to be joined with: Zᵀ·Z + Q^½·Q^½.
   *
   * @return a new array, size × size, row-major
   * @throws IllegalArgumentException if it does not fit into the heap
   */
  public double[] root() {
    double[] whole = new double[Checks.elements(NAME, size, size, Double.BYTES)];
    if (isWhole()) {
      return root.clone();
    }
    for (int i = 0; i < size; i++) {
      whole[i * size + i] = root[i];
    }
    return whole;
  }

  /** Variance of all variables together, trace(Q): in ascending order of Q^½'s elements. */
  double trace() {
    double trace = 0.0;
    for (double r : root) {
      trace = Math.fma(r, r, trace);
    }
    return trace;
  }

  /** Writes Q^½·ξ; ξ are the numbers of a stream from {@code first} on. */
  void draw(long seed, long stream, long first, double[] to, int at) {
    double[] xi = new double[size];
    Philox.gaussian(seed, stream, first, size, xi, 0);
    times(1, xi, to, at);
  }

  /** Q^½ times each of the rows of x, rows × size without gaps, into {@code to}. */
  void times(int rows, double[] x, double[] to, int at) {
    if (isWhole()) {
      Gemm.gemm(false, false, rows, size, size, 1.0, x, 0, size, root, 0, size, 0.0, to, at, size);
      return;
    }
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < size; i++) {
        to[at + r * size + i] = x[r * size + i] * root[i];
      }
    }
  }

  private boolean isWhole() {
    return root.length != size;
  }

  @Override
  public String toString() {
    return NAME + "[" + size + " variables, " + (isWhole() ? "whole Q" : "independent") + "]";
  }
}
