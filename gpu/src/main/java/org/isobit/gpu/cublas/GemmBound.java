package org.isobit.gpu.cublas;

import org.isobit.gpu.cublas.CublasGemm.Precision;

/**
 * The error that class BOUNDED allows C = α·A·B + β·C, and a check of results against it on the processor. For element
 * (i, j), with sums over k = 1 … K, Ĉ what was computed and C what is exact,
 *
 * <pre>|Ĉ − C| ≤ g·|α|·Σ|a_ik|·|b_kj| + h·|β|·|c_ij| + (|α|·K + 2)·η</pre>
 *
 * <p><b>Double and float.</b> g = h = γ_(K+2), where γ_n = n·u ÷ (1 − n·u), u = 2⁻⁵³ for double and 2⁻²⁴ for float
 * (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1 and equation 3.13). In whatever
 * order K products are summed, fused or not, in one chain or in parts, a product passes at most K roundings: its own
 * and those of the K − 1 additions. α adds one, wherever it is multiplied, and the addition of β·C one; β·c_ij itself
 * passes two, and one for each part if parts are added to it one by one, so no more than K + 2. A product of 1 + δ's,
 * n of them, differs from 1 by at most γ_n (Lemma 3.1).
 *
 * <p><b>TF32.</b> g = (1 + t)²·(1 + h) − 1, h = n·v ÷ (1 − n·v) with n = 2K + 2, t = 2⁻¹⁰, v = 2⁻²³. Both factors lose
 * their bits after the tenth: t is 2⁻¹¹ if they are rounded to nearest and below 2⁻¹⁰ if they are cut off. NVIDIA does
 * not say which, so the bound has the larger one. Products of two such factors have 22 bits. Tensor cores add some r of
 * them and the running sum at once, after shifting all to the largest exponent and cutting off (Fasi, Higham, Mikaitis
 * and Pranesh, Numerical behavior of NVIDIA tensor cores, PeerJ Computer Science 7:e330, 2021): an error of at most (r
 * + 1)·v times the largest term, so times the sum of their magnitudes. The groups have K products and at most K running
 * sums, together at most 2K·v, and adding partial sums in float takes no more than the groups that it replaces. α and
 * the addition of β·C take at most v each.
 *
 * <p><b>Underflow.</b> η is the type's smallest subnormal: K products, the multiplication by α and that of β·C may
 * each be off by half of it. It is assumed that subnormals are kept, that α multiplies the sum, that nothing
 * overflows, and, for TF32, that factors are 0 or normal. The bound is for the conventional algorithm, not for one
 * like Strassen's.
 *
 * <p>The check computes C in double-double, relative error below K²·2⁻¹⁰⁴, and the sum of magnitudes in double, so a
 * ratio is wrong by less than one part in 10⁸ for K up to 10⁶. Thread-safe.
 */
public final class GemmBound {

  /** Most that one factor loses on the way to TF32, relative to it. */
  private static final double TF32_FACTOR = 0x1p-10;

  /** Most that one addition of a tensor core loses, relative to the largest term. */
  private static final double TENSOR_SUM = 0x1p-23;

  /**
   * The element of a result that is nearest to its bound, or farthest outside.
   *
   * @param ratio  error ÷ bound: above 1, the result is not what class BOUNDED promises
   * @param row    its row
   * @param column its column
   * @param error  |Ĉ − C|
   * @param bound  what is allowed
   */
  public record Worst(double ratio, int row, int column, double error, double bound) {

    /**
     * Whether all elements are within the bound.
     *
     * @return whether the ratio is at most 1
     */
    public boolean within() {
      return ratio <= 1;
    }
  }

  private GemmBound() {}

  /**
   * The factor g of |α|·|A|·|B|.
   *
   * @param precision the arithmetic
   * @param k         terms of a sum
   * @return g
   */
  public static double ofProduct(Precision precision, int k) {
    double h = ofAddend(precision, k);
    return precision == Precision.TF32 ? TF32_FACTOR * (2 + TF32_FACTOR) * (1 + h) + h : h;
  }

  /**
   * The factor h of |β|·|C|.
   *
   * @param precision the arithmetic
   * @param k         terms of a sum
   * @return h
   * @throws IllegalArgumentException if k is negative, or so large that there is no bound
   */
  public static double ofAddend(Precision precision, int k) {
    double nu = switch (precision) {
      case DOUBLE -> (k + 2.0) * 0x1p-53;
      case FLOAT -> (k + 2.0) * 0x1p-24;
      case TF32 -> (2.0 * k + 2.0) * TENSOR_SUM;
    };
    if (k < 0 || nu >= 1) {
      throw new IllegalArgumentException("gemm: there is no bound for sums of " + k + " terms in " + precision);
    }
    return nu / (1 - nu);
  }

  /**
   * Compares a result in double with the exact one.
   *
   * @param transA  whether op(A) = Aᵀ
   * @param transB  whether op(B) = Bᵀ
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of the product
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param b       array of B
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @param beta    factor of C
   * @param before  array of C before the product; not read if β = 0
   * @param after   array of C after it
   * @param cOffset index of C's element (0, 0) in both
   * @param ldc     leading dimension of C in both
   * @return the worst element; ratio 0 if there are none
   * @throws IllegalArgumentException if an exact element or its bound is not finite: then there is nothing to compare
   */
  public static Worst worst(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int aOffset,
      int lda, double[] b, int bOffset, int ldb, double beta, double[] before, double[] after, int cOffset, int ldc) {
    return new Check(Precision.DOUBLE, k, alpha, beta).worst(m, n,
        (i, p) -> a[aOffset + (transA ? p * lda + i : i * lda + p)],
        (p, j) -> b[bOffset + (transB ? j * ldb + p : p * ldb + j)],
        (i, j) -> before[cOffset + i * ldc + j], (i, j) -> after[cOffset + i * ldc + j]);
  }

  /**
   * Compares a result in float or TF32 with the exact one.
   *
   * @param precision FLOAT or TF32
   * @param transA    whether op(A) = Aᵀ
   * @param transB    whether op(B) = Bᵀ
   * @param m         rows of op(A) and C
   * @param n         columns of op(B) and C
   * @param k         columns of op(A), rows of op(B)
   * @param alpha     factor of the product
   * @param a         array of A
   * @param aOffset   index of A's element (0, 0)
   * @param lda       leading dimension of A
   * @param b         array of B
   * @param bOffset   index of B's element (0, 0)
   * @param ldb       leading dimension of B
   * @param beta      factor of C
   * @param before    array of C before the product; not read if β = 0
   * @param after     array of C after it
   * @param cOffset   index of C's element (0, 0) in both
   * @param ldc       leading dimension of C in both
   * @return the worst element; ratio 0 if there are none
   * @throws IllegalArgumentException if an exact element or its bound is not finite, or the precision is DOUBLE
   */
  public static Worst worst(Precision precision, boolean transA, boolean transB, int m, int n, int k, float alpha,
      float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb, float beta, float[] before, float[] after,
      int cOffset, int ldc) {
    if (precision == Precision.DOUBLE) {
      throw new IllegalArgumentException("gemm: arrays of floats have no bound for " + precision);
    }
    return new Check(precision, k, alpha, beta).worst(m, n,
        (i, p) -> a[aOffset + (transA ? p * lda + i : i * lda + p)],
        (p, j) -> b[bOffset + (transB ? j * ldb + p : p * ldb + j)],
        (i, j) -> before[cOffset + i * ldc + j], (i, j) -> after[cOffset + i * ldc + j]);
  }

  /** An element by row and column. */
  @FunctionalInterface
  private interface Elements {
    double at(int row, int column);
  }

  /** What the elements of one product share. */
  private record Check(Precision precision, int k, double alpha, double beta) {

    Worst worst(int m, int n, Elements a, Elements b, Elements before, Elements after) {
      double g = ofProduct(precision, k);
      double h = ofAddend(precision, k);
      double floor = (Math.abs(alpha) * k + 2) * (precision == Precision.DOUBLE ? Double.MIN_VALUE : Float.MIN_VALUE);
      int terms = alpha == 0 ? 0 : k;
      Worst worst = new Worst(0, 0, 0, 0, 0);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          double low = 0;
          double magnitude = 0;
          for (int p = 0; p < terms; p++) {
            double x = a.at(i, p);
            double y = b.at(p, j);
            double product = x * y;
            double total = sum + product;
            low += Math.fma(x, y, -product) + lost(sum, product, total);
            sum = total;
            magnitude += Math.abs(product);
          }
          double c = beta == 0 ? 0 : before.at(i, j);
          double bound = g * Math.abs(alpha) * magnitude + h * Math.abs(beta * c) + floor;
          double error = Math.abs(difference(after.at(i, j), sum, low, c));
          if (!(bound < Double.POSITIVE_INFINITY) || Double.isNaN(sum + low)) {
            throw new IllegalArgumentException("gemm: element (" + i + ", " + j + ") has no finite bound");
          }
          double ratio = error / bound;
          if (!(ratio <= worst.ratio)) { // NaN too: a result that is no number is infinitely wrong
            worst = new Worst(Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio, i, j, error, bound);
          }
        }
      }
      return worst;
    }

    /** result − α·(sum + low) − β·c. */
    private double difference(double result, double sum, double low, double c) {
      double product = alpha * sum;
      double scaled = beta * c;
      double first = result - product;
      double second = first - scaled;
      double rest = lost(result, -product, first) + lost(first, -scaled, second)
          - Math.fma(alpha, sum, -product) - Math.fma(beta, c, -scaled) - alpha * low;
      return second + rest;
    }

    /** What rounding took from x + y = total (Knuth's two-sum). */
    private static double lost(double x, double y, double total) {
      double part = total - x;
      return x - (total - part) + (y - part);
    }
  }
}
