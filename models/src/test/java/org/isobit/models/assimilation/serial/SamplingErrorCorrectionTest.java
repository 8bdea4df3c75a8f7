package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** The factor on regressions of few members: as DART published it, as defined, and as serial filters use it. */
class SamplingErrorCorrectionTest {

  /**
   * Of DART's system_simulation/final_full_precomputed_tables: members, bin of width 0.01 from −1 on, mean true
   * correlation, alpha. Half a million samples a bin.
   */
  private static final double[][] DART = {
      {12, 31, -0.57666933971427, 0.84129922261042}, {12, 61, -0.30501141763928, 0.53385550514938},
      {12, 81, -0.14823442701727, 0.20438469383336}, {12, 110, 0.71079228406567E-01, 0.55079915940247E-01},
      {12, 120, 0.14687983431723, 0.20171856243428}, {12, 135, 0.26448157094122, 0.45712634867968},
      {12, 150, 0.38934852777548, 0.66346412174564}, {12, 170, 0.57829001169476, 0.84265132357043},
      {12, 190, 0.81885033043815, 0.95512371733482}, {12, 200, 0.98942106247002, 0.99813214287104},
      {40, 21, -0.76704567954047, 0.98229768645743}, {40, 51, -0.46195387296525, 0.91272346902162},
      {40, 81, -0.17869135541607, 0.56529140869031}, {40, 110, 0.87070284999211E-01, 0.22937286401035},
      {40, 120, 0.17891430773511, 0.56434994905265}, {40, 135, 0.31889228618241, 0.81616619162224},
      {40, 150, 0.46212239867657, 0.91378152927570}, {40, 170, 0.66226461314827, 0.96786274463481},
      {40, 190, 0.87744693639993, 0.99224492934569}, {40, 200, 0.99399069738690, 0.99968167647304}};

  private static final int SIZE = 19;
  private static final Cycle CYCLE = Cycle.of(3, 1);
  private static final Localization RING = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.halfWidth(4));

  /** Sampling errors of the published tables are up to 0.0013 and 0.005, four times those of half a million samples. */
  @Test
  void publishedTables() {
    for (double[] row : DART) {
      int members = (int) row[0];
      double r = (row[1] - 0.5) / 100 - 1;
      SamplingErrorCorrection.Moments moments = new SamplingErrorCorrection.Moments(members);
      moments.given(r);
      double beta = moments.b * moments.b / ((moments.squares - moments.b * moments.b) * (1 + 1.0 / members));
      String where = members + " members, bin " + row[1];
      assertEquals(row[2], moments.rho, 0.0015, where);
      assertEquals(row[3], beta / (1 + beta), 0.0055, where);
      assertEquals(beta / (1 + beta) * moments.rho / r, SamplingErrorCorrection.of("t", members).factor(r), 3e-5,
          where);
    }
  }

  /** The definition by the midpoint rule in Fisher's variables, with u = ln(s_z/s_x) itself. */
  private static double defined(double r, int members) {
    int n = 1200;
    int degrees = members - 1;
    double far = 60.0 / degrees + 4;
    double mass = 0;
    double rho = 0;
    double b = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double z = -1 + 2 * (i + 0.5) / n;
      // Nodes that are dense at the ends.
      double truth = z * (1.875 - z * z * (1.25 - 0.375 * z * z));
      double stretch = 1.875 * (1 - z * z) * (1 - z * z);
      for (int j = 0; j < n; j++) {
        double u = far * ((j + 0.5) / n * 2 - 1);
        double density = stretch * Math.pow(1 - truth * truth, 0.5 * degrees)
            * Math.pow(Math.cosh(u) - truth * r, -degrees);
        mass += density;
        rho += density * truth;
        b += density * truth * Math.exp(u);
        squares += density * truth * truth * Math.exp(2 * u);
      }
    }
    rho /= mass;
    b /= mass;
    squares /= mass;
    double beta = b * b / ((squares - b * b) * (1 + 1.0 / members));
    return beta / (1 + beta) * rho / r;
  }

  @Test
  void theDefinitionInFishersVariables() {
    for (int members : new int[] {5, 10, 40}) {
      SamplingErrorCorrection correction = SamplingErrorCorrection.of("t", members);
      for (double r : new double[] {0.01, -0.237, 0.6, 0.93}) {
        assertEquals(defined(r, members), correction.factor(r), 4e-5, members + " members, correlation " + r);
      }
    }
  }

  /** Samples of pairs, of which those with about the wanted sample correlation count. */
  @Test
  void samplesOfPairs() {
    int members = 8;
    Random random = new Random(5);
    double[] wanted = {0.2, 0.5, 0.8};
    double[][] sums = new double[wanted.length][4];
    double[] x = new double[members];
    double[] z = new double[members];
    for (int sample = 0; sample < 400_000; sample++) {
      double rho = 2 * random.nextDouble() - 1;
      double xx = 0;
      double zz = 0;
      double xz = 0;
      double mx = 0;
      double mz = 0;
      for (int m = 0; m < members; m++) {
        x[m] = random.nextGaussian();
        z[m] = rho * x[m] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        mx += x[m] / members;
        mz += z[m] / members;
      }
      for (int m = 0; m < members; m++) {
        xx += (x[m] - mx) * (x[m] - mx);
        zz += (z[m] - mz) * (z[m] - mz);
        xz += (x[m] - mx) * (z[m] - mz);
      }
      double r = xz / Math.sqrt(xx * zz);
      for (int i = 0; i < wanted.length; i++) {
        if (Math.abs(Math.abs(r) - wanted[i]) < 0.02) {
          double signed = Math.copySign(rho, r * rho);
          double b = signed * Math.sqrt(zz / xx);
          sums[i][0]++;
          sums[i][1] += signed;
          sums[i][2] += b;
          sums[i][3] += b * b;
        }
      }
    }
    for (int i = 0; i < wanted.length; i++) {
      double n = sums[i][0];
      double b = sums[i][2] / n;
      double beta = b * b / ((sums[i][3] / n - b * b) * (1 + 1.0 / members));
      double expected = beta / (1 + beta) * sums[i][1] / n / wanted[i];
      // 15000 samples each; an eighth of a per cent is the deviation of the mean of b at 0.5.
      assertEquals(expected, SamplingErrorCorrection.of("t", members).factor(wanted[i]), 0.012,
          "correlation " + wanted[i] + " of " + n + " samples");
    }
  }

  @Test
  void fromNothingToAll() {
    double before = -1;
    for (int members : new int[] {4, 5, 20, 1000}) {
      SamplingErrorCorrection correction = SamplingErrorCorrection.of("t", members);
      assertEquals(0, correction.factor(0));
      for (double one : new double[] {1, -1, Math.nextUp(1.0), -1.5}) {
        assertEquals(1, correction.factor(one));
      }
      double last = 0;
      for (int i = 1; i <= 1000; i++) {
        double factor = correction.factor(i / 1000.0);
        assertTrue(factor > last && factor <= 1, members + " members, " + i);
        assertEquals(factor, correction.factor(-i / 1000.0));
        last = factor;
      }
      assertTrue(correction.factor(0.3) > before);
      before = correction.factor(0.3);
    }
    assertTrue(before > 0.98);
    assertEquals("EAKF: the sampling error correction needs at least 4 members, but there are 3; with fewer, the "
        + "variance of a regression coefficient is infinite", assertThrows(IllegalArgumentException.class,
            () -> analysed(new EAKF(RING).withSamplingErrorCorrection(true), new Cases(3, SIZE, 0, 1), two(0, 1)))
        .getMessage());
  }

  private static Observations two(double... values) {
    return Observations.of(values, new double[] {0.7, 0.4}, ObservationOperator.indices(4, 7));
  }

  private static double[] analysed(Filter filter, Cases c, Observations y) {
    return analysed(filter, c, y, CYCLE);
  }

  private static double[] analysed(Filter filter, Cases c, Observations y, Cycle cycle) {
    Ensemble e = c.forecast();
    filter.analyse(e, y, cycle);
    return e.values();
  }

  /** Both steps of Anderson (2003) for two observations, every number by its own formula, the factor by another. */
  private static double[] written(double[] ensemble, int members, double[] y, DoubleUnaryOperator taper,
      DoubleUnaryOperator factor) {
    double[] x = ensemble.clone();
    int[] at = {4, 7};
    double[] deviation = {0.7, 0.4};
    for (int j = 0; j < 2; j++) {
      double[] h = new double[members];
      for (int m = 0; m < members; m++) {
        h[m] = x[m * SIZE + at[j]];
      }
      double mean = mean(h);
      double variance = covariance(h, h);
      double error = deviation[j] * deviation[j];
      double[] move = new double[members];
      for (int m = 0; m < members; m++) {
        double to = mean + variance / (variance + error) * (y[j] - mean)
            + Math.sqrt(error / (variance + error)) * (h[m] - mean);
        move[m] = to - h[m];
      }
      for (int i = 0; i < SIZE; i++) {
        double[] z = new double[members];
        for (int m = 0; m < members; m++) {
          z[m] = x[m * SIZE + i];
        }
        double both = covariance(h, z);
        double r = both / Math.sqrt(variance * covariance(z, z));
        int d = Math.min(Math.abs(i - at[j]), SIZE - Math.abs(i - at[j]));
        for (int m = 0; m < members; m++) {
          x[m * SIZE + i] += taper.applyAsDouble(d) * factor.applyAsDouble(r) * both / variance * move[m];
        }
      }
    }
    return x;
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double one : x) {
      sum += one;
    }
    return sum / x.length;
  }

  private static double covariance(double[] x, double[] z) {
    double sum = 0;
    for (int m = 0; m < x.length; m++) {
      sum += (x[m] - mean(x)) * (z[m] - mean(z));
    }
    return sum / (x.length - 1);
  }

  @Test
  void everySerialFilterMultipliesItsRegressions() {
    double[] y = {0.3, -1.1};
    for (int members : new int[] {4, 9, 25}) {
      Cases c = new Cases(members, SIZE, 0, members);
      SamplingErrorCorrection correction = SamplingErrorCorrection.of("t", members);
      double[] tapered = written(c.ensemble, members, y, RING::weight, correction::factor);
      double[] global = written(c.ensemble, members, y, d -> 1, correction::factor);
      for (Filter filter : List.of(new EAKF(RING).withSamplingErrorCorrection(true),
          new SerialEnSRF().withLocalization(RING).withSamplingErrorCorrection(true),
          QCEFF.normal().withLocalization(RING).withSamplingErrorCorrection(true))) {
        assertArrayEquals(tapered, analysed(filter, c, two(y)), 1e-12 * 20, filter.toString());
        assertTrue(filter.toString().contains("sampling error corrected"), filter.toString());
      }
      for (Filter filter : List.of(new SerialEnSRF().withSamplingErrorCorrection(true),
          QCEFF.normal().withSamplingErrorCorrection(true))) {
        assertArrayEquals(global, analysed(filter, c, two(y)), 1e-12 * 20, filter.toString());
      }
      assertArrayEquals(analysed(QCEFF.boundedRankHistogram(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
          .withLocalization(RING).withSamplingErrorCorrection(true), c, two(y)),
          analysed(new RHF().withLocalization(RING).withSamplingErrorCorrection(true), c, two(y)));
      assertArrayEquals(analysed(new EAKF(RING), c, two(y)),
          analysed(new EAKF(RING).withSamplingErrorCorrection(true).withSamplingErrorCorrection(false), c, two(y)));
    }
  }

  /** Units of a variable do not count, however large; members that agree on one leave it; threads change no bit. */
  @Test
  void unitsAgreementAndThreads() {
    int members = 6;
    Cases c = new Cases(members, SIZE, 0, 2);
    Filter filter = new EAKF(RING).withSamplingErrorCorrection(true)
        .withInflation(Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 1.1));
    double[] plain = analysed(filter, c, two(0.3, -1.1));
    for (double unit : new double[] {0x1p500, 0x1p-500}) {
      Ensemble e = c.forecast();
      for (int m = 0; m < members; m++) {
        e.values()[e.index(m) + 5] *= unit;
      }
      filter.analyse(e, two(0.3, -1.1), CYCLE);
      for (int m = 0; m < members; m++) {
        assertEquals(plain[m * SIZE + 5], e.get(m, 5) / unit, 1e-12);
        assertEquals(plain[m * SIZE + 6], e.get(m, 6));
      }
    }
    Ensemble e = c.forecast();
    for (int m = 0; m < members; m++) {
      e.values()[e.index(m) + 5] = 3;
    }
    filter.analyse(e, two(0.3, -1.1), CYCLE);
    for (int m = 0; m < members; m++) {
      assertEquals(3, e.get(m, 5));
    }
    try (Workers three = Workers.of(3)) {
      assertArrayEquals(plain, analysed(filter, c, two(0.3, -1.1), CYCLE.with(three)));
    }
  }
}
