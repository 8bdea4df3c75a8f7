package org.isobit.gpu.cublas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.cublas.CublasGemm.Precision;
import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.FloatGemmReference;
import org.isobit.kernels.gemm.GemmReference;
import org.junit.jupiter.api.Test;

/** The bound and its check: against exact rational arithmetic, and with errors of known size. */
class GemmBoundTest {

  private static final FloatGemmReference FLOAT_GEMM = FloatGemmReference.of(Backend.REFERENCE);
  private static final GemmReference GEMM = GemmReference.of(Backend.REFERENCE);
  private static final int M = 6;
  private static final int N = 5;

  @Test
  void factorsAreThoseOfTheFormula() {
    assertEquals(12 * 0x1p-53 / (1 - 12 * 0x1p-53), GemmBound.ofProduct(Precision.DOUBLE, 10), 0.0);
    assertEquals(12 * 0x1p-24 / (1 - 12 * 0x1p-24), GemmBound.ofAddend(Precision.FLOAT, 10), 0.0);
    double h = 22 * 0x1p-23 / (1 - 22 * 0x1p-23);
    assertEquals(h, GemmBound.ofAddend(Precision.TF32, 10), 0.0);
    assertEquals(0x1p-9 + 0x1p-20 + h * (1 + 0x1p-9 + 0x1p-20), GemmBound.ofProduct(Precision.TF32, 10), 1e-18);
    assertThrows(IllegalArgumentException.class, () -> GemmBound.ofAddend(Precision.FLOAT, 1 << 24));
    assertThrows(IllegalArgumentException.class, () -> GemmBound.ofAddend(Precision.DOUBLE, -1));
  }

  /** Σ in BigDecimal is exact: all numbers are binary fractions. */
  private static BigDecimal exact(boolean transA, boolean transB, int k, double alpha, double[] a, int lda, double[] b,
      int ldb, double beta, double c, int i, int j, boolean magnitudes) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int p = 0; p < k; p++) {
      BigDecimal x = new BigDecimal(a[1 + (transA ? p * lda + i : i * lda + p)]);
      BigDecimal term = x.multiply(new BigDecimal(b[2 + (transB ? j * ldb + p : p * ldb + j)]));
      sum = sum.add(magnitudes ? term.abs() : term);
    }
    return sum.multiply(new BigDecimal(alpha)).add(new BigDecimal(beta).multiply(new BigDecimal(c)));
  }

  @Test
  void errorsAndBoundsAreThoseOfExactArithmetic() {
    for (int trans = 0; trans < 4; trans++) {
      for (int k : new int[] {0, 1, 40}) {
        boolean transA = (trans & 1) != 0;
        boolean transB = (trans & 2) != 0;
        int lda = Math.max(1, transA ? M : k) + 1;
        int ldb = Math.max(1, transB ? k : N);
        Numbers numbers = new Numbers(trans + 10L * k);
        double[] a = numbers.doubles((transA ? k : M) * lda + 1);
        double[] b = numbers.doubles((transB ? N : k) * ldb + 2);
        double[] before = numbers.doubles(M * N + 3);
        double[] after = before.clone();
        GEMM.gemm(transA, transB, M, N, k, 1.3, a, 1, lda, b, 2, ldb, -0.7, after, 3, N);
        GemmBound.Worst worst = GemmBound.worst(transA, transB, M, N, k, 1.3, a, 1, lda, b, 2, ldb, -0.7, before, after,
            3, N);
        assertTrue(worst.within() && worst.ratio() > 0, worst.toString());
        double c = before[3 + worst.row() * N + worst.column()];
        BigDecimal error = exact(transA, transB, k, 1.3, a, lda, b, ldb, -0.7, c, worst.row(), worst.column(), false)
            .subtract(new BigDecimal(after[3 + worst.row() * N + worst.column()])).abs();
        assertEquals(error.doubleValue(), worst.error(), 1e-9 * worst.error());
        double g = GemmBound.ofProduct(Precision.DOUBLE, k);
        BigDecimal bound = exact(transA, transB, k, 1.3, a, lda, b, ldb, 0.7, Math.abs(c), worst.row(), worst.column(),
            true).multiply(new BigDecimal(g), MathContext.DECIMAL64);
        assertEquals(bound.doubleValue(), worst.bound(), 1e-9 * worst.bound());
      }
    }
  }

  @Test
  void anErrorOutsideIsFoundWhereItIsAndOneInsideIsNot() {
    int k = 30;
    double[] a = new Numbers(1).doubles(M * k);
    double[] b = new Numbers(2).doubles(k * N);
    double[] before = new Numbers(3).doubles(M * N);
    double[] after = before.clone();
    GEMM.gemm(false, false, M, N, k, 1.0, a, 0, k, b, 0, N, 1.0, after, 0, N);
    double bound = GemmBound.worst(false, false, 1, 1, k, 1.0, a, 4 * k, k, b, 3, N, 1.0, before, after, 4 * N + 3, N)
        .bound();
    double right = after[4 * N + 3];
    after[4 * N + 3] = right + 1.5 * bound;
    GemmBound.Worst worst = GemmBound.worst(false, false, M, N, k, 1.0, a, 0, k, b, 0, N, 1.0, before, after, 0, N);
    assertFalse(worst.within());
    assertEquals(4, worst.row());
    assertEquals(3, worst.column());
    after[4 * N + 3] = right + 0.5 * bound;
    assertTrue(GemmBound.worst(false, false, M, N, k, 1.0, a, 0, k, b, 0, N, 1.0, before, after, 0, N).within());
    after[0] = Double.NaN;
    assertEquals(Double.POSITIVE_INFINITY,
        GemmBound.worst(false, false, M, N, k, 1.0, a, 0, k, b, 0, N, 1.0, before, after, 0, N).ratio());
    after[0] = Double.NEGATIVE_INFINITY;
    assertEquals(Double.POSITIVE_INFINITY,
        GemmBound.worst(false, false, M, N, k, 1.0, a, 0, k, b, 0, N, 1.0, before, after, 0, N).ratio());
  }

  @Test
  void resultsOfHalfThePrecisionAreOutside() {
    int k = 30;
    float[] a = positive(new Numbers(1).floats(M * k)); // so that what is cut off adds up
    float[] b = positive(new Numbers(2).floats(k * N));
    float[] after = new float[M * N];
    FLOAT_GEMM.gemm(false, false, M, N, k, 1.0f, a, 0, k, b, 0, N, 0.0f, after, 0, N);
    assertTrue(worst(Precision.FLOAT, k, a, b, after).within());
    float[] coarse = a.clone();
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] = Float.intBitsToFloat(Float.floatToIntBits(a[i]) & 0xffffe000); // 10 explicit bits, as TF32
    }
    FLOAT_GEMM.gemm(false, false, M, N, k, 1.0f, coarse, 0, k, b, 0, N, 0.0f, after, 0, N);
    assertFalse(worst(Precision.FLOAT, k, a, b, after).within());
    assertTrue(worst(Precision.TF32, k, a, b, after).within());
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] = Float.intBitsToFloat(Float.floatToIntBits(a[i]) & 0xffff0000); // 7, as bfloat16
    }
    FLOAT_GEMM.gemm(false, false, M, N, k, 1.0f, coarse, 0, k, b, 0, N, 0.0f, after, 0, N);
    assertFalse(worst(Precision.TF32, k, a, b, after).within());
  }

  private static float[] positive(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(x[i]);
    }
    return x;
  }

  private static GemmBound.Worst worst(Precision precision, int k, float[] a, float[] b, float[] after) {
    return GemmBound.worst(precision, false, false, M, N, k, 1.0f, a, 0, k, b, 0, N, 0.0f, null, after, 0, N);
  }

  @Test
  void whatUnderflowsIsWithinTheBound() {
    double[] a = {0x1.8p-600, 0x1.3p-540, -0x1.7p-538};
    double[] b = {0x1.9p-500, 0x1.5p-537, 0x1.1p-537};
    double[] after = new double[1];
    GEMM.gemm(false, false, 1, 1, 3, 0.5, a, 0, 3, b, 0, 1, 0.0, after, 0, 1);
    assertTrue(GemmBound.worst(false, false, 1, 1, 3, 0.5, a, 0, 3, b, 0, 1, 0.0, null, after, 0, 1).within());
  }

  @Test
  void whereNothingIsFiniteThereIsNothingToCompare() {
    double[] x = {1e200};
    double[] nan = {Double.NaN};
    double[] c = new double[1];
    assertThrows(IllegalArgumentException.class,
        () -> GemmBound.worst(false, false, 1, 1, 1, 1.0, x, 0, 1, x, 0, 1, 0.0, null, c, 0, 1));
    assertThrows(IllegalArgumentException.class,
        () -> GemmBound.worst(false, false, 1, 1, 1, 1.0, nan, 0, 1, c, 0, 1, 0.0, null, c, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> GemmBound.worst(Precision.DOUBLE, false, false, 1, 1, 1, 1.0f,
        new float[1], 0, 1, new float[1], 0, 1, 0.0f, null, new float[1], 0, 1));
  }
}
