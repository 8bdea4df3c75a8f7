// Master of FloatLayerNorm: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;

/**
 * Layer norm of each row of a matrix (Ba, Kiros and Hinton 2016, arXiv:1607.06450), forward, backward and its tangent,
 * class EXACT.
 *
 * <p>Of a row x of n numbers, with sum, squaredDeviations and dot those of {@link org.isobit.kernels.reduce.Reduce}; a
 * pair of parentheses is one rounding, fma is one; ε is rounded to the type of the elements:
 * <pre>
 * mean = sum(x) ÷ n;  r = 1 ÷ √(squaredDeviations(x; mean) ÷ n + ε);  h_j = (x_j − mean)·r
 * forward:   y_j = fma(h_j, γ_j, β_j);  without β h_j·γ_j;  without γ and β h_j
 * backward:  g_j = dy_j·γ_j (without γ dy_j);  a = sum(g) ÷ n;  b = dot(g, h) ÷ n;  dx_j = fma(−h_j, b, g_j − a)·r
 *            dγ_j: s = fma(dy_j, h_j, s), dβ_j: s = s + dy_j, over rows ascending, from +0 or from what is there
 * tangent:   m = sum(dx) ÷ n;  d_j = dx_j − m;  c = dot(h, d) ÷ n;  dy_j = (fma(−h_j, c, d_j)·r)·γ_j
 * </pre>
 * Backward and tangent take mean and r as forward has kept them; γ and β are fixed in the tangent. A row with NaN or an
 * infinity gives NaN.
 *
 * <p>Matrices are row-major with leading dimensions; an output shares no element with an input or another output.
 * {@link IllegalArgumentException} otherwise, for a negative or infinite ε and for what does not fit, before anything
 * is written. Threads share rows, and columns for the gradients of parameters. Thread-safe; nothing is allocated in the
 * steady state.
 */
public final class LayerNorm {

  private LayerNorm() {}

  /**
   * Y of X.
   *
   * @param rows         rows
   * @param n            columns, at least 1
   * @param eps           ε, not negative
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param ldx           its leading dimension
   * @param gamma         γ, one number a column; null: none, and then no β
   * @param gammaOffset   index of its first element
   * @param beta          β, one number a column; null: none
   * @param betaOffset    index of its first element
   * @param y             array of Y
   * @param yOffset       index of its first element
   * @param ldy           its leading dimension
   * @param stored        takes 2·rows numbers: the means of all rows, then their r; null: not wanted
   * @param storedOffset  index of its first element
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n,
      double eps, // float: unchanged
      double[] x, long xOffset, int ldx, double[] gamma, long gammaOffset, double[] beta, long betaOffset,
      double[] y, long yOffset, int ldy, double[] stored, long storedOffset, Workers workers) {
    RowNorm.forward("layer norm", true, rows, n, eps, x, xOffset, ldx, gamma, gammaOffset, beta, betaOffset, y, yOffset,
        ldy, stored, storedOffset, workers);
  }

  /**
   * {@code forward} of views.
   *
   * @param eps           ε, not negative
   * @param x             X, of at least one column
   * @param gamma         γ, one row; null: none
   * @param beta          β, one row; null: none
   * @param y             takes Y, of the shape of X
   * @param stored        takes 2 rows of one number a row of X: means, r; null: not wanted
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void forward(
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix beta, Matrix y, Matrix stored, Workers workers) {
    RowNorm.forward("layer norm", true, eps, x, gamma, beta, y, stored, workers);
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
   * @param dbeta         takes the gradient of β, or null
   * @param dbetaOffset   index of its first element
   * @param accumulate    whether gradients of parameters are added to what is there
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] x, long xOffset, int ldx, double[] gamma, long gammaOffset,
      double[] stored, long storedOffset, double[] dy, long dyOffset, int lddy, double[] dx, long dxOffset, int lddx,
      double[] dgamma, long dgammaOffset, double[] dbeta, long dbetaOffset, boolean accumulate, Workers workers) {
    RowNorm.backward("layer norm gradient", true, rows, n, x, xOffset, ldx, gamma, gammaOffset, stored, storedOffset,
        dy, dyOffset, lddy, dx, dxOffset, lddx, dgamma, dgammaOffset, dbeta, dbetaOffset, accumulate, workers);
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
   * @param dbeta         takes the gradient of β, one row; null: not wanted
   * @param accumulate    whether gradients of parameters are added to what is there
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void backward(Matrix x, Matrix gamma, Matrix stored, Matrix dy, Matrix dx, Matrix dgamma, Matrix dbeta,
      boolean accumulate, Workers workers) {
    RowNorm.backward("layer norm gradient", true, x, gamma, stored, dy, dx, dgamma, dbeta, accumulate, workers);
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
    RowNorm.tangent("layer norm tangent", true, rows, n, x, xOffset, ldx, gamma, gammaOffset, stored, storedOffset, dx,
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
    RowNorm.tangent("layer norm tangent", true, x, gamma, stored, dx, dy, workers);
  }
}
