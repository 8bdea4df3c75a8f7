// Master of FloatReduceSimd: the float version is generated from this file.
package org.isobit.kernels.reduce;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link Reduce}: sums and products; norms are {@link NormSimd}'s.
 *
 * <p>A chunk is passed over in groups of four vectors of partial sums: once at 512 bits, twice at 256 and four times at
 * 128. A group is one or more whole cache lines, so no line is read twice, and four accumulators fit every register
 * file. Rows that are not full go through the partials in memory.
 */
public final class ReduceSimd extends ReduceReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  ReduceSimd() {}

  /** The tree over the partials: whole vectors down to one, then single numbers. */
  static double tree(double[] p) {
    return tree(p, 0);
  }

  /** {@link #tree(double[])} of partials that begin at some index, where the result stands afterwards. */
  static double tree(double[] p, int at) {
    int h = PARTIALS / 2;
    for (; h >= V; h /= 2) {
      for (int l = at; l < at + h; l += V) {
        DoubleVector.fromArray(S, p, l).add(DoubleVector.fromArray(S, p, l + h)).intoArray(p, l);
      }
    }
    for (; h > 0; h /= 2) {
      for (int l = at; l < at + h; l++) {
        p[l] += p[l + h];
      }
    }
    return p[at];
  }

  @Override
  public double sum(int n, double[] x, int xo, int inc) {
    return inc == 1 ? sum(n, x, xo, n >= Ahead.FAR) : super.sum(n, x, xo, inc);
  }

  private static double sum(int n, double[] x, int xo, boolean far) {
    if (n > CHUNK) {
      int left = left(n);
      return sum(left, x, xo, far) + sum(n - left, x, xo + left, far);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    long ahead = 0;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        if (far) {
          ahead |= Ahead.row(x, k);
        }
        a0 = TYPE.cast(a0).add(DoubleVector.fromArray(S, x, k));
        a1 = TYPE.cast(a1).add(DoubleVector.fromArray(S, x, k + V));
        a2 = TYPE.cast(a2).add(DoubleVector.fromArray(S, x, k + 2 * V));
        a3 = TYPE.cast(a3).add(DoubleVector.fromArray(S, x, k + 3 * V));
      }
      TYPE.cast(a0).intoArray(p, g);
      TYPE.cast(a1).intoArray(p, g + V);
      TYPE.cast(a2).intoArray(p, g + 2 * V);
      TYPE.cast(a3).intoArray(p, g + 3 * V);
    }
    p[PARTIALS] = ahead;
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector.fromArray(S, p, l).add(DoubleVector.fromArray(S, x, xo + full + l)).intoArray(p, l);
    }
    for (; full + l < n; l++) {
      p[l] += x[xo + full + l];
    }
    return tree(p);
  }

  @Override
  public double dot(int n, double[] x, int xo, int incx, double[] y, int yo, int incy) {
    return incx == 1 && incy == 1 ? dot(n, x, xo, y, yo, n >= Ahead.FAR) : super.dot(n, x, xo, incx, y, yo, incy);
  }

  private static double dot(int n, double[] x, int xo, double[] y, int yo, boolean far) {
    if (n > CHUNK) {
      int left = left(n);
      return dot(left, x, xo, y, yo, far) + dot(n - left, x, xo + left, y, yo + left, far);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    long ahead = 0;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        int j = yo + i;
        if (far) {
          ahead |= Ahead.row(x, k) | Ahead.row(y, j);
        }
        DoubleVector x0 = DoubleVector.fromArray(S, x, k); // each array in one go: so memory keeps its full rate
        DoubleVector x1 = DoubleVector.fromArray(S, x, k + V);
        DoubleVector x2 = DoubleVector.fromArray(S, x, k + 2 * V);
        DoubleVector x3 = DoubleVector.fromArray(S, x, k + 3 * V);
        a0 = x0.fma(DoubleVector.fromArray(S, y, j), a0);
        a1 = x1.fma(DoubleVector.fromArray(S, y, j + V), a1);
        a2 = x2.fma(DoubleVector.fromArray(S, y, j + 2 * V), a2);
        a3 = x3.fma(DoubleVector.fromArray(S, y, j + 3 * V), a3);
      }
      TYPE.cast(a0).intoArray(p, g);
      TYPE.cast(a1).intoArray(p, g + V);
      TYPE.cast(a2).intoArray(p, g + 2 * V);
      TYPE.cast(a3).intoArray(p, g + 3 * V);
    }
    p[PARTIALS] = ahead;
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector.fromArray(S, x, xo + full + l)
          .fma(DoubleVector.fromArray(S, y, yo + full + l), DoubleVector.fromArray(S, p, l)).intoArray(p, l);
    }
    for (; full + l < n; l++) {
      p[l] = Math.fma(x[xo + full + l], y[yo + full + l], p[l]);
    }
    return tree(p);
  }

  @Override
  public double weightedDot(int n, double[] w, int wo, double[] x, int xo, double[] y, int yo) {
    return weightedDot(n, w, wo, x, xo, y, yo, n >= Ahead.FAR);
  }

  private static double weightedDot(int n, double[] w, int wo, double[] x, int xo, double[] y, int yo, boolean far) {
    if (n > CHUNK) {
      int left = left(n);
      return weightedDot(left, w, wo, x, xo, y, yo, far)
          + weightedDot(n - left, w, wo + left, x, xo + left, y, yo + left, far);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    long ahead = 0;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int h = wo + i;
        int k = xo + i;
        int j = yo + i;
        if (far) {
          ahead |= Ahead.row(w, h) | Ahead.row(x, k) | Ahead.row(y, j);
        }
        DoubleVector w0 = DoubleVector.fromArray(S, w, h);
        DoubleVector w1 = DoubleVector.fromArray(S, w, h + V);
        DoubleVector w2 = DoubleVector.fromArray(S, w, h + 2 * V);
        DoubleVector w3 = DoubleVector.fromArray(S, w, h + 3 * V);
        DoubleVector v0 = w0.mul(DoubleVector.fromArray(S, x, k));
        DoubleVector v1 = w1.mul(DoubleVector.fromArray(S, x, k + V));
        DoubleVector v2 = w2.mul(DoubleVector.fromArray(S, x, k + 2 * V));
        DoubleVector v3 = w3.mul(DoubleVector.fromArray(S, x, k + 3 * V));
        a0 = v0.fma(DoubleVector.fromArray(S, y, j), a0);
        a1 = v1.fma(DoubleVector.fromArray(S, y, j + V), a1);
        a2 = v2.fma(DoubleVector.fromArray(S, y, j + 2 * V), a2);
        a3 = v3.fma(DoubleVector.fromArray(S, y, j + 3 * V), a3);
      }
      TYPE.cast(a0).intoArray(p, g);
      TYPE.cast(a1).intoArray(p, g + V);
      TYPE.cast(a2).intoArray(p, g + 2 * V);
      TYPE.cast(a3).intoArray(p, g + 3 * V);
    }
    p[PARTIALS] = ahead;
    for (int l = 0; full + l < n; l++) {
      p[l] = Math.fma(w[wo + full + l] * x[xo + full + l], y[yo + full + l], p[l]);
    }
    return tree(p);
  }

  @Override
  public double squaredDeviations(int n, double[] x, int xo, double mean) {
    return squaredDeviations(n, x, xo, mean, n >= Ahead.FAR);
  }

  private static double squaredDeviations(int n, double[] x, int xo, double mean, boolean far) {
    if (n > CHUNK) {
      int left = left(n);
      return squaredDeviations(left, x, xo, mean, far) + squaredDeviations(n - left, x, xo + left, mean, far);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    long ahead = 0;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        if (far) {
          ahead |= Ahead.row(x, k);
        }
        DoubleVector d0 = DoubleVector.fromArray(S, x, k).sub(mean);
        DoubleVector d1 = DoubleVector.fromArray(S, x, k + V).sub(mean);
        DoubleVector d2 = DoubleVector.fromArray(S, x, k + 2 * V).sub(mean);
        DoubleVector d3 = DoubleVector.fromArray(S, x, k + 3 * V).sub(mean);
        a0 = d0.fma(d0, a0);
        a1 = d1.fma(d1, a1);
        a2 = d2.fma(d2, a2);
        a3 = d3.fma(d3, a3);
      }
      TYPE.cast(a0).intoArray(p, g);
      TYPE.cast(a1).intoArray(p, g + V);
      TYPE.cast(a2).intoArray(p, g + 2 * V);
      TYPE.cast(a3).intoArray(p, g + 3 * V);
    }
    p[PARTIALS] = ahead;
    for (int l = 0; full + l < n; l++) {
      double d = x[xo + full + l] - mean;
      p[l] = Math.fma(d, d, p[l]);
    }
    return tree(p);
  }

  @Override
  public double norm1(int n, double[] x, int xo) {
    return NormSimd.norm1(n, x, xo);
  }

  @Override
  public double maxAbs(int n, double[] x, int xo) {
    return NormSimd.maxAbs(n, x, xo);
  }

  @Override
  public double norm2(int n, double[] x, int xo) {
    return NormSimd.norm2(n, x, xo);
  }

  @Override
  double plainSquares(int n, double[] x, int xo) {
    return NormSimd.plainSquares(n, x, xo);
  }

  @Override
  public double scaledSquares(int n, double[] x, int xo, double s) {
    return NormSimd.scaledSquares(n, x, xo, s);
  }
}
