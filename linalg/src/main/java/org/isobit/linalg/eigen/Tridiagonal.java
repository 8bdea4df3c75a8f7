// Master of FloatTridiagonal: the float version is generated from this file.
package org.isobit.linalg.eigen;

import org.isobit.kernels.Backend;

/**
 * The Householder reduction of {@link SymmetricEigen} in scalar form, for other functions of symmetric matrices.
 * Thread-safe.
 */
public final class Tridiagonal {

  private static final SymmetricEigenReference REFERENCE = SymmetricEigenReference.of(Backend.REFERENCE);

  private Tridiagonal() {}

  /**
   * T = Qᵀ·A·Q by Householder reflections, from the last row upwards, in place on the lower triangle; not checked. The
   * largest magnitude must be below 2, and should be at least 1.
   *
   * @param n  order
   * @param w  the matrix; row i then holds its reflection's vector v in columns 0 … i − 1
   * @param ld leading dimension of w
   * @param d  receives the diagonal of T
   * @param e  receives the couplings, e[i] that of i and i + 1
   * @param h  receives 2 ÷ vᵀv of row i's reflection, or 0 if it makes none; h[0] is 0
   * @param p  scratch of n elements
   */
  public static void reduce(int n, double[] w, int ld, double[] d, double[] e, double[] h, double[] p) {
    if (n > 0) {
      h[0] = 0.0;
    }
    REFERENCE.tridiagonalize(n, w, ld, d, e, h, p);
  }
}
