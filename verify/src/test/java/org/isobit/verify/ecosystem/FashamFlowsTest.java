package org.isobit.verify.ecosystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.FloatFashamFlows;
import org.junit.jupiter.api.Test;

/** Flows of seven pools against the published equations, and what holds for all states. */
class FashamFlowsTest {

  private static final Workers ONE = Workers.serial();

  /** Of the test case of the General Ocean Turbulence Model, vp to b0 in the kernel's order. */
  private static final double[] USUAL = {1.5, 0.065, 0.2, 0.8, 0.05, 0.2, 0.05, 1.0, 1.0, 0.625, 0.3, 0.2, 0.1, 0.7,
      0.55, 0.4, 0.05, 1.2, 0.5, 0.15, 0.0, 0.02, 1e-4, 1e-4, 1e-4};

  private static final double[] STATES = {0.0, 1e-320, 1e-300, 1e-15, 0.3, 30.0, 1e3};

  private static double[] flows(double[] parameters, double light, double[] c) {
    double[] flows = new double[FashamFlows.FLOWS];
    FashamFlows.rates(1, 1, parameters, 0, new double[] {light}, 0, c, 0, 1, flows, 0, 1, ONE);
    return flows;
  }

  /** p', z', b', d', n', a' and l' as they are published, and last a sum of magnitudes of their terms. */
  private static double[] published(double[] q, double light, double[] c) {
    double vp = q[0];
    double al = q[1];
    double k1 = q[2];
    double k2 = q[3];
    double beta = q[9];
    double del = q[12];
    double eps = q[13];
    double r1 = q[14];
    double r2 = q[15];
    double r3 = q[16];
    double p = c[0];
    double z = c[1];
    double b = c[2];
    double d = c[3];
    double n = c[4];
    double a = c[5];
    double l = c[6];
    double growth = vp * al * light / Math.sqrt(vp * vp + al * al * light * light);
    double limits = 1.0 + n / k1 + a / k2;
    double both = (n / k1 + a / k2) / limits;
    double squares = r1 * p * p + r2 * b * b + r3 * d * d;
    double below = q[8] * (r1 * p + r2 * b + r3 * d) + squares;
    double g = below == 0.0 ? 0.0 : q[7] * (z + q[23]) / below;
    double m67 = Math.min(a, q[20] * l);
    double e = q[10] * (z + q[23]) / (q[11] + z + q[23]) * z;
    double mp = q[4] * (p + q[22]) / (q[5] + p + q[22]) * p;
    double u = q[17] * (b + q[24]) / (q[18] + m67 + l);
    double p0 = q[22];
    double scale = growth * both * (p + p0) + g * squares + e + mp + u * (l + m67) + q[19] * b + q[21] * d;
    return new double[] {
        growth * both * (p * (1.0 - q[6]) + p0) - g * r1 * p * p - mp,
        beta * g * squares - e,
        u * (l + m67) - g * r2 * b * b - q[19] * b,
        (1.0 - beta) * g * (r1 * p * p + r2 * b * b) - beta * g * r3 * d * d - q[21] * d + mp + (1.0 - eps - del) * e,
        -growth * (n / k1) / limits * (p + p0),
        -growth * (a / k2) / limits * (p + p0) - u * m67 + q[19] * b + eps * e,
        q[6] * growth * both * p + q[21] * d + del * e - u * l,
        scale};
  }

  @Test
  void theEquationsAreThePublishedOnes() {
    Random random = new Random(4);
    for (int trial = 0; trial < 20_000; trial++) {
      double[] q = USUAL.clone();
      for (int i = 0; i < q.length; i++) {
        q[i] *= Math.exp(0.15 * random.nextGaussian());
      }
      q[9] = random.nextDouble();
      q[20] = trial % 3 == 0 ? 0.0 : 2.0 * random.nextDouble();
      double[] c = new double[7];
      for (int i = 0; i < 7; i++) {
        c[i] = trial % 2 == 0 ? STATES[3 + random.nextInt(4)] * random.nextInt(3) : 10.0 * random.nextDouble();
      }
      double light = trial % 7 == 0 ? 0.0 : 250.0 * random.nextDouble();
      double[] s = NpzdFlowsTest.tendency(7, FashamFlows.from(), FashamFlows.to(), flows(q, light, c));
      double[] expected = published(q, light, c);
      for (int i = 0; i < 7; i++) {
        assertEquals(expected[i], s[i], 24 * 0x1p-53 * expected[7], "pool " + i + " of trial " + trial);
      }
    }
  }

  @Test
  void flowsAreFiniteAndNotNegativeAndNothingGivesNothing() {
    int[] from = FashamFlows.from();
    float[] parameters = NpzdFlowsTest.narrowed(USUAL);
    Random random = new Random(6);
    for (int trial = 0; trial < 20_000; trial++) {
      double[] c = new double[7];
      for (int i = 0; i < 7; i++) {
        c[i] = STATES[random.nextInt(trial % 3 == 0 ? 3 : STATES.length)];
      }
      double light = trial % 5 == 0 ? 0.0 : 100.0;
      double[] f = flows(USUAL, light, c);
      float[] few = new float[17];
      FloatFashamFlows.rates(1, 1, parameters, 0, new float[] {(float) light}, 0, NpzdFlowsTest.narrowed(c), 0, 1, few,
          0, 1, ONE);
      for (int k = 0; k < 17; k++) {
        assertTrue(f[k] >= 0.0 && f[k] <= 1e9, "flow " + k + " is " + f[k]);
        assertTrue(c[from[k]] != 0.0 || f[k] == 0.0, "flow " + k + " of nothing is " + f[k]);
        assertEquals(f[k], few[k], 4e-6 * f[k] + 1e-12, "flow " + k);
      }
    }
  }

  /** Flows of grazing of numbers above LEAST are those of the formula, however small they are. */
  @Test
  void grazingOfLittleIsAccurate() {
    for (double p = 1e-150; p < 1e-9; p *= 9.1) {
      double[] f = flows(USUAL, 50.0, new double[] {p, 2.0, 0.0, 0.0, 1.0, 1.0, 1.0});
      double expected = 0.625 * (2.0 + 1e-4) * p / (1.0 + p);
      assertEquals(expected, f[4], 1e-14 * expected);
    }
    assertEquals(0.0, flows(USUAL, 50.0, new double[] {1e-305, 2.0, 0.0, 0.0, 1.0, 1.0, 1.0})[4]);
  }

  @Test
  void whatIsNotANumberStaysInItsLevelAndViewsAreTheSame() {
    int n = 3;
    int lanes = 11;
    int size = n * lanes;
    Random random = new Random(5);
    double[] parameters = random.doubles(25 * lanes, 0.1, 1.0).toArray();
    double[] light = random.doubles(size).toArray();
    double[] c = random.doubles(7 * size).toArray();
    double[] expected = new double[17 * size];
    FashamFlows.rates(n, lanes, parameters, 0, light, 0, c, 0, size, expected, 0, size, ONE);
    c[5 * size + lanes + 2] = Double.NaN;
    double[] flows = new double[17 * size];
    FashamFlows.rates(Matrix.of(parameters, 25, lanes), Matrix.of(light, n, lanes), Matrix.of(c, 7, size),
        Matrix.of(flows, 17, size), ONE);
    for (int k : new int[] {0, 1, 2, 3, 13, 14}) {
      expected[k * size + lanes + 2] = Double.NaN;
    }
    assertArrayEquals(expected, flows);
  }
}
