// Master of FloatNormLoopsSimd: the float version is generated from this file.
package org.isobit.kernels.normalization;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Loops over contiguous elements with one mean and one r. γ is a vector, or one number: then 1 stands for none and −0
 * for a β that there is not, because z·1 is z and fma(h, γ, −0) is h·γ, signs of zeros included. Thread-safe.
 */
final class NormLoopsSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private NormLoopsSimd() {}

  /** y = fma((x − mean)·r, γ, β). */
  static void forward(int n, double[] x, int xo, double mean, double r, double[] gamma, int go, double[] beta, int bo,
      double[] y, int yo) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r)
          .fma(DoubleVector.fromArray(S, gamma, go + j), DoubleVector.fromArray(S, beta, bo + j)).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = Math.fma((x[xo + j] - mean) * r, gamma[go + j], beta[bo + j]);
    }
  }

  /** y = ((x − mean)·r)·γ. */
  static void forward(int n, double[] x, int xo, double mean, double r, double[] gamma, int go, double[] y, int yo) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).mul(DoubleVector.fromArray(S, gamma, go + j))
          .intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = ((x[xo + j] - mean) * r) * gamma[go + j];
    }
  }

  /** y = fma((x − mean)·r, γ, β) of single numbers. */
  static void forward(int n, double[] x, int xo, double mean, double r, double gamma, double beta, double[] y, int yo) {
    DoubleVector g = DoubleVector.broadcast(S, gamma);
    DoubleVector b = DoubleVector.broadcast(S, beta);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).fma(g, b).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = Math.fma((x[xo + j] - mean) * r, gamma, beta);
    }
  }

  /** g = dy·γ and h = (x − mean)·r, both into t. */
  static void terms(int n, double[] x, int xo, double mean, double r, double[] gamma, int go, double[] dy, int dyo,
      double[] t, int g, int h) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, dy, dyo + j).mul(DoubleVector.fromArray(S, gamma, go + j)).intoArray(t, g + j);
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).intoArray(t, h + j);
    }
    for (; j < n; j++) {
      t[g + j] = dy[dyo + j] * gamma[go + j];
      t[h + j] = (x[xo + j] - mean) * r;
    }
  }

  /** g = dy·γ of a single γ and h = (x − mean)·r, both into t. */
  static void terms(int n, double[] x, int xo, double mean, double r, double gamma, double[] dy, int dyo, double[] t,
      int g, int h) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, dy, dyo + j).mul(gamma).intoArray(t, g + j);
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).intoArray(t, h + j);
    }
    for (; j < n; j++) {
      t[g + j] = dy[dyo + j] * gamma;
      t[h + j] = (x[xo + j] - mean) * r;
    }
  }

  /** dx = fma(−h, b, dy·γ − a)·r. */
  static void backward(int n, double[] x, int xo, double mean, double r, double[] gamma, int go, double a, double b,
      double[] dy, int dyo, double[] dx, int dxo) {
    DoubleVector slope = DoubleVector.broadcast(S, b);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector g = DoubleVector.fromArray(S, dy, dyo + j).mul(DoubleVector.fromArray(S, gamma, go + j));
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).neg().fma(slope, g.sub(a)).mul(r).intoArray(dx, dxo + j);
    }
    for (; j < n; j++) {
      dx[dxo + j] = Math.fma(-((x[xo + j] - mean) * r), b, dy[dyo + j] * gamma[go + j] - a) * r;
    }
  }

  /** dx = fma(−h, b, dy·γ − a)·r of a single γ. */
  static void backward(int n, double[] x, int xo, double mean, double r, double gamma, double a, double b, double[] dy,
      int dyo, double[] dx, int dxo) {
    DoubleVector slope = DoubleVector.broadcast(S, b);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector g = DoubleVector.fromArray(S, dy, dyo + j).mul(gamma);
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).neg().fma(slope, g.sub(a)).mul(r).intoArray(dx, dxo + j);
    }
    for (; j < n; j++) {
      dx[dxo + j] = Math.fma(-((x[xo + j] - mean) * r), b, dy[dyo + j] * gamma - a) * r;
    }
  }

  /** d = dx − dm and h = (x − mean)·r, both into t. */
  static void deviations(int n, double[] x, int xo, double mean, double r, double dm, double[] dx, int dxo, double[] t,
      int d, int h) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, dx, dxo + j).sub(dm).intoArray(t, d + j);
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).intoArray(t, h + j);
    }
    for (; j < n; j++) {
      t[d + j] = dx[dxo + j] - dm;
      t[h + j] = (x[xo + j] - mean) * r;
    }
  }

  /** dy = (fma(−h, c, dx − dm)·r)·γ. */
  static void tangent(int n, double[] x, int xo, double mean, double r, double[] gamma, int go, double dm, double c,
      double[] dx, int dxo, double[] dy, int dyo) {
    DoubleVector slope = DoubleVector.broadcast(S, c);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector d = DoubleVector.fromArray(S, dx, dxo + j).sub(dm);
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).neg().fma(slope, d).mul(r)
          .mul(DoubleVector.fromArray(S, gamma, go + j)).intoArray(dy, dyo + j);
    }
    for (; j < n; j++) {
      dy[dyo + j] = (Math.fma(-((x[xo + j] - mean) * r), c, dx[dxo + j] - dm) * r) * gamma[go + j];
    }
  }

  /** dy = (fma(−h, c, dx − dm)·r)·γ of a single γ. */
  static void tangent(int n, double[] x, int xo, double mean, double r, double gamma, double dm, double c, double[] dx,
      int dxo, double[] dy, int dyo) {
    DoubleVector slope = DoubleVector.broadcast(S, c);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector d = DoubleVector.fromArray(S, dx, dxo + j).sub(dm);
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).neg().fma(slope, d).mul(r).mul(gamma)
          .intoArray(dy, dyo + j);
    }
    for (; j < n; j++) {
      dy[dyo + j] = (Math.fma(-((x[xo + j] - mean) * r), c, dx[dxo + j] - dm) * r) * gamma;
    }
  }

  /** y = fma(x, a, b) of single numbers. */
  static void scaled(int n, double[] x, int xo, double a, double b, double[] y, int yo) {
    DoubleVector factor = DoubleVector.broadcast(S, a);
    DoubleVector shift = DoubleVector.broadcast(S, b);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).fma(factor, shift).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = Math.fma(x[xo + j], a, b);
    }
  }

  /** y = fma(x, a, b) of vectors a and b. */
  static void scaled(int n, double[] x, int xo, double[] a, double[] b, double[] y, int yo) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).fma(DoubleVector.fromArray(S, a, j), DoubleVector.fromArray(S, b, j))
          .intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = Math.fma(x[xo + j], a[j], b[j]);
    }
  }

  /** h = (x − mean)·r, into t. */
  static void deviations(int n, double[] x, int xo, double mean, double r, double[] t, int h) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(r).intoArray(t, h + j);
    }
    for (; j < n; j++) {
      t[h + j] = (x[xo + j] - mean) * r;
    }
  }

  /** s ← fma(rate, x ÷ divisor − s, s); a division by 1 changes nothing. */
  static void running(int n, double divisor, double rate, double[] x, int xo, double[] s, int so) {
    DoubleVector share = DoubleVector.broadcast(S, rate);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector old = DoubleVector.fromArray(S, s, so + j);
      share.fma(DoubleVector.fromArray(S, x, xo + j).div(divisor).sub(old), old).intoArray(s, so + j);
    }
    for (; j < n; j++) {
      s[so + j] = Math.fma(rate, x[xo + j] / divisor - s[so + j], s[so + j]);
    }
  }
}
