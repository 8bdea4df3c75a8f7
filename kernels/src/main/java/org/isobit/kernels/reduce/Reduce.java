// Master of FloatReduce: the float version is generated from this file.
package org.isobit.kernels.reduce;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Gradual;
import org.isobit.kernels.Workers;

/**
 * Reductions along one logical vector.
 *
 * <p><b>Order of operations.</b> A vector is cut into chunks of 4096 elements. A chunk has L partials, 256
 * bytes of them (32 numbers of 8 bytes, 64 of 4 bytes), all starting at +0; partial l takes the elements i ≡ l (mod L)
 * of the chunk, i ascending, one operation an element as each method states. Then, however short the chunk, p_l ← p_l +
 * p_{l+h} for all l &lt; h, with h = L/2, L/4, …, 1; p_0 is the chunk's value. The values of the chunks are added level
 * by level, 2j with 2j + 1, the last of an odd number moving up unchanged. i is the logical index: strides, offsets and
 * threads do not show.
 *
 * <p>Empty vectors: sums, norms and the largest magnitude are +0; mean and variance are errors. NaN or opposite
 * infinities give NaN. Parallel forms have the same bits. Nothing is allocated in the steady state. Thread-safe.
 */
public final class Reduce {

  static final Gradual<ReduceReference> KERNELS =
      Gradual.of(ReduceReference.of(Backend.REFERENCE), ReduceReference.of(Backend.active()));

  private Reduce() {}

  private static double reduce(int operation, int n, double[] x, int xo, double scalar, Workers workers) {
    Environment.require();
    return ReduceParts.parallel(operation, n, x, xo, x, xo, x, xo, scalar, workers);
  }

  private static int checked(String operation, String name, double[] x, long offset, int n) {
    Checks.size(operation, "n", n);
    return Checks.vector(operation, name, x, offset, n);
  }

  private static int strided(String operation, String name, double[] x, long offset, int n, int inc) {
    Checks.size(operation, "n", n);
    Checks.positive(operation, "the stride of " + name, inc);
    return Checks.matrix(operation, name, x, offset, n, n == 0 ? 0 : 1, inc);
  }

  /**
   * Sum Σ x_i; the operation is p + x_i.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @return the sum, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double sum(int n, double[] x, long xOffset) {
    return sum(n, x, xOffset, Workers.serial());
  }

  /**
   * Sum Σ x_i by several threads, with the bits of the serial form.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @param workers the threads
   * @return the sum, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double sum(int n, double[] x, long xOffset, Workers workers) {
    Checks.present("sum", "workers", workers);
    return reduce(ReduceParts.SUM, n, x, checked("sum", "x", x, xOffset, n), 0.0, workers);
  }

  /**
   * Sum Σ x_i of a strided vector, for example a column of a row-major matrix.
   *
   * @param n       number of elements
   * @param x       array; element i is at xOffset + i·xStride
   * @param xOffset index of the first element
   * @param xStride distance between elements, at least 1
   * @return the sum, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array or the stride is not positive
   */
  public static double sum(int n, double[] x, long xOffset, int xStride) {
    int xo = strided("sum", "x", x, xOffset, n, xStride);
    Environment.require();
    return KERNELS.of(n).sum(n, x, xo, xStride);
  }

  /**
   * Dot product Σ x_i·y_i; the operation is fma(x_i, y_i, p). A weighted sum Σ w_i·x_i is {@code dot} of weights and
   * values; the sum of squares is {@code dot} of a vector with itself.
   *
   * @param n       number of elements
   * @param x       first vector
   * @param xOffset index of its first element
   * @param y       second vector, may be the first
   * @param yOffset index of its first element
   * @return the dot product, +0 for n = 0
   * @throws IllegalArgumentException if a vector is not inside its array
   */
  public static double dot(int n, double[] x, long xOffset, double[] y, long yOffset) {
    return dot(n, x, xOffset, y, yOffset, Workers.serial());
  }

  /**
   * Dot product Σ x_i·y_i by several threads, with the bits of the serial form.
   *
   * @param n       number of elements
   * @param x       first vector
   * @param xOffset index of its first element
   * @param y       second vector, may be the first
   * @param yOffset index of its first element
   * @param workers the threads
   * @return the dot product, +0 for n = 0
   * @throws IllegalArgumentException if a vector is not inside its array
   */
  public static double dot(int n, double[] x, long xOffset, double[] y, long yOffset, Workers workers) {
    Checks.present("dot", "workers", workers);
    int xo = checked("dot", "x", x, xOffset, n);
    int yo = checked("dot", "y", y, yOffset, n);
    Environment.require();
    return ReduceParts.parallel(ReduceParts.DOT, n, x, xo, y, yo, x, xo, 0.0, workers);
  }

  /**
   * Dot product Σ x_i·y_i of strided vectors.
   *
   * @param n       number of elements
   * @param x       array; element i is at xOffset + i·xStride
   * @param xOffset index of its first element
   * @param xStride distance between its elements, at least 1
   * @param y       array; element i is at yOffset + i·yStride
   * @param yOffset index of its first element
   * @param yStride distance between its elements, at least 1
   * @return the dot product, +0 for n = 0
   * @throws IllegalArgumentException if a vector is not inside its array or a stride is not positive
   */
  public static double dot(int n, double[] x, long xOffset, int xStride, double[] y, long yOffset, int yStride) {
    int xo = strided("dot", "x", x, xOffset, n, xStride);
    int yo = strided("dot", "y", y, yOffset, n, yStride);
    Environment.require();
    return KERNELS.of(n).dot(n, x, xo, xStride, y, yo, yStride);
  }

  /**
   * Weighted dot product Σ w_i·x_i·y_i; the operation is fma(w_i·x_i, y_i, p) with w_i·x_i rounded.
   *
   * @param n       number of elements
   * @param w       weights
   * @param wOffset index of the first weight
   * @param x       first vector
   * @param xOffset index of its first element
   * @param y       second vector, may be the first
   * @param yOffset index of its first element
   * @return the weighted dot product, +0 for n = 0
   * @throws IllegalArgumentException if a vector is not inside its array
   */
  public static double weightedDot(int n, double[] w, long wOffset, double[] x, long xOffset, double[] y,
      long yOffset) {
    return weightedDot(n, w, wOffset, x, xOffset, y, yOffset, Workers.serial());
  }

  /**
   * Weighted dot product Σ w_i·x_i·y_i by several threads, with the bits of the serial form.
   *
   * @param n       number of elements
   * @param w       weights
   * @param wOffset index of the first weight
   * @param x       first vector
   * @param xOffset index of its first element
   * @param y       second vector, may be the first
   * @param yOffset index of its first element
   * @param workers the threads
   * @return the weighted dot product, +0 for n = 0
   * @throws IllegalArgumentException if a vector is not inside its array
   */
  public static double weightedDot(int n, double[] w, long wOffset, double[] x, long xOffset, double[] y,
      long yOffset, Workers workers) {
    Checks.present("weightedDot", "workers", workers);
    int wo = checked("weightedDot", "w", w, wOffset, n);
    int xo = checked("weightedDot", "x", x, xOffset, n);
    int yo = checked("weightedDot", "y", y, yOffset, n);
    Environment.require();
    return ReduceParts.parallel(ReduceParts.WEIGHTED_DOT, n, x, xo, y, yo, w, wo, 0.0, workers);
  }

  /**
   * Sum of magnitudes Σ |x_i|; the operation is p + |x_i|.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @return the 1-norm, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double norm1(int n, double[] x, long xOffset) {
    return norm1(n, x, xOffset, Workers.serial());
  }

  /**
   * Sum of magnitudes Σ |x_i| by several threads, with the bits of the serial form.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @param workers the threads
   * @return the 1-norm, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double norm1(int n, double[] x, long xOffset, Workers workers) {
    Checks.present("norm1", "workers", workers);
    return reduce(ReduceParts.NORM1, n, x, checked("norm1", "x", x, xOffset, n), 0.0, workers);
  }

  /**
   * Euclidean norm √(Σ x_i²) without overflow or underflow. m = {@link #maxAbs}; for m = 0, ∞ or NaN the norm is m.
   * Else e is the exponent of m (that of the smallest normal number if m is subnormal), d = x_i·2^−e, the operation is
   * fma(d, d, p), and the norm is √(sum)·2^e.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @return the 2-norm, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double norm2(int n, double[] x, long xOffset) {
    return norm2(n, x, xOffset, Workers.serial());
  }

  /**
   * Euclidean norm √(Σ x_i²) by several threads, with the bits of the serial form.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @param workers the threads
   * @return the 2-norm, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double norm2(int n, double[] x, long xOffset, Workers workers) {
    Checks.present("norm2", "workers", workers);
    int xo = checked("norm2", "x", x, xOffset, n);
    Environment.require();
    return ReduceParts.norm2(n, x, xo, workers);
  }

  /**
   * Largest magnitude: m = +0, then m = (|x_i| &gt; m or x_i is NaN) ? |x_i| : m, so NaN sticks.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @return max |x_i|, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double maxAbs(int n, double[] x, long xOffset) {
    return maxAbs(n, x, xOffset, Workers.serial());
  }

  /**
   * Largest magnitude by several threads, with the bits of the serial form.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @param workers the threads
   * @return max |x_i|, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double maxAbs(int n, double[] x, long xOffset, Workers workers) {
    Checks.present("maxAbs", "workers", workers);
    return reduce(ReduceParts.MAX_ABS, n, x, checked("maxAbs", "x", x, xOffset, n), 0.0, workers);
  }

  /**
   * Mean: {@link #sum} ÷ n. The divisor is n rounded to the type of the elements: n itself in double, and up to 2^24 in
   * float, beyond which it is off by 2^−24 of n at most, as any float is.
   *
   * @param n       number of elements, at least 1
   * @param x       vector
   * @param xOffset index of its first element
   * @return the mean
   * @throws IllegalArgumentException if n &lt; 1 or the vector is not inside its array
   */
  public static double mean(int n, double[] x, long xOffset) {
    return mean(n, x, xOffset, Workers.serial());
  }

  /**
   * Mean by several threads, with the bits of the serial form.
   *
   * @param n       number of elements, at least 1
   * @param x       vector
   * @param xOffset index of its first element
   * @param workers the threads
   * @return the mean
   * @throws IllegalArgumentException if n &lt; 1 or the vector is not inside its array
   */
  public static double mean(int n, double[] x, long xOffset, Workers workers) {
    Checks.present("mean", "workers", workers);
    Checks.positive("mean", "n", n);
    return reduce(ReduceParts.SUM, n, x, checked("mean", "x", x, xOffset, n), 0.0, workers) / n;
  }

  /**
   * Sum of squared deviations Σ (x_i − mean)²; d = x_i − mean, the operation is fma(d, d, p).
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @param mean    what to subtract, any number
   * @return the sum of squares, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double squaredDeviations(int n, double[] x, long xOffset, double mean) {
    return squaredDeviations(n, x, xOffset, mean, Workers.serial());
  }

  /**
   * Sum of squared deviations by several threads, with the bits of the serial form.
   *
   * @param n       number of elements
   * @param x       vector
   * @param xOffset index of its first element
   * @param mean    what to subtract, any number
   * @param workers the threads
   * @return the sum of squares, +0 for n = 0
   * @throws IllegalArgumentException if the vector is not inside its array
   */
  public static double squaredDeviations(int n, double[] x, long xOffset, double mean, Workers workers) {
    Checks.present("squaredDeviations", "workers", workers);
    int xo = checked("squaredDeviations", "x", x, xOffset, n);
    return reduce(ReduceParts.SQUARED_DEVIATIONS, n, x, xo, mean, workers);
  }

  /**
   * Unbiased variance: {@link #squaredDeviations} from {@link #mean}, ÷ (n − 1), rounded like the divisor of the mean.
   * The population's variance is that sum ÷ n.
   *
   * @param n       number of elements, at least 2
   * @param x       vector
   * @param xOffset index of its first element
   * @return the variance
   * @throws IllegalArgumentException if n &lt; 2 or the vector is not inside its array
   */
  public static double variance(int n, double[] x, long xOffset) {
    return variance(n, x, xOffset, Workers.serial());
  }

  /**
   * Unbiased variance by several threads, with the bits of the serial form.
   *
   * @param n       number of elements, at least 2
   * @param x       vector
   * @param xOffset index of its first element
   * @param workers the threads
   * @return the variance
   * @throws IllegalArgumentException if n &lt; 2 or the vector is not inside its array
   */
  public static double variance(int n, double[] x, long xOffset, Workers workers) {
    Checks.present("variance", "workers", workers);
    if (n < 2) {
      throw new IllegalArgumentException("variance: n must be at least 2, but is " + n);
    }
    double mean = mean(n, x, xOffset, workers);
    return squaredDeviations(n, x, xOffset, mean, workers) / (n - 1);
  }
}
