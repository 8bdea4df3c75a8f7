// Master of FloatRmsNorm: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;

/**
 * Root mean square norm of each row of a matrix (Zhang and Sennrich 2019, arXiv:1910.07467), forward, backward and its
 * tangent, class EXACT.
 *
 * <p>Of a row x of n numbers, with dot that of {@link org.isobit.kernels.reduce.Reduce}; a pair of parentheses is one
 * rounding, fma is one; ε is rounded to the type of the elements:
 * <pre>
 * r = 1 ÷ √(dot(x, x) ÷ n + ε);  h_j = x_j·r
 * forward:   y_j = h_j·γ_j;  without γ h_j
 * backward:  g_j = dy_j·γ_j (without γ dy_j);  b = dot(g, h) ÷ n;  dx_j = fma(−h_j, b, g_j)·r
 *            dγ_j: s = fma(dy_j, h_j, s), over rows ascending, from +0 or from what is there
 * tangent:   c = dot(h, dx) ÷ n;  dy_j = (fma(−h_j, c, dx_j)·r)·γ_j
 * </pre>
 * Backward and tangent take r as forward has kept it; γ is fixed in the tangent. A row with NaN gives NaN; one
 * with an infinity gives NaN there, and zeros elsewhere.
 *
 * <p>Matrices are row-major with leading dimensions; an output shares no element with an input or another output.
 * {@link IllegalArgumentException} otherwise, for a negative or infinite ε and for what does not fit, before anything
 * is written. Threads share rows, and columns for the gradients of parameters. Thread-safe; nothing is allocated in the
 * steady state.
 */
public final class RmsNorm {

  private RmsNorm() {}

  /**
   * Y of X.
   *
   * @param rows         rows
   * @param n            columns, at least 1
   * @param eps           ε, not negative
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param ldx           its leading dimension
   * @param gamma         γ, one number a column; null: none
   * @param gammaOffset   index of its first element
   * @param y             array of Y
   * @param yOffset       index of its first element
   * @param ldy           its leading dimension
   * @param stored        takes the r of all rows; null: not wanted
   * @param storedOffset  index of its first element
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n,
      double eps, // float: unchanged
      double[] x, long xOffset, int ldx, double[] gamma, long gammaOffset,
      double[] y, long yOffset, int ldy, double[] stored, long storedOffset, Workers workers) {
    RowNorm.forward("RMS norm", false, rows, n, eps, x, xOffset, ldx, gamma, gammaOffset, null, 0, y, yOffset, ldy,
        stored, storedOffset, workers);
  }

  /**
   * {@code forward} of views.
   *
   * @param eps           ε, not negative
   * @param x             X, of at least one column
   * @param gamma         γ, one row; null: none
   * @param y             takes Y, of the shape of X
   * @param stored        takes 1 row of one number a row of X: r; null: not wanted
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void forward(
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix y, Matrix stored, Workers workers) {
    RowNorm.forward("RMS norm", false, eps, x, gamma, null, y, stored, workers);
  }

  /**
   * Gradients from dY; those that are null are not wanted.
   *
   * @param rows         rows
   * @param n            columns, at least 1
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param ldx           its leading dimension
   * @param gamma         γ, as forward
   * @param gammaOffset   index of its first element
   * @param stored        what forward kept
   * @param storedOffset  index of its first element
   * @param dy            array of dY
   * @param dyOffset      index of its first element
   * @param lddy          its leading dimension
   * @param dx            array of dX, or null
   * @param dxOffset      index of its first element
   * @param lddx          its leading dimension
   * @param dgamma        takes the gradient of γ, or null
   * @param dgammaOffset  index of its first element
   * @param accumulate    whether gradients of parameters are added to what is there
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] x, long xOffset, int ldx, double[] gamma, long gammaOffset,
      double[] stored, long storedOffset, double[] dy, long dyOffset, int lddy, double[] dx, long dxOffset, int lddx,
      double[] dgamma, long dgammaOffset, boolean accumulate, Workers workers) {
    RowNorm.backward("RMS norm gradient", false, rows, n, x, xOffset, ldx, gamma, gammaOffset, stored, storedOffset, dy,
        dyOffset, lddy, dx, dxOffset, lddx, dgamma, dgammaOffset, null, 0, accumulate, workers);
  }

  /**
   * {@code backward} of views.
   *
   * @param x             X, of at least one column
   * @param gamma         γ, as forward
   * @param stored        what forward kept
   * @param dy            dY, of the shape of X
   * @param dx            takes dX, of the shape of X; null: not wanted
   * @param dgamma        takes the gradient of γ, one row; null: not wanted
   * @param accumulate    whether gradients of parameters are added to what is there
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void backward(Matrix x, Matrix gamma, Matrix stored, Matrix dy, Matrix dx, Matrix dgamma,
      boolean accumulate, Workers workers) {
    RowNorm.backward("RMS norm gradient", false, x, gamma, stored, dy, dx, dgamma, null, accumulate, workers);
  }

  /**
   * The perturbation of Y that one of X makes, to first order.
   *
   * @param rows         rows
   * @param n            columns, at least 1
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param ldx           its leading dimension
   * @param gamma         γ, as forward
   * @param gammaOffset   index of its first element
   * @param stored        what forward kept
   * @param storedOffset  index of its first element
   * @param dx            array of the perturbation of X
   * @param dxOffset      index of its first element
   * @param lddx          its leading dimension
   * @param dy            array of that of Y
   * @param dyOffset      index of its first element
   * @param lddy          its leading dimension
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(int rows, int n, double[] x, long xOffset, int ldx, double[] gamma, long gammaOffset,
      double[] stored, long storedOffset, double[] dx, long dxOffset, int lddx, double[] dy, long dyOffset, int lddy,
      Workers workers) {
    RowNorm.tangent("RMS norm tangent", false, rows, n, x, xOffset, ldx, gamma, gammaOffset, stored, storedOffset, dx,
        dxOffset, lddx, dy, dyOffset, lddy, workers);
  }

  /**
   * {@code tangent} of views.
   *
   * @param x             X, of at least one column
   * @param gamma         γ, as forward
   * @param stored        what forward kept
   * @param dx            the perturbation of X, of its shape
   * @param dy            takes that of Y, of its shape
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void tangent(Matrix x, Matrix gamma, Matrix stored, Matrix dx, Matrix dy, Workers workers) {
    RowNorm.tangent("RMS norm tangent", false, x, gamma, stored, dx, dy, workers);
  }
}
