// Master of FloatReduceSimd: the float version is generated from this file.
package org.isobit.kernels.reduce;

import static org.isobit.kernels.reduce.ReduceReference.CHUNK; // float: import static org.isobit.kernels.reduce.FloatReduceReference.CHUNK;
import static org.isobit.kernels.reduce.ReduceReference.PARTIALS; // float: import static org.isobit.kernels.reduce.FloatReduceReference.PARTIALS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link Reduce}.
 *
 * <p>A chunk is passed over in groups of four vectors of partial sums: once at 512 bits, twice at 256 and four times at
 * 128. A group is one or more whole cache lines, so no line is read twice, and four accumulators fit every register
 * file. Rows that are not full go through the partials in memory.
 */
public final class ReduceSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Magnitudes whose squares and scaled squares all stay normal, so that scaling by a power of two is exact. */
  private static final double SAFE_LOW = 0x1p-250; // float: private static final float SAFE_LOW = 0x1p-30f;
  private static final double SAFE_HIGH = 0x1p250; // float: private static final float SAFE_HIGH = 0x1p30f;

  private ReduceSimd() {}

  private static double tree(double[] p) {
    int h = PARTIALS / 2;
    for (; h >= V; h /= 2) {
      for (int l = 0; l < h; l += V) {
        DoubleVector.fromArray(S, p, l).add(DoubleVector.fromArray(S, p, l + h)).intoArray(p, l);
      }
    }
    for (; h > 0; h /= 2) {
      for (int l = 0; l < h; l++) {
        p[l] += p[l + h];
      }
    }
    return p[0];
  }

  /**
   * {@link Reduce#sum(int, double[], long, int)}, stride 1.
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the sum
   */
  public static double sum(int n, double[] x, int xo) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return sum(left, x, xo) + sum(n - left, x, xo + left);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        a0 = a0.add(DoubleVector.fromArray(S, x, k));
        a1 = a1.add(DoubleVector.fromArray(S, x, k + V));
        a2 = a2.add(DoubleVector.fromArray(S, x, k + 2 * V));
        a3 = a3.add(DoubleVector.fromArray(S, x, k + 3 * V));
      }
      a0.intoArray(p, g);
      a1.intoArray(p, g + V);
      a2.intoArray(p, g + 2 * V);
      a3.intoArray(p, g + 3 * V);
    }
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector.fromArray(S, p, l).add(DoubleVector.fromArray(S, x, xo + full + l)).intoArray(p, l);
    }
    for (; full + l < n; l++) {
      p[l] += x[xo + full + l];
    }
    return tree(p);
  }

  /**
   * {@link Reduce#dot(int, double[], long, int, double[], long, int)}, strides 1.
   *
   * @param n  elements
   * @param x  first vector
   * @param xo its offset
   * @param y  second vector
   * @param yo its offset
   * @return the dot product
   */
  public static double dot(int n, double[] x, int xo, double[] y, int yo) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return dot(left, x, xo, y, yo) + dot(n - left, x, xo + left, y, yo + left);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        int j = yo + i;
        a0 = DoubleVector.fromArray(S, x, k).fma(DoubleVector.fromArray(S, y, j), a0);
        a1 = DoubleVector.fromArray(S, x, k + V).fma(DoubleVector.fromArray(S, y, j + V), a1);
        a2 = DoubleVector.fromArray(S, x, k + 2 * V).fma(DoubleVector.fromArray(S, y, j + 2 * V), a2);
        a3 = DoubleVector.fromArray(S, x, k + 3 * V).fma(DoubleVector.fromArray(S, y, j + 3 * V), a3);
      }
      a0.intoArray(p, g);
      a1.intoArray(p, g + V);
      a2.intoArray(p, g + 2 * V);
      a3.intoArray(p, g + 3 * V);
    }
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

  /**
   * {@link Reduce#weightedDot(int, double[], long, double[], long, double[], long)}.
   *
   * @param n  elements
   * @param w  weights
   * @param wo their offset
   * @param x  first vector
   * @param xo its offset
   * @param y  second vector
   * @param yo its offset
   * @return the weighted dot product
   */
  public static double weightedDot(int n, double[] w, int wo, double[] x, int xo, double[] y, int yo) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return weightedDot(left, w, wo, x, xo, y, yo)
          + weightedDot(n - left, w, wo + left, x, xo + left, y, yo + left);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 2 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        a0 = DoubleVector.fromArray(S, w, wo + i).mul(DoubleVector.fromArray(S, x, xo + i))
            .fma(DoubleVector.fromArray(S, y, yo + i), a0);
        a1 = DoubleVector.fromArray(S, w, wo + i + V).mul(DoubleVector.fromArray(S, x, xo + i + V))
            .fma(DoubleVector.fromArray(S, y, yo + i + V), a1);
      }
      a0.intoArray(p, g);
      a1.intoArray(p, g + V);
    }
    for (int l = 0; full + l < n; l++) {
      p[l] = Math.fma(w[wo + full + l] * x[xo + full + l], y[yo + full + l], p[l]);
    }
    return tree(p);
  }

  /**
   * {@link Reduce#norm1(int, double[], long)}.
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the sum of magnitudes
   */
  public static double norm1(int n, double[] x, int xo) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return norm1(left, x, xo) + norm1(n - left, x, xo + left);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        a0 = a0.add(DoubleVector.fromArray(S, x, k).abs());
        a1 = a1.add(DoubleVector.fromArray(S, x, k + V).abs());
        a2 = a2.add(DoubleVector.fromArray(S, x, k + 2 * V).abs());
        a3 = a3.add(DoubleVector.fromArray(S, x, k + 3 * V).abs());
      }
      a0.intoArray(p, g);
      a1.intoArray(p, g + V);
      a2.intoArray(p, g + 2 * V);
      a3.intoArray(p, g + 3 * V);
    }
    int l = 0;
    for (; full + l + V <= n; l += V) {
      DoubleVector.fromArray(S, p, l).add(DoubleVector.fromArray(S, x, xo + full + l).abs()).intoArray(p, l);
    }
    for (; full + l < n; l++) {
      p[l] += Math.abs(x[xo + full + l]);
    }
    return tree(p);
  }

  /**
   * {@link Reduce#maxAbs(int, double[], long)}; the order of a maximum of magnitudes does not show.
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the largest magnitude, or NaN
   */
  public static double maxAbs(int n, double[] x, int xo) {
    double[] p = Partials.scratch();
    DoubleVector m0 = DoubleVector.zero(S);
    DoubleVector m1 = DoubleVector.zero(S);
    int i = xo;
    for (; i <= xo + n - 2 * V; i += 2 * V) {
      DoubleVector a0 = DoubleVector.fromArray(S, x, i).abs();
      DoubleVector a1 = DoubleVector.fromArray(S, x, i + V).abs();
      m0 = m0.blend(a0, a0.compare(VectorOperators.GT, m0).or(a0.compare(VectorOperators.NE, a0)));
      m1 = m1.blend(a1, a1.compare(VectorOperators.GT, m1).or(a1.compare(VectorOperators.NE, a1)));
    }
    m0.intoArray(p, 0);
    m1.intoArray(p, V);
    double m = ReduceReference.maxAbs(2 * V, p, 0);
    double rest = ReduceReference.maxAbs(xo + n - i, x, i);
    return rest > m || rest != rest ? rest : m;
  }

  /**
   * {@link Reduce#norm2(int, double[], long)}.
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the Euclidean norm
   */
  public static double norm2(int n, double[] x, int xo) {
    double plain = plainSquares(n, x, xo);
    if (plain >= 0.0) {
      return Math.sqrt(plain);
    }
    double m = maxAbs(n, x, xo);
    if (!ReduceReference.isScalable(m)) {
      return m;
    }
    return Math.sqrt(scaledSquares(n, x, xo, ReduceReference.downScale(m))) * ReduceReference.upScale(m);
  }

  /**
   * The sum of squares without scaling, in one pass over memory, where that has the bits of the scaled one.
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the sum, or a negative number or NaN if magnitudes are so large, so small or NaN that scaling may matter
   */
  static double plainSquares(int n, double[] x, int xo) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      double a = plainSquares(left, x, xo);
      double b = a >= 0.0 ? plainSquares(n - left, x, xo + left) : -1.0;
      return b >= 0.0 ? a + b : -1.0;
    }
    return isSafe(n, x, xo) ? dot(n, x, xo, x, xo) : -1.0;
  }

  private static boolean isSafe(int n, double[] x, int xo) {
    DoubleVector high = DoubleVector.zero(S);
    DoubleVector low = DoubleVector.broadcast(S, 1.0);
    int i = xo;
    for (; i <= xo + n - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, i).abs();
      high = high.blend(a, a.compare(VectorOperators.GT, high));
      low = low.blend(a, a.compare(VectorOperators.LT, low).and(a.compare(VectorOperators.NE, 0.0)));
    }
    boolean safe = !high.compare(VectorOperators.GT, SAFE_HIGH).anyTrue()
        && !low.compare(VectorOperators.LT, SAFE_LOW).anyTrue();
    for (; i < xo + n; i++) {
      double a = Math.abs(x[i]);
      safe &= a == 0.0 || a >= SAFE_LOW && a <= SAFE_HIGH;
    }
    return safe;
  }

  /**
   * The sum of squares (s·x)².
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @param s  a power of two
   * @return the sum
   */
  static double scaledSquares(int n, double[] x, int xo, double s) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return scaledSquares(left, x, xo, s) + scaledSquares(n - left, x, xo + left, s);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 2 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        DoubleVector d0 = DoubleVector.fromArray(S, x, k).mul(s);
        DoubleVector d1 = DoubleVector.fromArray(S, x, k + V).mul(s);
        a0 = d0.fma(d0, a0);
        a1 = d1.fma(d1, a1);
      }
      a0.intoArray(p, g);
      a1.intoArray(p, g + V);
    }
    for (int l = 0; full + l < n; l++) {
      double d = x[xo + full + l] * s;
      p[l] = Math.fma(d, d, p[l]);
    }
    return tree(p);
  }

  /**
   * {@link Reduce#squaredDeviations(int, double[], long, double)}.
   *
   * @param n    elements
   * @param x    vector
   * @param xo   its offset
   * @param mean what to subtract
   * @return the sum of squares
   */
  public static double squaredDeviations(int n, double[] x, int xo, double mean) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return squaredDeviations(left, x, xo, mean) + squaredDeviations(n - left, x, xo + left, mean);
    }
    double[] p = Partials.scratch();
    int full = n & -PARTIALS;
    for (int g = 0; g < PARTIALS; g += 4 * V) {
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = DoubleVector.zero(S);
      DoubleVector a2 = DoubleVector.zero(S);
      DoubleVector a3 = DoubleVector.zero(S);
      for (int i = g; i < full; i += PARTIALS) {
        int k = xo + i;
        DoubleVector d0 = DoubleVector.fromArray(S, x, k).sub(mean);
        DoubleVector d1 = DoubleVector.fromArray(S, x, k + V).sub(mean);
        DoubleVector d2 = DoubleVector.fromArray(S, x, k + 2 * V).sub(mean);
        DoubleVector d3 = DoubleVector.fromArray(S, x, k + 3 * V).sub(mean);
        a0 = d0.fma(d0, a0);
        a1 = d1.fma(d1, a1);
        a2 = d2.fma(d2, a2);
        a3 = d3.fma(d3, a3);
      }
      a0.intoArray(p, g);
      a1.intoArray(p, g + V);
      a2.intoArray(p, g + 2 * V);
      a3.intoArray(p, g + 3 * V);
    }
    for (int l = 0; full + l < n; l++) {
      double d = x[xo + full + l] - mean;
      p[l] = Math.fma(d, d, p[l]);
    }
    return tree(p);
  }
}
