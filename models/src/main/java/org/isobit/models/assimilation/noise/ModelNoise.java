package org.isobit.models.assimilation.noise;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.random.Philox;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.models.assimilation.Gaussian;

/**
 * Noise of a model, η ~ N(0, Q), each time anew: Q is a number for all variables, one for each, a whole matrix, or
 * L·Lᵀ with an L of a few columns, and may be singular. A draw is S·ξ with ξ from Philox and S the symmetric root Q^½,
 * or L; with r columns it costs r normal numbers and 2·n·r flops (n and n where Q is diagonal), and making Q^½ of a
 * whole matrix an eigendecomposition. It keeps n·r numbers, of a diagonal Q n. Held to the covariance of many draws,
 * and by the Kalman filter with Q. Immutable, thread-safe.
 */
public final class ModelNoise {

  private static final String NAME = "ModelNoise";

  /** S with S·Sᵀ = Q: one number a variable, or size × columns. */
  private final double[] root;
  private final int size;
  private final int columns;
  private final boolean diagonal;

  private ModelNoise(int size, int columns, double[] root, boolean diagonal) {
    this.size = size;
    this.columns = columns;
    this.root = root;
    this.diagonal = diagonal;
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
    return new ModelNoise(variances.length, variances.length, deviations, true);
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
    return new ModelNoise(size, size, root, false);
  }

  /**
   * Noise L·ξ of a few normal numbers ξ, of the covariance L·Lᵀ.
   *
   * @param root    L, size × columns, row-major without gaps; copied
   * @param size    number of variables
   * @param columns of L, at most as many as there are variables
   * @return the noise
   * @throws IllegalArgumentException if lengths differ, a number of them is out of range, or an element is not finite
   */
  public static ModelNoise ofRoot(double[] root, int size, int columns) {
    Checks.positive(NAME, "size", size);
    if (columns < 1 || columns > size || root.length != (long) size * columns) {
      throw new IllegalArgumentException(NAME + ": a root has from 1 to " + size + " columns and a row for each of the "
          + size + " variables, but has " + root.length + " elements in " + columns + " columns");
    }
    Checks.finite(NAME, "root", root, 0, root.length);
    return new ModelNoise(size, columns, root.clone(), false);
  }

  /**
   * The same noise of a longer state, whose further variables have none.
   *
   * @param variables of the longer state, at least as many as there are
   * @return the noise
   * @throws IllegalArgumentException if there are fewer
   */
  public ModelNoise padded(int variables) {
    if (variables < size) {
      throw new IllegalArgumentException(NAME + ": there are " + size + " variables already, but are to be "
          + variables);
    }
    return new ModelNoise(variables, diagonal ? variables : columns,
        Arrays.copyOf(root, diagonal ? variables : Checks.elements(NAME, variables, columns, Double.BYTES)), diagonal);
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
    double[] covariance = new double[Checks.elements(NAME, size, size, Double.BYTES)];
    if (diagonal) {
      for (int i = 0; i < size; i++) {
        covariance[i * size + i] = root[i] * root[i];
      }
      return covariance;
    }
    Gemm.gram(false, size, columns, 1.0, root, 0, columns, 0.0, covariance, 0, size);
    return covariance;
  }

  /**
   * Sᵀ with S·Sᵀ = Q, which a square root of a covariance has to be joined with: Zᵀ·Z + S·Sᵀ. It is the symmetric Q^½
   * unless a root was given; rows beyond that root's columns are 0.
   *
   * @return a new array, size × size, row-major
   * @throws IllegalArgumentException if it does not fit into the heap
   */
  public double[] root() {
    double[] whole = new double[Checks.elements(NAME, size, size, Double.BYTES)];
    for (int i = 0; i < size; i++) {
      if (diagonal) {
        whole[i * size + i] = root[i];
      } else {
        for (int k = 0; k < columns; k++) {
          whole[k * size + i] = root[i * columns + k];
        }
      }
    }
    return whole;
  }

  /** Variance of all variables together, trace(Q): in ascending order of the root's elements. */
  double trace() {
    double trace = 0.0;
    for (double r : root) {
      trace = Math.fma(r, r, trace);
    }
    return trace;
  }

  /** Normal numbers that a draw takes. */
  int columns() {
    return columns;
  }

  /**
   * Writes a draw.
   *
   * @param seed   key of the draws
   * @param stream their stream
   * @param first  index of the first number of the stream that is taken; as many follow as there are variables at most
   * @param to     takes size elements
   * @param at     where they begin
   * @throws IllegalArgumentException if they are not inside the array
   */
  public void draw(long seed, long stream, long first, double[] to, int at) {
    Checks.vector(NAME, "draw", to, at, size);
    double[] xi = new double[columns];
    Philox.gaussian(seed, stream, first, columns, xi, 0);
    if (diagonal) {
      for (int i = 0; i < size; i++) {
        to[at + i] = xi[i] * root[i];
      }
      return;
    }
    Gemm.gemm(false, true, 1, size, columns, 1.0, xi, 0, columns, root, 0, columns, 0.0, to, at, size);
  }

  /** Rows x, rows × size without gaps, times S: rows × columns. */
  double[] times(int rows, double[] x) {
    double[] product = new double[rows * columns];
    if (!diagonal) {
      Gemm.gemm(false, false, rows, columns, size, 1.0, x, 0, size, root, 0, columns, 0.0, product, 0, columns);
      return product;
    }
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < size; i++) {
        product[r * size + i] = x[r * size + i] * root[i];
      }
    }
    return product;
  }

  @Override
  public String toString() {
    return NAME + "[" + size + " variables, " + (diagonal ? "independent" : "Q of rank " + columns + " at most") + "]";
  }
}
