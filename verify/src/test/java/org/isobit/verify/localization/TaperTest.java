// Master of FloatTaperTest: the float version is generated from this file.
package org.isobit.verify.localization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isobit.kernels.localization.Taper;
import org.junit.jupiter.api.Test;

/** Tapers: accuracy against exact arithmetic, ends, special values, errors. */
class TaperTest {

  private static final double UNIT = 0x1p-53; // float: private static final double UNIT = 0x1p-24;
  private static final int N = 2200;

  /** Equation 4.10 of Gaspari and Cohn (1999) as printed. */
  private static BigDecimal gaspariCohn(BigDecimal r) {
    BigDecimal one = BigDecimal.ONE;
    MathContext context = MathContext.DECIMAL128;
    BigDecimal r2 = r.pow(2);
    BigDecimal r3 = r.pow(3);
    BigDecimal r4 = r.pow(4);
    BigDecimal r5 = r.pow(5);
    BigDecimal fiveThirds = new BigDecimal(5).divide(new BigDecimal(3), context);
    if (r.compareTo(one) <= 0) {
      return r5.negate().divide(new BigDecimal(4)).add(r4.divide(new BigDecimal(2)))
          .add(r3.multiply(new BigDecimal(5).divide(new BigDecimal(8)))).subtract(r2.multiply(fiveThirds)).add(one);
    }
    if (r.compareTo(new BigDecimal(2)) >= 0) {
      return BigDecimal.ZERO;
    }
    return r5.divide(new BigDecimal(12), context).subtract(r4.divide(new BigDecimal(2)))
        .add(r3.multiply(new BigDecimal(5).divide(new BigDecimal(8)))).add(r2.multiply(fiveThirds))
        .subtract(r.multiply(new BigDecimal(5)))
        .add(new BigDecimal(4)).subtract(new BigDecimal(2).divide(r.multiply(new BigDecimal(3)), context));
  }

  private static double[] distances() {
    double[] d = new double[N];
    for (int i = 0; i < N; i++) {
      d[i] = i * 0x1p-10;
    }
    return d;
  }

  @Test
  void gaspariCohnIsAccurateUpToItsEnd() {
    double[] w = new double[N];
    Taper.gaspariCohn(N, distances(), 0, 1.0, w, 0);
    for (int i = 0; i < N; i++) {
      double exact = gaspariCohn(new BigDecimal(i * 0x1p-10)).doubleValue(); // float: unchanged
      assertEquals(exact, w[i], 12 * UNIT * exact, "r = " + i * 0x1p-10);
    }
  }

  @Test
  void exponentialsAreThoseOfTheirArguments() {
    double[] d = distances();
    double[] gaussian = new double[N];
    double[] exponential = new double[N];
    double[] cubic = new double[N];
    Taper.gaussian(N, d, 0, 0.5, gaussian, 0);
    Taper.exponential(N, d, 0, 0.5, exponential, 0);
    Taper.cubicExponential(N, d, 0, 0.5, cubic, 0);
    for (int i = 0; i < N; i++) {
      double r = d[i] / 0.5;
      assertEquals(StrictMath.exp(-0.5 * r * r), gaussian[i], 12 * UNIT);
      assertEquals(StrictMath.exp(-r), exponential[i], 4 * UNIT);
      assertEquals(StrictMath.exp(-0.5 * r * r * r), cubic[i], 12 * UNIT);
    }
  }

  @Test
  void allTapersStartAtOneFallAndEndAtZero() {
    double[] d = {0.0, 0.5, 0.999, 1.0, 1.5, 1.9999, 2.0, 2.5, 1e6, Double.POSITIVE_INFINITY};
    for (int kind = 0; kind < 7; kind++) {
      double[] w = new double[d.length];
      taper(kind, d, w);
      assertEquals(1.0, w[0], "kind " + kind);
      for (int i = 1; i < d.length; i++) {
        assertTrue(w[i] <= w[i - 1] && w[i] >= 0.0, "kind " + kind + " at " + d[i]);
      }
      assertEquals(0.0, w[d.length - 1], "kind " + kind);
      double[] special = {Double.NaN, -0.5, 0.5};
      double[] weight = new double[3];
      taper(kind, special, weight);
      assertEquals(Double.NaN, weight[0]);
      assertEquals(weight[2], weight[1]);
    }
    double[] w = new double[d.length];
    Taper.gaspariCohn(d.length, d, 0, 1.0, w, 0);
    assertEquals(0.0, w[6]);
    assertTrue(w[5] > 0.0);
    Taper.boxcar(d.length, d, 0, 1.0, w, 0);
    assertEquals(1.0, w[3]);
    assertEquals(0.0, w[4]);
  }

  private static void taper(int kind, double[] d, double[] w) {
    switch (kind) {
      case 0 -> Taper.gaspariCohn(d.length, d, 0, 1.0, w, 0);
      case 1 -> Taper.gaussian(d.length, d, 0, 1.0, w, 0);
      case 2 -> Taper.exponential(d.length, d, 0, 1.0, w, 0);
      case 3 -> Taper.cubicExponential(d.length, d, 0, 1.0, w, 0);
      case 4 -> Taper.tricube(d.length, d, 0, 1.0, w, 0);
      case 5 -> Taper.quartic(d.length, d, 0, 1.0, w, 0);
      default -> Taper.boxcar(d.length, d, 0, 1.0, w, 0);
    }
  }

  @Test
  void errorsNameTheLength() {
    double[] d = new double[8];
    String message = assertThrows(IllegalArgumentException.class, () -> Taper.gaussian(8, d, 0, 0.0, d, 0))
        .getMessage();
    assertTrue(message.startsWith("Gaussian taper: the length must be positive and finite, but is 0"), message);
    assertThrows(IllegalArgumentException.class, () -> Taper.boxcar(8, d, 0, Double.NaN, d, 0));
    assertThrows(IllegalArgumentException.class, () -> Taper.boxcar(9, d, 0, 1.0, d, 0));
    assertThrows(IllegalArgumentException.class, () -> Taper.boxcar(4, d, 0, 1.0, d, 1));
    Taper.boxcar(4, d, 0, 1.0, d, 4);
  }
}
