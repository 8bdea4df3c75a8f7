// Master of FloatElementary: the float version is generated from this file.
package org.isobit.kernels.elementary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * Elementary functions of whole arrays: y[i] = f(x[i]), i &lt; n.
 *
 * <p>Every element goes through the same fixed sequence of additions, multiplications, fused multiply-adds, at most one
 * division, selections and bit operations, so that an output depends on its own input alone, and scalar code and
 * vectors of any width agree in every bit. NaN gives NaN; ±0, infinities and subnormals are exact where the function
 * is. Accuracy: exp, log, sin, cos and cbrt stay within 1 ulp, the others within 2; the measured maxima stand in the
 * description of this package and at each function's definition.
 *
 * <p>x and y may be the same elements of one array (in place); otherwise they must not overlap. Units: none. Each
 * method throws {@link IllegalArgumentException} if n is negative or elements offset … offset + n − 1 are not inside
 * their array. Thread-safe; nothing is allocated.
 */
public final class Elementary {

  private static final ElementaryReference KERNELS = ElementaryReference.of(Backend.active());

  private Elementary() {}

  /**
   * y = e^x.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void exp(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("exp", "x", x, xOffset, n);
    int yo = Checks.vector("exp", "y", y, yOffset, n);
    Checks.sameOrApart("exp", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.exp(n, x, xo, y, yo);
  }

  /**
   * y = e^x − 1, accurate near 0.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void expm1(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("expm1", "x", x, xOffset, n);
    int yo = Checks.vector("expm1", "y", y, yOffset, n);
    Checks.sameOrApart("expm1", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.expm1(n, x, xo, y, yo);
  }

  /**
   * y = ln x; NaN below 0, −Inf at ±0.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void log(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("log", "x", x, xOffset, n);
    int yo = Checks.vector("log", "y", y, yOffset, n);
    Checks.sameOrApart("log", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.log(n, x, xo, y, yo);
  }

  /**
   * y = ln(1 + x), accurate near 0; NaN below −1, −Inf at −1.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void log1p(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("log1p", "x", x, xOffset, n);
    int yo = Checks.vector("log1p", "y", y, yOffset, n);
    Checks.sameOrApart("log1p", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.log1p(n, x, xo, y, yo);
  }

  /**
   * y = tanh x.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void tanh(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("tanh", "x", x, xOffset, n);
    int yo = Checks.vector("tanh", "y", y, yOffset, n);
    Checks.sameOrApart("tanh", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.tanh(n, x, xo, y, yo);
  }

  /**
   * y = 1/(1 + e^−x).
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void sigmoid(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("sigmoid", "x", x, xOffset, n);
    int yo = Checks.vector("sigmoid", "y", y, yOffset, n);
    Checks.sameOrApart("sigmoid", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.sigmoid(n, x, xo, y, yo);
  }

  /**
   * y = ln(1 + e^x).
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void softplus(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("softplus", "x", x, xOffset, n);
    int yo = Checks.vector("softplus", "y", y, yOffset, n);
    Checks.sameOrApart("softplus", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.softplus(n, x, xo, y, yo);
  }

  /**
   * y = 2/√π · ∫₀ˣ exp(−t²) dt.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void erf(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("erf", "x", x, xOffset, n);
    int yo = Checks.vector("erf", "y", y, yOffset, n);
    Checks.sameOrApart("erf", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.erf(n, x, xo, y, yo);
  }

  /**
   * y = sin x, x in radians; NaN where |x| is above 2^40 (float: 2^17).
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void sin(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("sin", "x", x, xOffset, n);
    int yo = Checks.vector("sin", "y", y, yOffset, n);
    Checks.sameOrApart("sin", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.sin(n, x, xo, y, yo);
  }

  /**
   * y = cos x, x in radians; NaN where |x| is above 2^40 (float: 2^17).
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void cos(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("cos", "x", x, xOffset, n);
    int yo = Checks.vector("cos", "y", y, yOffset, n);
    Checks.sameOrApart("cos", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.cos(n, x, xo, y, yo);
  }

  /**
   * y = sin(πx), exact at multiples of ½.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void sinpi(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("sinpi", "x", x, xOffset, n);
    int yo = Checks.vector("sinpi", "y", y, yOffset, n);
    Checks.sameOrApart("sinpi", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.sinpi(n, x, xo, y, yo);
  }

  /**
   * y = cos(πx), exact at multiples of ½.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void cospi(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("cospi", "x", x, xOffset, n);
    int yo = Checks.vector("cospi", "y", y, yOffset, n);
    Checks.sameOrApart("cospi", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.cospi(n, x, xo, y, yo);
  }

  /**
   * y = the cube root of x.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void cbrt(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("cbrt", "x", x, xOffset, n);
    int yo = Checks.vector("cbrt", "y", y, yOffset, n);
    Checks.sameOrApart("cbrt", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.cbrt(n, x, xo, y, yo);
  }
}
