package org.isobit.kernels.elementary;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * Logarithm of the standard normal distribution function Φ of whole arrays, and its derivative φ/Φ: what observations
 * that are only known to lie below or above a threshold need. Relative accuracy on the whole line, far into both tails;
 * ceiling 4 ulp, measured maxima in the description of this package.
 *
 * <p>x and y may be the same elements of one array (in place); otherwise they must not overlap. Each method throws
 * {@link IllegalArgumentException} if n is negative or elements offset … offset + n − 1 are not inside their array. NaN
 * gives NaN. Thread-safe; nothing is allocated.
 */
public final class LogNdtr {

  private static final LogNdtrReference KERNELS = LogNdtrReference.of(Backend.active());

  private LogNdtr() {}

  /**
   * y = log Φ(x); 0 for +Inf, −Inf for −Inf.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void logNdtr(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("logNdtr", "x", x, xOffset, n);
    int yo = Checks.vector("logNdtr", "y", y, yOffset, n);
    Checks.sameOrApart("logNdtr", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.logNdtr(n, x, xo, y, yo);
  }

  /**
   * y = φ(x)/Φ(x), the derivative of log Φ; 0 for +Inf, +Inf for −Inf.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public static void logNdtrDerivative(int n, double[] x, long xOffset, double[] y, long yOffset) {
    int xo = Checks.vector("logNdtrDerivative", "x", x, xOffset, n);
    int yo = Checks.vector("logNdtrDerivative", "y", y, yOffset, n);
    Checks.sameOrApart("logNdtrDerivative", "y", "x", x == y, yo, xo, n);
    Environment.require();
    KERNELS.logNdtrDerivative(n, x, xo, y, yo);
  }
}
