// Master of FloatGroupNorm: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;

/**
 * Group norm of batch × channels × pixels numbers (Wu and He 2018, arXiv:1803.08494), forward, backward and its
 * tangent, class EXACT. One group is a layer norm of whole samples, a group a channel is the instance norm.
 *
 * <p>A vector x is a group of a sample: its channels, and of each its pixels, n numbers in this order. With sum,
 * squaredDeviations and dot those of {@link org.isobit.kernels.reduce.Reduce}, and c the channel of an element; a pair
 * of parentheses is one rounding, fma is one; ε is rounded to the type of the elements:
 * <pre>
 * mean = sum(x) ÷ n;  q = squaredDeviations(x; mean);  r = 1 ÷ √(q ÷ n + ε);  h_i = (x_i − mean)·r
 * forward:   y_i = fma(h_i, γ_c, β_c);  without β h_i·γ_c;  without γ and β h_i
 * backward:  g_i = dy_i·γ_c (without γ dy_i);  a = sum(g) ÷ n;  b = dot(g, h) ÷ n;  dx_i = fma(−h_i, b, g_i − a)·r
 *            dγ_c: s = fma(dy_i, h_i, s), dβ_c: s = s + dy_i, over samples and of each its pixels ascending, from +0 or
 *            from what is there
 * tangent:   m = sum(dx) ÷ n;  d_i = dx_i − m;  c' = dot(h, d) ÷ n;  dy_i = (fma(−h_i, c', d_i)·r)·γ_c
 * </pre>
 * Backward and tangent take mean and r as forward has kept them; γ and β are fixed in the tangent. A vector with NaN or
 * an infinity gives NaN.
 *
 * <p>Arrays are contiguous; an output shares no element with an input or another output.
 * {@link IllegalArgumentException} otherwise, for a negative or infinite ε and for what does not fit, before anything
 * is written. Threads share groups and channels. Thread-safe; nothing is allocated in the steady state.
 */
public final class GroupNorm {

  private GroupNorm() {}

  /**
   * Y of X.
   *
   * @param batch         samples
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
   * @param groups        groups, which divide the channels evenly
   * @param eps           ε, not negative
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param gamma         γ, one number a channel; null: none, and then no β
   * @param gammaOffset   index of its first element
   * @param beta          β, one number a channel; null: none
   * @param betaOffset    index of its first element
   * @param y             array of Y
   * @param yOffset       index of its first element
   * @param stored        takes the means of all groups, sample after sample, then their r; null: not wanted
   * @param storedOffset  index of its first element
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int batch, int channels, int pixels, int groups,
      double eps, // float: unchanged
      double[] x, long xOffset, double[] gamma, long gammaOffset, double[] beta, long betaOffset, double[] y,
      long yOffset, double[] stored, long storedOffset, Workers workers) {
    ChannelNorm.forward("group norm", batch, channels, pixels, NormChecks.groups("group norm", groups), eps, x, xOffset,
        gamma, gammaOffset, beta, betaOffset, y, yOffset, stored, storedOffset, workers);
  }

  /**
   * {@code forward} of views, whose rows are samples and lie one after the other.
   *
   * @param channels      channels, which divide the columns of X evenly
   * @param groups        groups, which divide the channels evenly
   * @param eps           ε, not negative
   * @param x             X, batch × channels·pixels
   * @param gamma         γ, one row; null: none
   * @param beta          β, one row; null: none
   * @param y             takes Y, of the shape of X
   * @param stored        takes 2 rows of batch·groups numbers: means, r; null: not wanted
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void forward(int channels, int groups,
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix beta, Matrix y, Matrix stored, Workers workers) {
    ChannelNorm.forward("group norm", channels, NormChecks.groups("group norm", groups), eps, x, gamma, beta, y, stored,
        workers);
  }

  /**
   * Gradients from dY; those that are null are not wanted.
   *
   * @param batch         samples
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
   * @param groups        groups, which divide the channels evenly
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param gamma         γ, as forward
   * @param gammaOffset   index of its first element
   * @param stored        what forward kept
   * @param storedOffset  index of its first element
   * @param dy            array of dY
   * @param dyOffset      index of its first element
   * @param dx            array of dX, or null
   * @param dxOffset      index of its first element
   * @param dgamma        takes the gradient of γ, or null
   * @param dgammaOffset  index of its first element
   * @param dbeta         takes the gradient of β, or null
   * @param dbetaOffset   index of its first element
   * @param accumulate    whether gradients of parameters are added to what is there
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int batch, int channels, int pixels, int groups, double[] x, long xOffset, double[] gamma,
      long gammaOffset, double[] stored, long storedOffset, double[] dy, long dyOffset, double[] dx, long dxOffset,
      double[] dgamma, long dgammaOffset, double[] dbeta, long dbetaOffset, boolean accumulate, Workers workers) {
    ChannelNorm.backward("group norm gradient", batch, channels, pixels, NormChecks.groups("group norm gradient",
        groups), x, xOffset, gamma, gammaOffset, stored, storedOffset, dy, dyOffset, dx, dxOffset, dgamma, dgammaOffset,
        dbeta, dbetaOffset, accumulate, workers);
  }

  /**
   * {@code backward} of views, whose rows are samples and lie one after the other.
   *
   * @param channels      channels, which divide the columns of X evenly
   * @param groups        groups, which divide the channels evenly
   * @param x             X, batch × channels·pixels
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
  public static void backward(int channels, int groups, Matrix x, Matrix gamma, Matrix stored, Matrix dy, Matrix dx,
      Matrix dgamma, Matrix dbeta, boolean accumulate, Workers workers) {
    ChannelNorm.backward("group norm gradient", channels, NormChecks.groups("group norm gradient", groups), x, gamma,
        stored, dy, dx, dgamma, dbeta, accumulate, workers);
  }

  /**
   * The perturbation of Y that one of X makes, to first order.
   *
   * @param batch         samples
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
   * @param groups        groups, which divide the channels evenly
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param gamma         γ, as forward
   * @param gammaOffset   index of its first element
   * @param stored        what forward kept
   * @param storedOffset  index of its first element
   * @param dx            array of the perturbation of X
   * @param dxOffset      index of its first element
   * @param dy            array of that of Y
   * @param dyOffset      index of its first element
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(int batch, int channels, int pixels, int groups, double[] x, long xOffset, double[] gamma,
      long gammaOffset, double[] stored, long storedOffset, double[] dx, long dxOffset, double[] dy, long dyOffset,
      Workers workers) {
    ChannelNorm.tangent("group norm tangent", batch, channels, pixels, NormChecks.groups("group norm tangent", groups),
        x, xOffset, gamma, gammaOffset, stored, storedOffset, dx, dxOffset, dy, dyOffset, workers);
  }

  /**
   * {@code tangent} of views, whose rows are samples and lie one after the other.
   *
   * @param channels      channels, which divide the columns of X evenly
   * @param groups        groups, which divide the channels evenly
   * @param x             X, batch × channels·pixels
   * @param gamma         γ, as forward
   * @param stored        what forward kept
   * @param dx            the perturbation of X, of its shape
   * @param dy            takes that of Y, of its shape
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void tangent(int channels, int groups, Matrix x, Matrix gamma, Matrix stored, Matrix dx, Matrix dy,
      Workers workers) {
    ChannelNorm.tangent("group norm tangent", channels, NormChecks.groups("group norm tangent", groups), x, gamma,
        stored, dx, dy, workers);
  }
}
