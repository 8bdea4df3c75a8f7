package org.isobit.verify.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.loss.CensoredGaussian;
import org.isobit.kernels.loss.CrossEntropy;
import org.isobit.kernels.loss.EnsembleLosses;
import org.isobit.kernels.loss.FloatCensoredGaussian;
import org.isobit.kernels.loss.QuantileLoss;
import org.isobit.kernels.neural.Losses;
import org.isobit.models.scores.CrpsDecomposition;
import org.isobit.models.scores.EnsembleScores;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Losses for training against plain formulas, and gradients against central differences. */
class LossTest {

  private static final double STEP = 1e-5;
  private static final double WEIGHT = 0.3;
  private static final double HALF_LOG_2PI = 0.5 * StrictMath.log(2 * Math.PI);
  private static final Workers SERIAL = Workers.serial();

  private interface Value {
    double get();
  }

  private static void check(Value value, double[] x, double[] gradient) {
    for (int i = 0; i < x.length; i++) {
      double at = x[i];
      x[i] = at + STEP;
      double above = value.get();
      x[i] = at - STEP;
      double below = value.get();
      x[i] = at;
      double expected = (above - below) / (2 * STEP);
      assertEquals(expected, gradient[i], 2e-9 * (1 + Math.abs(expected)), "at " + i);
    }
  }

  private static double quantile(double level, double[] p, double[] y, double[] g) {
    return QuantileLoss.quantile(level, WEIGHT, p.length, p, 0, y, 0, g, 0, SERIAL);
  }

  @Test
  void quantilesOfASampleHaveTheLeastLoss() {
    double[] y = new Inputs(1).doubles(201);
    double[] sorted = y.clone();
    Arrays.sort(sorted);
    double[] g = new double[y.length];
    for (double level : new double[] {0.1, 0.5, 0.85}) {
      double[] losses = new double[y.length];
      int least = 0;
      for (int i = 0; i < y.length; i++) {
        double[] p = new double[y.length];
        Arrays.fill(p, sorted[i]);
        losses[i] = quantile(level, p, y, g);
        double plain = 0;
        for (double v : y) {
          plain += WEIGHT * Math.max((1 - level) * (sorted[i] - v), level * (v - sorted[i]));
        }
        assertEquals(plain, losses[i], 1e-13 * plain);
        least = losses[i] < losses[least] ? i : least;
      }
      assertEquals((int) (level * y.length), least);
    }
    double[] p = new Inputs(2).doubles(y.length);
    quantile(0.85, p, y, g);
    check(() -> quantile(0.85, p, y, null), p, g);
    quantile(0.85, y, y, g);
    assertArrayEquals(new double[y.length], g);
  }

  private static double entropy(int rows, double[] x, double[] t, double[] g) {
    int n = x.length / rows;
    return CrossEntropy.probabilities(WEIGHT, rows, n, x, 0, n, t, 0, n, g, 0, n, SERIAL);
  }

  @Test
  void crossEntropyIsThatOfTheSoftmax() {
    int rows = 3;
    int n = 37;
    double[] x = new Inputs(3).doubles(rows * n);
    double[] t = new Inputs(4).doubles(rows * n);
    double plain = 0;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        x[row * n + j] *= 5;
        t[row * n + j] = Math.abs(t[row * n + j]);
        sum += StrictMath.exp(x[row * n + j]);
      }
      for (int j = 0; j < n; j++) {
        plain -= WEIGHT * t[row * n + j] * StrictMath.log(StrictMath.exp(x[row * n + j]) / sum);
      }
    }
    double[] g = new double[x.length];
    assertEquals(plain, entropy(rows, x, t, g), 1e-13 * plain);
    check(() -> entropy(rows, x, t, null), x, g);
  }

  /** Targets of 1 and 0 make the bits of classes; a class that is certain costs nothing, one that is excluded a lot. */
  @Test
  void classesAreProbabilitiesOfOne() {
    int rows = 4;
    int n = 21;
    double[] x = new Inputs(5).doubles(rows * n);
    double[] c = {0, 20, 7, 7};
    double[] t = new double[x.length];
    for (int row = 0; row < rows; row++) {
      t[row * n + (int) c[row]] = 1;
    }
    double[] g = new double[x.length];
    double[] h = new double[x.length];
    assertEquals(entropy(rows, x, t, g), CrossEntropy.classes(WEIGHT, rows, n, x, 0, n, c, 0, h, 0, n, SERIAL));
    assertArrayEquals(g, h);
    double[] far = {1000, -1000, 0};
    assertEquals(0.0, CrossEntropy.classes(1, 1, 3, far, 0, 3, new double[] {0}, 0, h, 0, 3, SERIAL));
    assertEquals(2000.0, CrossEntropy.classes(1, 1, 3, far, 0, 3, new double[] {1}, 0, h, 0, 3, SERIAL));
    assertArrayEquals(new double[] {1, -1, 0}, Arrays.copyOf(h, 3));
    double[] kept = h.clone();
    for (double bad : new double[] {-1, 3, 0.5, Double.NaN}) {
      assertEquals("cross-entropy: target[0] is " + bad + ", but classes are 0 ... 2",
          assertThrows(IllegalArgumentException.class, () -> CrossEntropy.classes(1, 1, 3, far, 0, 3,
              new double[] {bad}, 0, h, 0, 3, SERIAL)).getMessage());
    }
    assertArrayEquals(kept, h);
  }

  private static double censored(double[] m, double[] r, double[] y, double[] lower, double[] upper, double[] dm,
      double[] dr) {
    return CensoredGaussian.censored(WEIGHT, m.length, m, 0, r, 0, y, 0, lower, 0, upper, 0, dm, 0, dr, 0, SERIAL);
  }

  /** Φ by Simpson's rule. */
  private static double normal(double z) {
    int steps = 20_000;
    double h = (z + 12) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double at = -12 + i * h;
      sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * StrictMath.exp(-0.5 * at * at);
    }
    return sum * h / 3 / StrictMath.sqrt(2 * Math.PI);
  }

  @Test
  void censoredLikelihoodIsThatOfTheNormalDistribution() {
    int n = 40;
    double[] m = new Inputs(6).doubles(n);
    double[] r = new Inputs(7).doubles(n);
    double[] y = new Inputs(8).doubles(n);
    double[] lower = new double[n];
    double[] upper = new double[n];
    Arrays.fill(lower, -0.4);
    Arrays.fill(upper, 0.5);
    double plain = 0;
    for (int i = 0; i < n; i++) {
      double s = StrictMath.exp(-r[i]);
      double z = (y[i] - m[i]) * s;
      plain += WEIGHT * (y[i] <= -0.4 ? -StrictMath.log(normal((-0.4 - m[i]) * s))
          : y[i] >= 0.5 ? -StrictMath.log(normal((m[i] - 0.5) * s)) : 0.5 * z * z + r[i] + HALF_LOG_2PI);
    }
    double[] dm = new double[n];
    double[] dr = new double[n];
    assertEquals(plain, censored(m, r, y, lower, upper, dm, dr), 1e-9 * plain);
    check(() -> censored(m, r, y, lower, upper, null, null), m, dm);
    check(() -> censored(m, r, y, lower, upper, null, null), r, dr);
    // Without bounds, and with bounds that nothing reaches, it is the Gaussian likelihood.
    double[] gm = new double[n];
    double[] gr = new double[n];
    double gaussian = Losses.gaussian(WEIGHT, n, m, 0, r, 0, y, 0, gm, 0, gr, 0);
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.NaN);
    assertEquals(gaussian, censored(m, r, y, null, null, dm, dr));
    assertEquals(gaussian, censored(m, r, y, lower, upper, dm, dr));
    assertArrayEquals(gm, dm);
    assertArrayEquals(gr, dr);
  }

  /** Where Φ(z) itself is 0: asymptotic series of log Φ and of the inverse of Mills' ratio. */
  @Test
  void tailsAreAccurate() {
    for (double far : new double[] {40, 300, 1e5}) {
      double u = 1 / (far * far);
      double series = 1 - u * (1 - 3 * u * (1 - 5 * u * (1 - 7 * u * (1 - 9 * u))));
      double expected = 0.5 * far * far + StrictMath.log(far) + HALF_LOG_2PI - StrictMath.log(series);
      double ratio = far / series;
      double[] dm = new double[1];
      double[] dr = new double[1];
      double[] zero = {0};
      double[] mean = {far};
      assertEquals(expected, CensoredGaussian.censored(1, 1, mean, 0, zero, 0, zero, 0, zero, 0, null, 0, dm, 0, dr, 0,
          SERIAL), 1e-14 * expected);
      assertEquals(ratio, dm[0], 1e-12 * ratio);
      assertEquals(-ratio * far, dr[0], 1e-12 * ratio * far);
      double[] below = {-far};
      assertEquals(expected, CensoredGaussian.censored(1, 1, below, 0, zero, 0, zero, 0, null, 0, zero, 0, dm, 0, dr,
          0, SERIAL), 1e-14 * expected);
      assertEquals(-ratio, dm[0], 1e-12 * ratio);
      float[] floatMean = {(float) far};
      float[] none = {0};
      float[] floatGradient = new float[1];
      assertEquals((float) expected, FloatCensoredGaussian.censored(1, 1, floatMean, 0, none, 0, none, 0, none, 0, null,
          0, floatGradient, 0, new float[1], 0, SERIAL));
      assertEquals((float) ratio, floatGradient[0]);
    }
  }

  private static double crps(boolean fair, int members, double[] x, double[] y, double[] g) {
    int n = y.length;
    return EnsembleLosses.crps(fair, WEIGHT, members, n, x, 0, n, y, 0, g, 0, n, SERIAL);
  }

  @Test
  void crpsIsThatOfTheScores() {
    int n = 53;
    for (int members : new int[] {2, 3, 10}) {
      double[] x = new Inputs(members).doubles(members * n);
      double[] y = new Inputs(11).doubles(n);
      double fair = new EnsembleScores(n, members).crps(x, n, y) * n * WEIGHT;
      assertEquals(fair, crps(true, members, x, y, null), 1e-13 * Math.abs(fair));
      CrpsDecomposition decomposition = new CrpsDecomposition(members);
      double ordinary = 0;
      for (int k = 0; k < n; k++) {
        double[] differences = new double[members];
        for (int i = 0; i < members; i++) {
          differences[i] = x[i * n + k] - y[k];
        }
        ordinary += WEIGHT * decomposition.add(differences, 0);
      }
      double[] g = new double[x.length];
      assertEquals(ordinary, crps(false, members, x, y, g), 1e-13 * ordinary);
      check(() -> crps(false, members, x, y, null), x, g);
      crps(true, members, x, y, g);
      check(() -> crps(true, members, x, y, null), x, g);
    }
    // Equal members, on the observation: no slope.
    double[] g = {1, 1, 1};
    assertEquals(0.0, crps(true, 3, new double[] {2, 2, 2}, new double[] {2}, g));
    assertArrayEquals(new double[3], g);
  }

  private static double energy(boolean fair, int samples, int members, double[] x, double[] y, double[] g) {
    int n = y.length / samples;
    int all = members * n;
    return EnsembleLosses.energy(fair, WEIGHT, samples, members, n, x, 0, all, y, 0, n, g, 0, all, SERIAL);
  }

  @Test
  void energyScoresAreThoseOfNorms() {
    int samples = 3;
    int members = 4;
    double[] x = new Inputs(12).doubles(samples * members * 2);
    double[] y = new Inputs(13).doubles(samples * 2);
    double[] g = new double[x.length];
    for (boolean fair : new boolean[] {true, false}) {
      double plain = 0;
      for (int s = 0; s < samples; s++) {
        for (int i = 0; i < members; i++) {
          int a = (s * members + i) * 2;
          plain += WEIGHT * StrictMath.hypot(x[a] - y[2 * s], x[a + 1] - y[2 * s + 1]) / members;
          for (int j = 0; j < members; j++) {
            int b = (s * members + j) * 2;
            plain -= WEIGHT * StrictMath.hypot(x[a] - x[b], x[a + 1] - x[b + 1]) / 2
                / (fair ? members * (members - 1) : members * members);
          }
        }
      }
      assertEquals(plain, energy(fair, samples, members, x, y, g), 1e-13 * Math.abs(plain));
      check(() -> energy(fair, samples, members, x, y, null), x, g);
    }
  }

  /** Of one element the energy score is the CRPS; members that meet have no slope. */
  @Test
  void energyScoresOfOneElementAreCrps() {
    int members = 5;
    double[] x = new Inputs(14).doubles(members);
    double[] y = {0.25};
    double[] g = new double[members];
    double[] h = new double[members];
    assertEquals(crps(true, members, x, y, g), energy(true, 1, members, x, y, h), 1e-15);
    assertArrayEquals(g, h, 1e-15);
    energy(true, 2, 3, new double[12], new double[4], g = new double[12]);
    assertArrayEquals(new double[12], g);
    assertEquals("crps: members must be at least 2, but are 1",
        assertThrows(IllegalArgumentException.class, () -> crps(true, 1, x, y, null)).getMessage());
  }
}
