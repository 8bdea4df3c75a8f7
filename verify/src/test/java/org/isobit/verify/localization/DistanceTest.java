// Master of FloatDistanceTest: the float version is generated from this file.
package org.isobit.verify.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.DistanceReference;
import org.isobit.kernels.localization.UnitVectors;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Distances: accuracy, periods, poles and antipodes, errors. */
class DistanceTest {

  private static final DistanceReference REFERENCE = DistanceReference.of(Backend.REFERENCE);
  private static final double UNIT = 0x1p-53; // float: private static final double UNIT = 0x1p-24;
  private static final int N = 1000;

  @Test
  void cartesianDistancesAreAccurate() {
    double[] x = new Inputs(1).doubles(3 * N);
    double[] p = new Inputs(2).doubles(3);
    double[] d = new double[N];
    Distance.euclidean(3, N, x, 0, N, p, 0, d, 0);
    for (int i = 0; i < N; i++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int j = 0; j < 3; j++) {
        sum = sum.add(new BigDecimal(x[j * N + i]).subtract(new BigDecimal(p[j])).pow(2));
      }
      double exact = sum.sqrt(MathContext.DECIMAL128).doubleValue(); // float: unchanged
      assertEquals(exact, d[i], 4 * UNIT * exact);
    }
  }

  @Test
  void ringDistancesAreExact() {
    int n = 40;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
    }
    double[] d = new double[n];
    double[] period = {n};
    for (int at = -n; at < 2 * n; at++) {
      Distance.periodic(1, n, x, 0, n, new double[] {at}, 0, period, 0, d, 0);
      for (int i = 0; i < n; i++) {
        int steps = Math.floorMod(i - at, n);
        assertEquals(steps < n - steps ? steps : n - steps, d[i]);
      }
    }
  }

  @Test
  void onlyPeriodicDimensionsWrap() {
    double[] x = {0.5, 9.5, 0.0, 100.0};
    double[] d = new double[2];
    Distance.periodic(2, 2, x, 0, 2, new double[] {9.5, 0.0}, 0, new double[] {10.0, 0.0}, 0, d, 0);
    assertArrayEquals(new double[] {1.0, 100.0}, d);
    Distance.euclidean(2, 2, x, 0, 2, new double[] {9.5, 0.0}, 0, d, 0);
    assertArrayEquals(new double[] {9.0, 100.0}, d);
    Distance.periodic(1, 2, new double[] {Double.NaN, Double.POSITIVE_INFINITY}, 0, 2, new double[] {1.0}, 0,
        new double[] {4.0}, 0, d, 0);
    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, d);
  }

  @Test
  void arcsineIsGoodToTwoUlp() {
    int n = 20_001;
    double[] u = new double[3 * n];
    for (int i = 0; i < n; i++) {
      u[i] = 2.0 * (i / 40_000.0);
    }
    double[] d = new double[n];
    Distance.greatCircle(n, u, 0, n, new double[3], 0, 1.0, d, 0);
    for (int i = 0; i < n; i++) {
      double exact = 2.0 * StrictMath.asin(0.5 * u[i]); // float: unchanged
      assertEquals(exact, d[i], 2 * Math.ulp(d[i]), "asin " + 0.5 * u[i]);
    }
  }

  @Test
  void theEquatorAndTheMeridianAreGreatCircles() {
    int n = 3601;
    double[] angle = new double[n];
    double[] zero = new double[n];
    for (int i = 0; i < n; i++) {
      angle[i] = 0.05f * i;
    }
    double[] u = new double[3 * n];
    double[] d = new double[n];
    for (int along = 0; along < 2; along++) {
      UnitVectors.fromDegrees(n, along == 0 ? zero : angle, 0, along == 0 ? angle : zero, 0, u, 0, n);
      Distance.greatCircle(n, u, 0, n, new double[] {1.0, 0.0, 0.0}, 0, 1.0, d, 0);
      for (int i = 0; i < n; i++) {
        double exact = angle[i] * Math.PI / 180; // float: unchanged
        assertEquals(exact, d[i], 8 * UNIT, "angle " + angle[i]);
      }
    }
    assertEquals(Math.PI, d[n - 1], 4 * UNIT);
  }

  @Test
  void polesAndQuarterTurnsAreExact() {
    double[] u = new double[12];
    UnitVectors.fromDegrees(4, new double[] {90.0, -90.0, 0.0, 0.0}, 0, new double[] {33.0, 0.0, 90.0, 180.0}, 0, u, 0,
        4);
    assertArrayEquals(new double[] {0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 1.0, 0.0, 1.0, -1.0, 0.0, 0.0}, u);
    double[] d = new double[4];
    Distance.greatCircle(4, u, 0, 4, new double[] {0.0, 0.0, 1.0}, 0, 2.0, d, 0);
    assertEquals(0.0, d[0]);
    assertEquals(2.0 * Math.PI, d[1], 8 * UNIT);
    assertEquals(Math.PI, d[2], 8 * UNIT);
    assertEquals(Math.PI, d[3], 8 * UNIT);
  }

  /**
   * Where one form of the angle goes over into the next, h = ¼ and g = ¼, the first one that holds is taken. Vectors of
   * other lengths have h and g that no angle has, for which each form gives another number.
   */
  @Test
  void bordersOfTheFormsBelongToTheFirstThatHolds() {
    int n = 17;
    double third = Math.PI / 3; // float: unchanged
    double[] u = new double[3 * n];
    double[] d = new double[n];
    // h = g = 1/4: 2·asin ½, and not π less that.
    java.util.Arrays.fill(u, 0, n, 1.0);
    bordered(n, u, new double[3], third, d);
    // h = 9/4, g = 1/4: π − 2·asin ½, and not what g − h = −2 says.
    java.util.Arrays.fill(u, 0, n, 2.0);
    bordered(n, u, new double[] {-1.0, 0.0, 0.0}, 2 * third, d);
    // h = 1/4, g = 9/4: 2·asin ½, and not what g − h = 2 says.
    bordered(n, u, new double[] {1.0, 0.0, 0.0}, third, d);
  }

  private static void bordered(int n, double[] u, double[] p, double expected, double[] d) { // float: private static void bordered(int n, float[] u, float[] p, double expected, float[] d) {
    Distance.greatCircle(n, u, 0, n, p, 0, 1.0, d, 0);
    for (int i = 0; i < n; i++) {
      assertEquals(expected, d[i], 4 * UNIT);
    }
    REFERENCE.greatCircle(n, u, 0, n, p, 0, 1.0, d, 0);
    for (int i = 0; i < n; i++) {
      assertEquals(expected, d[i], 4 * UNIT);
    }
  }

  @Test
  void knownDistanceOnTheEarth() {
    // Berlin and Tokyo against the spherical law of cosines.
    double[] u = new double[6];
    double[] d = new double[2];
    UnitVectors.fromDegrees(2, new double[] {52.5, 35.75}, 0, new double[] {13.5, 139.75}, 0, u, 0, 2);
    double[] berlin = {u[0], u[2], u[4]};
    Distance.greatCircle(2, u, 0, 2, berlin, 0, 6371.0, d, 0);
    assertEquals(0.0, d[0]);
    double phi = Math.toRadians(52.5); // float: unchanged
    double psi = Math.toRadians(35.75); // float: unchanged
    double lambda = Math.toRadians(126.25); // float: unchanged
    double expected = 6371.0 * StrictMath.acos(StrictMath.sin(phi) * StrictMath.sin(psi) // float: unchanged
        + StrictMath.cos(phi) * StrictMath.cos(psi) * StrictMath.cos(lambda));
    assertEquals(expected, d[1], 6371.0 * 16 * UNIT);
  }

  @Test
  void errorsNameTheOperand() {
    double[] x = new double[12];
    double[] d = new double[4];
    assertTrue(message(() -> Distance.greatCircle(4, x, 0, 4, x, 0, 0.0, d, 0))
        .startsWith("great-circle distance: the radius must be positive and finite, but is 0"));
    assertTrue(message(() -> Distance.periodic(1, 4, x, 0, 4, x, 0, new double[] {-1.0}, 0, d, 0))
        .contains("period[0] must be finite and not negative, but is -1"));
    assertTrue(message(() -> Distance.euclidean(3, 4, x, 0, 4, x, 0, x, 2)).contains("overlaps"));
    assertTrue(message(() -> Distance.euclidean(0, 4, x, 0, 4, x, 0, d, 0)).contains("dimensions"));
    assertTrue(message(() -> UnitVectors.fromDegrees(4, d, 0, d, 0, x, 1, 4)).contains("u is 3x4"));
  }

  private static String message(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
