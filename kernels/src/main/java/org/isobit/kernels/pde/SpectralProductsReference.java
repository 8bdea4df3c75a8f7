package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;

/** Scalar products of spectral methods; defines the bits. */
public sealed class SpectralProductsReference permits SpectralProductsSimd {

  SpectralProductsReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static SpectralProductsReference of(Backend backend) {
    return backend.isSimd() ? new SpectralProductsSimd() : new SpectralProductsReference();
  }

  /**
   * p = u·w.
   *
   * @param n  number of points
   * @param u  a field
   * @param uo index of its first element
   * @param w  another
   * @param wo index of its first element
   * @param p  takes the product
   * @param po index of its first element
   */
  public void product(int n, double[] u, int uo, double[] w, int wo, double[] p, int po) {
    for (int i = 0; i < n; i++) {
      p[po + i] = u[uo + i] * w[wo + i];
    }
  }

  /**
   * Products with imaginary numbers.
   *
   * @param count how many
   * @param a     the factors, two a number
   * @param ao    index of the first one
   * @param x     the numbers
   * @param xo    index of the first one
   * @param y     takes the products
   * @param yo    index of the first one
   */
  public void imaginary(int count, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    for (int k = 0; k < 2 * count; k += 2) {
      y[yo + k] = a[ao + k] * x[xo + k + 1];
      y[yo + k + 1] = a[ao + k + 1] * x[xo + k];
    }
  }

  /**
   * Products of states in lanes with imaginary numbers.
   *
   * @param count how many numbers a state has
   * @param lanes number of states
   * @param first the first of them
   * @param a     the factors, two a number
   * @param ao    index of the first one
   * @param x     the numbers
   * @param xo    index of the first one
   * @param y     takes the products
   * @param yo    index of the first one
   */
  public void imaginary(int count, int lanes, int first, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < 2 * count; i++) {
      int from = xo + (i ^ 1) * lanes;
      int to = yo + i * lanes;
      for (int lane = first; lane < lanes; lane++) {
        y[to + lane] = a[ao + i] * x[from + lane];
      }
    }
  }
}
