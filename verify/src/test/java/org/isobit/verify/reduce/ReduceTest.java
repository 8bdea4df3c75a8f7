// Master of FloatReduceTest: the float version is generated from this file.
package org.isobit.verify.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Reductions along a vector: the tree as the contract states it, accuracy, strides, threads, limits, errors. */
class ReduceTest {

  private static final ReduceReference REFERENCE = ReduceReference.of(Backend.REFERENCE);
  private static final ReduceReference SIMD = ReduceReference.of(Backend.SIMD);
  private static final int PARTIALS = 32; // float: private static final int PARTIALS = 64;
  private static final double UNIT = 0x1p-53; // float: private static final double UNIT = 0x1p-24;
  private static final int[] LENGTHS = {0, 1, 31, 32, 33, 63, 64, 65, 100, 4095, 4096, 4097, 8192, 3 * 4096 + 5,
      7 * 4096 + 1, 100_003};

  /** The contract's words, level by level and without recursion. */
  private static double sumByLevels(double[] x) {
    int chunks = x.length == 0 ? 1 : (x.length + 4095) / 4096;
    double[] level = new double[chunks];
    for (int c = 0; c < chunks; c++) {
      double[] p = new double[PARTIALS];
      for (int i = 0; i < 4096 && c * 4096 + i < x.length; i++) {
        p[i % PARTIALS] += x[c * 4096 + i];
      }
      for (int h = PARTIALS / 2; h >= 1; h /= 2) {
        for (int l = 0; l < h; l++) {
          p[l] = p[l] + p[l + h];
        }
      }
      level[c] = p[0];
    }
    while (level.length > 1) {
      double[] next = new double[(level.length + 1) / 2];
      for (int j = 0; j < next.length; j++) {
        next[j] = 2 * j + 1 < level.length ? level[2 * j] + level[2 * j + 1] : level[2 * j];
      }
      level = next;
    }
    return level[0];
  }

  @Test
  void sumsAreAddedLevelByLevel() {
    for (int n : LENGTHS) {
      double[] x = new Inputs(n).doubles(n);
      assertEquals(sumByLevels(x), Reduce.sum(n, x, 0), "n=" + n);
    }
  }

  @Test
  void sumsAndDotProductsAreAccurate() {
    for (int n : LENGTHS) {
      double[] x = new Inputs(n).doubles(n);
      double[] y = new Inputs(n + 1).doubles(n);
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal dot = BigDecimal.ZERO;
      BigDecimal weighted = BigDecimal.ZERO;
      BigDecimal magnitudes = BigDecimal.ZERO;
      for (int i = 0; i < n; i++) {
        BigDecimal exact = new BigDecimal(x[i]);
        BigDecimal product = exact.multiply(new BigDecimal(y[i]));
        sum = sum.add(exact);
        dot = dot.add(product);
        weighted = weighted.add(product.multiply(exact));
        magnitudes = magnitudes.add(exact.abs());
      }
      // A partial takes at most 4096 ÷ PARTIALS terms; then come the tree's levels and those over the chunks.
      int additions = (n < 4096 ? n : 4096) / PARTIALS + 20;
      BigDecimal bound = magnitudes.multiply(new BigDecimal(additions * UNIT));
      near(sum, Reduce.sum(n, x, 0), bound, "sum n=" + n);
      near(dot, Reduce.dot(n, x, 0, y, 0), bound, "dot n=" + n);
      near(weighted, Reduce.weightedDot(n, x, 0, x, 0, y, 0), bound, "weightedDot n=" + n);
      near(magnitudes, Reduce.norm1(n, x, 0), bound, "norm1 n=" + n);
    }
  }

  private static void near(BigDecimal exact, double value, BigDecimal bound, String label) {
    BigDecimal error = new BigDecimal(value).subtract(exact).abs();
    assertTrue(error.compareTo(bound) <= 0, label + ": error " + error.doubleValue() + " > " + bound.doubleValue());
  }

  @Test
  void normsNeitherOverflowNorUnderflow() {
    for (int exponent = Double.MIN_EXPONENT - 20; exponent <= Double.MAX_EXPONENT - 3; exponent += 7) {
      double scale = Math.scalb(1.0, exponent);
      double[] x = {3.0 * scale, 0.0, -4.0 * scale};
      assertEquals(5.0 * scale, Reduce.norm2(3, x, 0), "exponent " + exponent);
      assertEquals(7.0 * scale, Reduce.norm1(3, x, 0));
      assertEquals(4.0 * scale, Reduce.maxAbs(3, x, 0));
    }
  }

  @Test
  void normIsAccurate() {
    for (int n : LENGTHS) {
      double[] x = new Inputs(n).doubles(n);
      BigDecimal squares = BigDecimal.ZERO;
      for (int i = 0; i < n; i++) {
        squares = squares.add(new BigDecimal(x[i]).pow(2));
      }
      BigDecimal exact = squares.sqrt(new MathContext(40));
      near(exact, Reduce.norm2(n, x, 0), exact.multiply(new BigDecimal(100 * UNIT)), "norm2 n=" + n);
    }
  }

  /** Where one pass is enough is decided by the first rows of a chunk: so those and the rest differ, and have holes. */
  @Test
  void normsOfMixedMagnitudesHaveTheBitsOfTheReference() {
    int limit = Double.MIN_EXPONENT / 4 - 1; // about where squares need scaling: −256, −32
    int[] exponents = {0, 1, limit + 1, limit, limit - 1, limit - 40, -limit - 1, -limit, -limit + 40, 2 * limit,
        Double.MIN_EXPONENT, Double.MIN_EXPONENT - 20, Double.MAX_EXPONENT - 1};
    Inputs inputs = new Inputs(7);
    for (int n : new int[] {40, 256, 600, 4096, 4096 + 700}) {
      for (int first : exponents) {
        for (int rest : exponents) {
          double[] x = inputs.doubles(n);
          boolean others = inputs.nextLong() % 4 == 0;
          boolean empty = inputs.nextLong() % 4 == 0;
          for (int i = 0; i < n; i++) {
            long draw = inputs.nextLong() >>> 1;
            int exponent = others && draw % 50 == 1 ? exponents[(int) (draw % exponents.length)] : i < 300 ? first
                : rest;
            x[i] = draw % 3 == 0 || empty && i < 300 ? 0.0 : Math.scalb(x[i], exponent);
          }
          assertEquals(REFERENCE.norm2(n, x, 0), Reduce.norm2(n, x, 0), n + " " + first + " " + rest);
        }
      }
    }
  }

  /** Vectors that are taken to come from memory are read ahead: nothing of that may show, up to the array's end. */
  @Test
  void longVectorsHaveTheBitsOfTheReference() {
    for (int n : new int[] {1 << 18, (1 << 18) + 33, 300_007}) {
      for (int xo : new int[] {0, 5}) {
        Inputs inputs = new Inputs(n + xo);
        double[] x = inputs.doubles(n + xo);
        double[] y = inputs.doubles(n);
        double[] w = inputs.doubles(n + 1);
        String label = "n=" + n + " offset=" + xo;
        assertEquals(REFERENCE.sum(n, x, xo, 1), SIMD.sum(n, x, xo, 1), label);
        assertEquals(REFERENCE.dot(n, x, xo, 1, y, 0, 1), SIMD.dot(n, x, xo, 1, y, 0, 1), label);
        assertEquals(REFERENCE.weightedDot(n, w, 1, x, xo, y, 0), SIMD.weightedDot(n, w, 1, x, xo, y, 0), label);
        assertEquals(REFERENCE.norm1(n, x, xo), SIMD.norm1(n, x, xo), label);
        assertEquals(REFERENCE.norm2(n, x, xo), SIMD.norm2(n, x, xo), label);
        x[n + xo - 1] = -3.0;
        assertEquals(3.0, SIMD.maxAbs(n, x, xo), label);
        assertEquals(REFERENCE.squaredDeviations(n, x, xo, 0.25), SIMD.squaredDeviations(n, x, xo, 0.25), label);
      }
    }
  }

  @Test
  void nanSticksAndInfinityShows() {
    for (int n : new int[] {1, 7, 40, 5000}) {
      for (int at = 0; at < n; at += 1 + n / 9) {
        double[] x = new Inputs(n).doubles(n);
        x[at] = Double.NEGATIVE_INFINITY;
        assertEquals(Double.NEGATIVE_INFINITY, Reduce.sum(n, x, 0));
        assertEquals(Double.POSITIVE_INFINITY, Reduce.norm1(n, x, 0));
        assertEquals(Double.POSITIVE_INFINITY, Reduce.norm2(n, x, 0));
        assertEquals(Double.POSITIVE_INFINITY, Reduce.maxAbs(n, x, 0));
        x[n / 2] = Double.NaN;
        assertEquals(Double.NaN, Reduce.sum(n, x, 0));
        assertEquals(Double.NaN, Reduce.norm1(n, x, 0));
        assertEquals(Double.NaN, Reduce.norm2(n, x, 0));
        assertEquals(Double.NaN, Reduce.maxAbs(n, x, 0));
      }
    }
  }

  @Test
  void emptyVectorsGiveZeroOrAnError() {
    double[] x = {};
    assertEquals(0.0, Reduce.sum(0, x, 0));
    assertEquals(0.0, Reduce.dot(0, x, 0, x, 0));
    assertEquals(0.0, Reduce.norm1(0, x, 0));
    assertEquals(0.0, Reduce.norm2(0, x, 0));
    assertEquals(0.0, Reduce.maxAbs(0, x, 0));
    assertEquals("mean: n must be positive, but is 0",
        assertThrows(IllegalArgumentException.class, () -> Reduce.mean(0, x, 0)).getMessage());
    assertEquals("variance: n must be at least 2, but is 1",
        assertThrows(IllegalArgumentException.class, () -> Reduce.variance(1, new double[1], 0)).getMessage());
  }

  @Test
  void negativeZerosSumToPositiveZero() {
    double[] x = {-0.0, -0.0};
    assertEquals(0.0, Reduce.sum(2, x, 0));
    assertEquals(0.0, Reduce.maxAbs(2, x, 0));
  }

  @Test
  void meanAndVarianceOfShiftedData() {
    int n = 10_000;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 1024.0 + i % 2;
    }
    assertEquals(1024.5, Reduce.mean(n, x, 0));
    double expected = 0.25 * n / (n - 1);
    assertEquals(expected, Reduce.variance(n, x, 0));
    assertEquals(0.25 * n, Reduce.squaredDeviations(n, x, 0, 1024.5));
  }

  @Test
  void stridesAndOffsetsDoNotShow() {
    for (int n : LENGTHS) {
      double[] x = new Inputs(n).doubles(n);
      double[] y = new Inputs(n + 9).doubles(n);
      double[] apart = new double[3 * n + 5];
      double[] shifted = new double[n + 3];
      for (int i = 0; i < n; i++) {
        apart[2 + 3 * i] = x[i];
        shifted[3 + i] = y[i];
      }
      assertEquals(Reduce.sum(n, x, 0), Reduce.sum(n, apart, 2, 3));
      assertEquals(Reduce.sum(n, y, 0), Reduce.sum(n, shifted, 3, 1));
      assertEquals(Reduce.dot(n, x, 0, y, 0), Reduce.dot(n, apart, 2, 3, shifted, 3, 1));
    }
  }

  @Test
  void threadsDoNotShow() {
    int n = 1_000_003;
    double[] x = new Inputs(1).doubles(n);
    double[] y = new Inputs(2).doubles(n);
    double[] huge = new double[n];
    for (int i = 0; i < n; i++) {
      huge[i] = x[i] * Double.MAX_VALUE;
    }
    for (int threads = 1; threads <= 4; threads++) {
      try (Workers workers = Workers.of(threads)) {
        assertEquals(Reduce.sum(n, x, 0), Reduce.sum(n, x, 0, workers));
        assertEquals(Reduce.dot(n, x, 0, y, 0), Reduce.dot(n, x, 0, y, 0, workers));
        assertEquals(Reduce.weightedDot(n, x, 0, y, 0, y, 0), Reduce.weightedDot(n, x, 0, y, 0, y, 0, workers));
        assertEquals(Reduce.norm1(n, x, 0), Reduce.norm1(n, x, 0, workers));
        assertEquals(Reduce.norm2(n, x, 0), Reduce.norm2(n, x, 0, workers));
        assertEquals(Reduce.norm2(n, huge, 0), Reduce.norm2(n, huge, 0, workers));
        assertEquals(Reduce.maxAbs(n, x, 0), Reduce.maxAbs(n, x, 0, workers));
        assertEquals(Reduce.mean(n, x, 0), Reduce.mean(n, x, 0, workers));
        assertEquals(Reduce.variance(n, x, 0), Reduce.variance(n, x, 0, workers));
      }
    }
  }

  @Test
  void errorsNameTheVector() {
    double[] x = new double[10];
    assertEquals("sum: x has 10 elements, but 8 from offset 3 are needed",
        assertThrows(IllegalArgumentException.class, () -> Reduce.sum(8, x, 3)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Reduce.sum(-1, x, 0));
    assertThrows(IllegalArgumentException.class, () -> Reduce.sum(2, x, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> Reduce.sum(4, x, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> Reduce.dot(8, x, 0, x, 3));
    assertThrows(IllegalArgumentException.class, () -> Reduce.sum(1, x, Long.MAX_VALUE));
  }
}
