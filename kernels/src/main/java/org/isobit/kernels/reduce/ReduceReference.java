// Master of FloatReduceReference: the float version is generated from this file.
package org.isobit.kernels.reduce;

import org.isobit.kernels.Backend;

/** Scalar {@link Reduce}: defines the bits. */
public sealed class ReduceReference permits ReduceSimd {

  /** Partial sums of one chunk. */
  static final int PARTIALS = 32; // float: static final int PARTIALS = 64;

  /** Elements that share one set of partial sums. */
  public static final int CHUNK = 4096;

  ReduceReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ReduceReference of(Backend backend) {
    return backend.isSimd() ? new ReduceSimd() : new ReduceReference();
  }

  /**
   * Where the tree over chunks splits n elements: the largest power of two of chunks that leaves something on the
   * right. Splitting there again and again is the level-by-level tree 2j + (2j+1), an odd last one moving up.
   *
   * @param n elements, more than {@link #CHUNK}
   * @return elements of the left part
   */
  public static int left(int n) {
    return CHUNK * Integer.highestOneBit((n - 1) / CHUNK);
  }

  /** p_l += p_{l+h} for h = half the partials, then half of that, down to 1. */
  private static double tree(double[] p) {
    for (int h = PARTIALS / 2; h > 0; h /= 2) {
      for (int l = 0; l < h; l++) {
        p[l] += p[l + h];
      }
    }
    return p[0];
  }

  /**
   * {@link Reduce#sum(int, double[], long, int)}.
   *
   * @param n   elements
   * @param x   vector
   * @param xo  its offset
   * @param inc its stride
   * @return the sum
   */
  public double sum(int n, double[] x, int xo, int inc) {
    return strided(n, x, xo, inc);
  }

  private static double strided(int n, double[] x, int xo, int inc) {
    if (n > CHUNK) {
      int left = left(n);
      return strided(left, x, xo, inc) + strided(n - left, x, xo + left * inc, inc);
    }
    double[] p = Partials.cleared();
    for (int i = 0; i < n; i++) {
      p[i % PARTIALS] += x[xo + i * inc];
    }
    return tree(p);
  }

  /**
   * {@link Reduce#dot(int, double[], long, int, double[], long, int)}.
   *
   * @param n    elements
   * @param x    first vector
   * @param xo   its offset
   * @param incx its stride
   * @param y    second vector
   * @param yo   its offset
   * @param incy its stride
   * @return the dot product
   */
  public double dot(int n, double[] x, int xo, int incx, double[] y, int yo, int incy) {
    return strided(n, x, xo, incx, y, yo, incy);
  }

  private static double strided(int n, double[] x, int xo, int incx, double[] y, int yo, int incy) {
    if (n > CHUNK) {
      int left = left(n);
      return strided(left, x, xo, incx, y, yo, incy)
          + strided(n - left, x, xo + left * incx, incx, y, yo + left * incy, incy);
    }
    double[] p = Partials.cleared();
    for (int i = 0; i < n; i++) {
      p[i % PARTIALS] = Math.fma(x[xo + i * incx], y[yo + i * incy], p[i % PARTIALS]);
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
  public double weightedDot(int n, double[] w, int wo, double[] x, int xo, double[] y, int yo) {
    if (n > CHUNK) {
      int left = left(n);
      return weightedDot(left, w, wo, x, xo, y, yo)
          + weightedDot(n - left, w, wo + left, x, xo + left, y, yo + left);
    }
    double[] p = Partials.cleared();
    for (int i = 0; i < n; i++) {
      p[i % PARTIALS] = Math.fma(w[wo + i] * x[xo + i], y[yo + i], p[i % PARTIALS]);
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
  public double norm1(int n, double[] x, int xo) {
    if (n > CHUNK) {
      int left = left(n);
      return norm1(left, x, xo) + norm1(n - left, x, xo + left);
    }
    double[] p = Partials.cleared();
    for (int i = 0; i < n; i++) {
      p[i % PARTIALS] += Math.abs(x[xo + i]);
    }
    return tree(p);
  }

  /**
   * {@link Reduce#maxAbs(int, double[], long)}.
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the largest magnitude, or NaN
   */
  public double maxAbs(int n, double[] x, int xo) {
    double m = 0.0;
    for (int i = 0; i < n; i++) {
      double a = Math.abs(x[xo + i]);
      m = a > m || a != a ? a : m;
    }
    return m;
  }

  /**
   * {@link Reduce#norm2(int, double[], long)}.
   *
   * @param n  elements
   * @param x  vector
   * @param xo its offset
   * @return the Euclidean norm
   */
  public double norm2(int n, double[] x, int xo) {
    double m = maxAbs(n, x, xo);
    if (!isScalable(m)) {
      return m;
    }
    return Math.sqrt(scaledSquares(n, x, xo, downScale(m))) * upScale(m);
  }

  /** False for 0, infinity and NaN, which are the norm themselves. */
  static boolean isScalable(double m) {
    return m > 0.0 && m <= Double.MAX_VALUE;
  }

  /** 2^e with e the exponent of m, that of the smallest normal number if m is subnormal. */
  static double upScale(double m) {
    return m < Double.MIN_NORMAL
        ? Double.MIN_NORMAL
        : Double.longBitsToDouble(Double.doubleToRawLongBits(m) & 0x7FF0000000000000L); // float: : Float.intBitsToFloat(Float.floatToRawIntBits(m) & 0x7F800000);
  }

  /** 2^−e, subnormal but exact for the largest e. */
  static double downScale(double m) {
    return 1.0 / upScale(m);
  }

  /** The sum of squares without scaling, or a negative number or NaN where that is not to be had, as always here. */
  double plainSquares(int n, double[] x, int xo) {
    return -1.0;
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
  public double scaledSquares(int n, double[] x, int xo, double s) {
    if (n > CHUNK) {
      int left = left(n);
      return scaledSquares(left, x, xo, s) + scaledSquares(n - left, x, xo + left, s);
    }
    double[] p = Partials.cleared();
    for (int i = 0; i < n; i++) {
      double d = x[xo + i] * s;
      p[i % PARTIALS] = Math.fma(d, d, p[i % PARTIALS]);
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
  public double squaredDeviations(int n, double[] x, int xo, double mean) {
    if (n > CHUNK) {
      int left = left(n);
      return squaredDeviations(left, x, xo, mean) + squaredDeviations(n - left, x, xo + left, mean);
    }
    double[] p = Partials.cleared();
    for (int i = 0; i < n; i++) {
      double d = x[xo + i] - mean;
      p[i % PARTIALS] = Math.fma(d, d, p[i % PARTIALS]);
    }
    return tree(p);
  }
}
