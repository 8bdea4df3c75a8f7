// Master of FloatChannelNormReference: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Scalar {@link GroupNorm} and {@link BatchNorm}: defines the bits. {@code stored} holds the means of all vectors, then
 * their r, then, without groups, their sums of squared deviations. Thread-safe.
 */
public sealed class ChannelNormReference permits ChannelNormSimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  ChannelNormReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ChannelNormReference of(Backend backend) {
    return backend.isSimd() ? new ChannelNormSimd() : new ChannelNormReference();
  }

  /** Index of element i of a vector. */
  private static int at(ChannelVectors v, int vector, int i) {
    return v.start(vector) + i / v.pixels() * v.stride() + i % v.pixels();
  }

  /**
   * {@link GroupNorm#forward} and {@link BatchNorm#forward} of some vectors.
   *
   * @param v      the vectors
   * @param from   the first one
   * @param to     the one after the last
   * @param eps    ε
   * @param x      array of X
   * @param xo     its offset
   * @param gamma  γ, or null
   * @param go     its offset
   * @param beta   β, or null
   * @param bo     its offset
   * @param y      array of Y
   * @param yo     its offset
   * @param stored takes means, r and sums, or null
   * @param so     its offset
   */
  public void forward(ChannelVectors v, int from, int to, double eps, double[] x, int xo, double[] gamma, int go,
      double[] beta, int bo, double[] y, int yo, double[] stored, int so) {
    int n = v.length();
    double[] a = NormScratch.mine().first(n);
    for (int u = from; u < to; u++) {
      for (int i = 0; i < n; i++) {
        a[i] = x[xo + at(v, u, i)];
      }
      double mean = REDUCE.sum(n, a, 0, 1) / n;
      double q = REDUCE.squaredDeviations(n, a, 0, mean);
      double r = 1.0 / Math.sqrt(q / n + eps);
      for (int i = 0; i < n; i++) {
        int c = v.channel(u, i / v.pixels());
        y[yo + at(v, u, i)] = RowNormReference.affine((a[i] - mean) * r, gamma, go + c, beta, bo + c);
      }
      if (stored != null) {
        stored[so + u] = mean;
        stored[so + v.count() + u] = r;
        if (v.groups() == 0) {
          stored[so + 2 * v.count() + u] = q;
        }
      }
    }
  }

  /**
   * dX of {@link GroupNorm#backward} and {@link BatchNorm#backward} of some vectors.
   *
   * @param v      the vectors
   * @param from   the first one
   * @param to     the one after the last
   * @param x      array of X
   * @param xo     its offset
   * @param gamma  γ, or null
   * @param go     its offset
   * @param stored means and r
   * @param so     its offset
   * @param dy     array of dY
   * @param dyo    its offset
   * @param dx     array of dX
   * @param dxo    its offset
   */
  public void backward(ChannelVectors v, int from, int to, double[] x, int xo, double[] gamma, int go, double[] stored,
      int so, double[] dy, int dyo, double[] dx, int dxo) {
    int n = v.length();
    double[] g = NormScratch.mine().first(n);
    double[] h = NormScratch.mine().last(n);
    for (int u = from; u < to; u++) {
      double mean = stored[so + u];
      double r = stored[so + v.count() + u];
      for (int i = 0; i < n; i++) {
        g[i] = RowNormReference.times(dy[dyo + at(v, u, i)], gamma, go + v.channel(u, i / v.pixels()));
        h[i] = (x[xo + at(v, u, i)] - mean) * r;
      }
      double a = REDUCE.sum(n, g, 0, 1) / n;
      double b = REDUCE.dot(n, g, 0, 1, h, 0, 1) / n;
      for (int i = 0; i < n; i++) {
        dx[dxo + at(v, u, i)] = Math.fma(-h[i], b, g[i] - a) * r;
      }
    }
  }

  /**
   * Gradients of γ and β of some channels.
   *
   * @param v          the vectors
   * @param from       the first channel
   * @param to         the one after the last
   * @param x          array of X
   * @param xo         its offset
   * @param stored     means and r
   * @param so         its offset
   * @param dy         array of dY
   * @param dyo        its offset
   * @param dgamma     takes the gradient of γ, or null
   * @param dgo        its offset
   * @param dbeta      takes the gradient of β, or null
   * @param dbo        its offset
   * @param accumulate whether gradients are added to what is there
   */
  public void parameters(ChannelVectors v, int from, int to, double[] x, int xo, double[] stored, int so, double[] dy,
      int dyo, double[] dgamma, int dgo, double[] dbeta, int dbo, boolean accumulate) {
    for (int c = from; c < to; c++) {
      double s = accumulate && dgamma != null ? dgamma[dgo + c] : 0.0;
      double t = accumulate && dbeta != null ? dbeta[dbo + c] : 0.0;
      for (int k = 0; k < v.batch(); k++) {
        double mean = stored[so + v.vector(k, c)];
        double r = stored[so + v.count() + v.vector(k, c)];
        int begin = (k * v.channels() + c) * v.pixels();
        for (int p = begin; p < begin + v.pixels(); p++) {
          s = Math.fma(dy[dyo + p], (x[xo + p] - mean) * r, s);
          t = t + dy[dyo + p];
        }
      }
      if (dgamma != null) {
        dgamma[dgo + c] = s;
      }
      if (dbeta != null) {
        dbeta[dbo + c] = t;
      }
    }
  }

  /**
   * {@link GroupNorm#tangent} and {@link BatchNorm#tangent} of some vectors.
   *
   * @param v      the vectors
   * @param from   the first one
   * @param to     the one after the last
   * @param x      array of X
   * @param xo     its offset
   * @param gamma  γ, or null
   * @param go     its offset
   * @param stored means and r
   * @param so     its offset
   * @param dx     array of the perturbation of X
   * @param dxo    its offset
   * @param dy     array of that of Y
   * @param dyo    its offset
   */
  public void tangent(ChannelVectors v, int from, int to, double[] x, int xo, double[] gamma, int go, double[] stored,
      int so, double[] dx, int dxo, double[] dy, int dyo) {
    int n = v.length();
    double[] d = NormScratch.mine().first(n);
    double[] h = NormScratch.mine().last(n);
    for (int u = from; u < to; u++) {
      double mean = stored[so + u];
      double r = stored[so + v.count() + u];
      for (int i = 0; i < n; i++) {
        d[i] = dx[dxo + at(v, u, i)];
        h[i] = (x[xo + at(v, u, i)] - mean) * r;
      }
      double dm = REDUCE.sum(n, d, 0, 1) / n;
      for (int i = 0; i < n; i++) {
        d[i] = d[i] - dm;
      }
      double c = REDUCE.dot(n, h, 0, 1, d, 0, 1) / n;
      for (int i = 0; i < n; i++) {
        dy[dyo + at(v, u, i)] =
            RowNormReference.times(Math.fma(-h[i], c, d[i]) * r, gamma, go + v.channel(u, i / v.pixels()));
      }
    }
  }

  /**
   * {@link BatchNorm#inference} of some samples.
   *
   * @param v       the vectors, without groups
   * @param from    the first sample
   * @param to      the one after the last
   * @param eps     ε
   * @param x       array of X
   * @param xo      its offset
   * @param gamma   γ, or null
   * @param go      its offset
   * @param beta    β, or null
   * @param bo      its offset
   * @param running running means, then variances
   * @param ro      its offset
   * @param y       array of Y
   * @param yo      its offset
   */
  public void inference(ChannelVectors v, int from, int to, double eps, double[] x, int xo, double[] gamma, int go,
      double[] beta, int bo, double[] running, int ro, double[] y, int yo) {
    for (int k = from; k < to; k++) {
      for (int c = 0; c < v.channels(); c++) {
        double a = factor(running[ro + v.channels() + c], eps, gamma, go + c);
        double b = shift(running[ro + c], a, beta, bo + c);
        int begin = (k * v.channels() + c) * v.pixels();
        for (int p = begin; p < begin + v.pixels(); p++) {
          y[yo + p] = Math.fma(x[xo + p], a, b);
        }
      }
    }
  }

  /** γ·(1 ÷ √(v + ε)), or 1 ÷ √(v + ε). */
  static double factor(double variance, double eps, double[] gamma, int go) {
    double r = 1.0 / Math.sqrt(variance + eps);
    return gamma == null ? r : gamma[go] * r;
  }

  /** fma(−mean, a, β), or (−mean)·a. */
  static double shift(double mean, double a, double[] beta, int bo) {
    return beta == null ? -mean * a : Math.fma(-mean, a, beta[bo]);
  }

  /**
   * {@link BatchNorm#running}.
   *
   * @param channels channels
   * @param divisor  what sums are divided by
   * @param rate     share of the new statistics
   * @param stored   means, r and sums of squared deviations
   * @param so       its offset
   * @param running  running means, then variances
   * @param ro       its offset
   */
  public void running(int channels, int divisor, double rate, double[] stored, int so, double[] running, int ro) {
    for (int c = 0; c < channels; c++) {
      double m = running[ro + c];
      double v = running[ro + channels + c];
      running[ro + c] = Math.fma(rate, stored[so + c] - m, m);
      running[ro + channels + c] = Math.fma(rate, stored[so + 2 * channels + c] / divisor - v, v);
    }
  }
}
