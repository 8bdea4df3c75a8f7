package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * What nonlinear terms of spectral methods are made of: products at points, and products of Fourier coefficients with
 * imaginary numbers, which are derivatives.
 *
 * <p>Every operation is rounded, none is fused. Nothing is allocated. Thread-safe.
 */
public final class SpectralProducts {

  private static final SpectralProductsReference KERNELS = SpectralProductsReference.of(Backend.active());

  private SpectralProducts() {}

  /**
   * A product point by point: p_i = u_i·w_i.
   *
   * @param n       number of points
   * @param u       a field
   * @param uOffset index of its first element
   * @param w       another, or the same
   * @param wOffset index of its first element
   * @param p       takes the product
   * @param pOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the product overlaps one
   */
  public static void product(int n, double[] u, long uOffset, double[] w, long wOffset, double[] p, long pOffset) {
    int at = Checks.vector("pointProduct", "p", p, pOffset, n);
    int uo = ExponentialStages.apart("pointProduct", "u", n, u, uOffset, "p", p, at);
    int wo = ExponentialStages.apart("pointProduct", "w", n, w, wOffset, "p", p, at);
    Environment.require();
    KERNELS.product(n, u, uo, w, wo, p, at);
  }

  /**
   * The product of complex numbers with imaginary ones, i·κ_k: y_{2k} = a_{2k}·x_{2k+1} and y_{2k+1} = a_{2k+1}·x_{2k},
   * where a_{2k} = −κ_k and a_{2k+1} = κ_k.
   *
   * @param count   how many complex numbers
   * @param a       the factors, two a number
   * @param aOffset index of the first one
   * @param x       the numbers, each real and imaginary part
   * @param xOffset index of the first one
   * @param y       takes the products
   * @param yOffset index of the first one
   * @throws IllegalArgumentException if an operand is not inside its array or the products overlap one
   */
  public static void imaginary(int count, double[] a, long aOffset, double[] x, long xOffset, double[] y,
      long yOffset) {
    String name = "imaginaryProduct";
    Checks.size(name, "count", count);
    Checks.elements(name, 2, count, Double.BYTES);
    int at = Checks.vector(name, "y", y, yOffset, 2 * count);
    int ao = ExponentialStages.apart(name, "a", 2 * count, a, aOffset, "y", y, at);
    int xo = ExponentialStages.apart(name, "x", 2 * count, x, xOffset, "y", y, at);
    Environment.require();
    KERNELS.imaginary(count, a, ao, x, xo, y, at);
  }

  /**
   * {@link #imaginary} of states that lie in lanes: y_{2k,l} = a_{2k}·x_{2k+1,l} and y_{2k+1,l} = a_{2k+1}·x_{2k,l},
   * where part i of lane l is at {@code offset + i·lanes + l}.
   *
   * @param count   how many complex numbers a state has
   * @param lanes   number of states
   * @param a       the factors, two a number
   * @param aOffset index of the first one
   * @param x       the numbers, 2·count rows of real and imaginary parts in turn
   * @param xOffset index of the first one
   * @param y       takes the products, 2·count rows
   * @param yOffset index of the first one
   * @throws IllegalArgumentException if count or lanes &lt; 0, an operand is not inside its array or the products
   *                                  overlap one
   */
  public static void imaginaryInterleaved(int count, int lanes, double[] a, long aOffset, double[] x, long xOffset,
      double[] y, long yOffset) {
    String name = "interleavedImaginaryProduct";
    Checks.size(name, "count", count);
    Checks.size(name, "lanes", lanes);
    int parts = Checks.elements(name, 2, count, Double.BYTES);
    int size = Checks.elements(name, parts, lanes, Double.BYTES);
    int at = Checks.vector(name, "y", y, yOffset, size);
    int ao = Checks.vector(name, "a", a, aOffset, parts);
    Checks.apart(name, "y", "a", y == a, at, size, ao, parts);
    int xo = ExponentialStages.apart(name, "x", size, x, xOffset, "y", y, at);
    Environment.require();
    KERNELS.imaginary(count, lanes, 0, a, ao, x, xo, y, at);
  }
}
