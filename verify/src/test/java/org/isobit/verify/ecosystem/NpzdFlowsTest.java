package org.isobit.verify.ecosystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FloatNpzdFlows;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.junit.jupiter.api.Test;

/** Flows of NPZD against the published equations, and what holds for all states. */
class NpzdFlowsTest {

  private static final Workers ONE = Workers.serial();

  /** Of the test case of the General Ocean Turbulence Model: rmax to z0, in the kernel's order. */
  private static final double[] USUAL =
      {1.0, 0.2, 1.1, 1.35, 0.01, 0.01, 0.003, 0.02, 0.1, 0.02, 25.0, 0.0225, 0.0225};

  private static final double[] STATES = {0.0, 1e-300, 1e-15, 1e-5, 0.3, 4.5, 30.0, 1e3};

  private static double[] flows(double[] parameters, double surface, double light, double... c) {
    double[] flows = new double[NpzdFlows.FLOWS];
    NpzdFlows.rates(1, 1, parameters, 0, new double[] {surface}, 0, new double[] {light}, 0, c, 0, 1, flows, 0, 1, ONE);
    return flows;
  }

  /** What pools win and lose by flows. */
  static double[] tendency(int pools, int[] from, int[] to, double[] flows) {
    double[] s = new double[pools];
    for (int k = 0; k < flows.length; k++) {
      s[from[k]] -= flows[k];
      s[to[k]] += flows[k];
    }
    return s;
  }

  /** S_n, S_p, S_z and S_d as they are published, and last the largest magnitude of a term. */
  private static double[] published(double[] q, double surface, double light, double n, double p, double z, double d) {
    double optimum = Math.max(surface / 4.0, q[10]);
    double pStar = p + q[11];
    double zStar = z + q[12];
    double rpd = light >= q[10] ? q[7] : q[8];
    double prod = q[0] * (light / optimum) * Math.exp(1.0 - light / optimum) * n / (q[3] + n) * pStar;
    double graz = q[1] * (1.0 - Math.exp(-q[2] * q[2] * p * p)) * zStar;
    double scale = prod + q[1] * zStar + (q[4] + rpd) * p + (q[5] + q[9]) * z + q[6] * d;
    return new double[] {-prod + q[4] * p + q[5] * z + q[6] * d, prod - graz - q[4] * p - rpd * p,
        graz - q[5] * z - q[9] * z, rpd * p + q[9] * z - q[6] * d, scale};
  }

  private static void assertPublished(double[] q, double surface, double light, double... c) {
    double[] s = tendency(4, NpzdFlows.from(), NpzdFlows.to(), flows(q, surface, light, c));
    double[] expected = published(q, surface, light, c[0], c[1], c[2], c[3]);
    for (int i = 0; i < 4; i++) {
      assertEquals(expected[i], s[i], 16 * 0x1p-53 * expected[4], "pool " + i);
    }
  }

  @Test
  void theEquationsAreThePublishedOnes() {
    Random random = new Random(3);
    for (int trial = 0; trial < 20_000; trial++) {
      double[] q = USUAL.clone();
      double[] c = new double[4];
      for (int i = 0; i < q.length; i++) {
        q[i] *= Math.exp(0.5 * random.nextGaussian());
      }
      for (int i = 0; i < 4; i++) {
        c[i] = trial % 2 == 0 ? STATES[random.nextInt(STATES.length)] : 10.0 * random.nextDouble();
      }
      double surface = 250.0 * random.nextDouble();
      assertPublished(q, surface, trial % 7 == 0 ? 0.0 : surface * random.nextDouble(), c);
    }
  }

  /** At the optimum of light, growth is rmax·n/(alpha + n) of the phytoplankton; here is the optimum imin. */
  @Test
  void knownNumbers() {
    double[] f = flows(USUAL, 0.0, 25.0, 1.35, 0.0, 2.0, 10.0);
    assertArrayEquals(new double[] {0.5 * 0.0225, 0.0, 0.0, 0.0, 0.02, 0.04, 0.03}, f, 1e-17);
    assertEquals(2.0 * 0.02, flows(USUAL, 300.0, 25.0, 1.0, 2.0, 0.0, 0.0)[3]);
    assertEquals(2.0 * 0.1, flows(USUAL, 300.0, Math.nextDown(25.0), 1.0, 2.0, 0.0, 0.0)[3]);
  }

  @Test
  void flowsAreFiniteAndNotNegativeAndNothingGivesNothing() {
    int[] from = NpzdFlows.from();
    for (int state = 0; state < 8 * 8 * 8 * 8; state++) {
      double[] c = {STATES[state & 7], STATES[state >> 3 & 7], STATES[state >> 6 & 7], STATES[state >> 9]};
      float[] narrow = new float[4];
      for (int i = 0; i < 4; i++) {
        narrow[i] = (float) c[i];
      }
      for (double light : new double[] {0.0, 1e-300, 100.0}) {
        double[] f = flows(USUAL, 100.0, light, c);
        float[] few = new float[7];
        FloatNpzdFlows.rates(1, 1, narrowed(USUAL), 0, new float[] {100.0f}, 0, new float[] {(float) light}, 0, narrow,
            0, 1, few, 0, 1, ONE);
        for (int k = 0; k < 7; k++) {
          assertTrue(f[k] >= 0.0 && f[k] <= 1e9, "flow " + k + " is " + f[k]);
          assertTrue(few[k] >= 0.0f && few[k] <= 1e9f, "flow " + k + " is " + few[k]);
          assertTrue(c[from[k]] != 0.0 || f[k] == 0.0, "flow " + k + " of nothing is " + f[k]);
          assertEquals(f[k], few[k], 4e-6 * f[k] + 1e-30, "flow " + k);
        }
      }
    }
  }

  static float[] narrowed(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /** 1 − exp(−v²) would have lost all of it. */
  @Test
  void grazingOfLittleIsAccurate() {
    for (double p = 1e-140; p < 1e-6; p *= 7.3) {
      double expected = 0.2 * (1.1 * p) * (1.1 * p) * (3.0 + 0.0225);
      assertEquals(expected, flows(USUAL, 100.0, 50.0, 1.0, p, 3.0, 1.0)[1], 1e-12 * expected);
    }
  }

  @Test
  void whatIsNotANumberStaysInItsLevelAndViewsAreTheSame() {
    int n = 3;
    int lanes = 11;
    int size = n * lanes;
    Random random = new Random(5);
    double[] parameters = random.doubles(13 * lanes, 0.1, 1.0).toArray();
    double[] surface = random.doubles(lanes).toArray();
    double[] light = random.doubles(size).toArray();
    double[] c = random.doubles(4 * size).toArray();
    double[] expected = new double[7 * size];
    NpzdFlows.rates(n, lanes, parameters, 0, surface, 0, light, 0, c, 0, size, expected, 0, size, ONE);
    c[size + lanes + 2] = Double.NaN;
    double[] flows = new double[7 * size];
    NpzdFlows.rates(Matrix.of(parameters, 13, lanes), Matrix.row(surface), Matrix.of(light, n, lanes),
        Matrix.of(c, 4, size), Matrix.of(flows, 7, size), ONE);
    for (int k = 0; k < 4; k++) {
      expected[k * size + lanes + 2] = Double.NaN;
    }
    assertArrayEquals(expected, flows);
    assertThrows(IllegalArgumentException.class, () -> NpzdFlows.rates(Matrix.of(parameters, 13, lanes),
        Matrix.row(surface), Matrix.of(light, 1, size), Matrix.of(c, 4, size), Matrix.of(flows, 7, size), ONE));
  }
}
