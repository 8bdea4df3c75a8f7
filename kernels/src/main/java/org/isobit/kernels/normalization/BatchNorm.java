// Master of FloatBatchNorm: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;

/**
 * Batch norm of batch × channels × pixels numbers (Ioffe and Szegedy 2015, arXiv:1502.03167) by the statistics of the
 * batch, forward, backward and its tangent, and by running statistics; class EXACT.
 *
 * <p>A vector x is a channel: of each sample its pixels, n = batch·pixels numbers in this order. With sum,
 * squaredDeviations and dot those of {@link org.isobit.kernels.reduce.Reduce}, and c the channel; a pair of parentheses
 * is one rounding, fma is one; ε and the rate are rounded to the type of the elements:
 * <pre>
 * mean = sum(x) ÷ n;  q = squaredDeviations(x; mean);  r = 1 ÷ √(q ÷ n + ε);  h_i = (x_i − mean)·r
 * forward:   y_i = fma(h_i, γ_c, β_c);  without β h_i·γ_c;  without γ and β h_i
 * backward:  g_i = dy_i·γ_c (without γ dy_i);  a = sum(g) ÷ n;  b = dot(g, h) ÷ n;  dx_i = fma(−h_i, b, g_i − a)·r
 *            dγ_c: s = fma(dy_i, h_i, s), dβ_c: s = s + dy_i, over samples and of each its pixels ascending, from +0 or
 *            from what is there
 * tangent:   m = sum(dx) ÷ n;  d_i = dx_i − m;  c' = dot(h, d) ÷ n;  dy_i = (fma(−h_i, c', d_i)·r)·γ_c
 * running:   m = fma(rate, mean − m, m);  v = fma(rate, q ÷ n − v, v), or with n − 1 in place of n
 * inference: f = γ_c·(1 ÷ √(v + ε)), without γ 1 ÷ √(v + ε);  s = fma(−m, f, β_c), without β (−m)·f;
 *            y_i = fma(x_i, f, s)
 * </pre>
 * Backward and tangent take mean and r as forward has kept them; γ and β are fixed in the tangent. A vector with NaN or
 * an infinity gives NaN.
 *
 * <p>The rate of running statistics is what PyTorch calls momentum, and 1 less Keras' momentum. PyTorch's running
 * variance is that with n − 1, Keras' the one with n. In inference, the derivative of Y is the factor f: tangent and
 * gradient are an inference with a mean of 0 and no β.
 *
 * <p>Arrays are contiguous; an output shares no element with an input or another output.
 * {@link IllegalArgumentException} otherwise, for a negative or infinite ε and for what does not fit, before anything
 * is written. Threads share channels, or samples. Thread-safe; nothing is allocated in the steady state.
 */
public final class BatchNorm {

  private BatchNorm() {}

  /**
   * Y of X.
   *
   * @param batch         samples, at least 1
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
   * @param eps           ε, not negative
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param gamma         γ, one number a channel; null: none, and then no β
   * @param gammaOffset   index of its first element
   * @param beta          β, one number a channel; null: none
   * @param betaOffset    index of its first element
   * @param y             array of Y
   * @param yOffset       index of its first element
   * @param stored        takes the means of all channels, their r, their sums of squared deviations, or null
   * @param storedOffset  index of its first element
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int batch, int channels, int pixels,
      double eps, // float: unchanged
      double[] x, long xOffset, double[] gamma, long gammaOffset, double[] beta, long betaOffset, double[] y,
      long yOffset, double[] stored, long storedOffset, Workers workers) {
    ChannelNorm.forward("batch norm", batch, channels, pixels, 0, eps, x, xOffset, gamma, gammaOffset, beta,
        betaOffset, y, yOffset, stored, storedOffset, workers);
  }

  /**
   * {@code forward} of views, whose rows are samples and lie one after the other.
   *
   * @param channels      channels, which divide the columns of X evenly
   * @param eps           ε, not negative
   * @param x             X, batch × channels·pixels
   * @param gamma         γ, one row; null: none
   * @param beta          β, one row; null: none
   * @param y             takes Y, of the shape of X
   * @param stored        takes 3 rows of one number a channel: means, r, sums of squared deviations; null: not wanted
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void forward(int channels,
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix beta, Matrix y, Matrix stored, Workers workers) {
    ChannelNorm.forward("batch norm", channels, 0, eps, x, gamma, beta, y, stored, workers);
  }

  /**
   * Gradients from dY; those that are null are not wanted.
   *
   * @param batch         samples, at least 1
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
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
  public static void backward(int batch, int channels, int pixels, double[] x, long xOffset, double[] gamma,
      long gammaOffset, double[] stored, long storedOffset, double[] dy, long dyOffset, double[] dx, long dxOffset,
      double[] dgamma, long dgammaOffset, double[] dbeta, long dbetaOffset, boolean accumulate, Workers workers) {
    ChannelNorm.backward("batch norm gradient", batch, channels, pixels, 0, x, xOffset, gamma, gammaOffset, stored,
        storedOffset, dy, dyOffset, dx, dxOffset, dgamma, dgammaOffset, dbeta, dbetaOffset, accumulate, workers);
  }

  /**
   * {@code backward} of views, whose rows are samples and lie one after the other.
   *
   * @param channels      channels, which divide the columns of X evenly
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
  public static void backward(int channels, Matrix x, Matrix gamma, Matrix stored, Matrix dy, Matrix dx,
      Matrix dgamma, Matrix dbeta, boolean accumulate, Workers workers) {
    ChannelNorm.backward("batch norm gradient", channels, 0, x, gamma, stored, dy, dx, dgamma, dbeta, accumulate,
        workers);
  }

  /**
   * The perturbation of Y that one of X makes, to first order.
   *
   * @param batch         samples, at least 1
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
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
  public static void tangent(int batch, int channels, int pixels, double[] x, long xOffset, double[] gamma,
      long gammaOffset, double[] stored, long storedOffset, double[] dx, long dxOffset, double[] dy, long dyOffset,
      Workers workers) {
    ChannelNorm.tangent("batch norm tangent", batch, channels, pixels, 0, x, xOffset, gamma, gammaOffset, stored,
        storedOffset, dx, dxOffset, dy, dyOffset, workers);
  }

  /**
   * {@code tangent} of views, whose rows are samples and lie one after the other.
   *
   * @param channels      channels, which divide the columns of X evenly
   * @param x             X, batch × channels·pixels
   * @param gamma         γ, as forward
   * @param stored        what forward kept
   * @param dx            the perturbation of X, of its shape
   * @param dy            takes that of Y, of its shape
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void tangent(int channels, Matrix x, Matrix gamma, Matrix stored, Matrix dx, Matrix dy,
      Workers workers) {
    ChannelNorm.tangent("batch norm tangent", channels, 0, x, gamma, stored, dx, dy, workers);
  }

  /**
   * Running statistics after a batch.
   *
   * @param channels      channels
   * @param n             elements of a channel, batch times pixels
   * @param unbiased      whether the variance is that with n − 1, and then n at least 2
   * @param rate          share of the batch, from 0 to 1
   * @param stored        what forward kept
   * @param storedOffset  index of its first element
   * @param running       running means of all channels, then variances
   * @param runningOffset index of its first element
   * @throws IllegalArgumentException as the class describes, and for a rate that is none
   */
  public static void running(int channels, int n, boolean unbiased,
      double rate, // float: unchanged
      double[] stored, long storedOffset, double[] running, long runningOffset) {
    ChannelNorm.running("batch norm running", channels, n, unbiased, rate, stored, storedOffset, running,
        runningOffset);
  }

  /**
   * Y of X by running statistics.
   *
   * @param batch         samples
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
   * @param eps           ε, not negative
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param gamma         γ, one number a channel; null: none, and then no β
   * @param gammaOffset   index of its first element
   * @param beta          β, one number a channel; null: none
   * @param betaOffset    index of its first element
   * @param running       running means of all channels, then variances
   * @param runningOffset index of its first element
   * @param y             array of Y
   * @param yOffset       index of its first element
   * @param workers       the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void inference(int batch, int channels, int pixels,
      double eps, // float: unchanged
      double[] x, long xOffset, double[] gamma, long gammaOffset, double[] beta, long betaOffset, double[] running,
      long runningOffset, double[] y, long yOffset, Workers workers) {
    ChannelNorm.inference("batch norm inference", batch, channels, pixels, eps, x, xOffset, gamma, gammaOffset, beta,
        betaOffset, running, runningOffset, y, yOffset, workers);
  }

  /**
   * {@code inference} of views, whose rows are samples and lie one after the other.
   *
   * @param channels      channels, which divide the columns of X evenly
   * @param eps           ε, not negative
   * @param x             X, batch × channels·pixels
   * @param gamma         γ, one row; null: none
   * @param beta          β, one row; null: none
   * @param running       running means, and in a second row variances
   * @param y             takes Y, of the shape of X
   * @param workers       the threads
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static void inference(int channels,
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix beta, Matrix running, Matrix y, Workers workers) {
    ChannelNorm.inference("batch norm inference", channels, eps, x, gamma, beta, running, y, workers);
  }
}
