package org.isobit.models.assimilation.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.errors.SkewNormalError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ETKFDTest {

  private static final Cycle CYCLE = Cycle.of(42, 7);

  /** Members × count or samples × count of an array, less the columns' means, transposed: count × rows. */
  private static DMatrixRMaj centred(double[] rows, int n, int count, double[] mean) {
    DMatrixRMaj m = new DMatrixRMaj(count, n);
    for (int o = 0; o < count; o++) {
      for (int i = 0; i < n; i++) {
        mean[o] += rows[i * count + o] / n;
      }
      for (int i = 0; i < n; i++) {
        m.set(o, i, rows[i * count + o] - mean[o]);
      }
    }
    return m;
  }

  /**
   * The paper's formulas with columns as members: pseudo-inverse of C, root of S with negative eigenvalues at 0.
   *
   * @param given the innovation of the mean, or null for the mean of the innovations
   */
  static DMatrixRMaj expected(Ensemble e, int count, double[] observed, int samples, double[] innovations,
      double[] given) {
    int n = e.members();
    double[] innovation = new double[count];
    DMatrixRMaj y = centred(observed, n, count, new double[count]);
    DMatrixRMaj d = centred(innovations, samples, count, innovation);
    innovation = given == null ? innovation : given;
    DMatrixRMaj c = new DMatrixRMaj(count, count);
    CommonOps_DDRM.multTransB(1.0 / (samples - 1), d, d, c);
    DMatrixRMaj inverse = new DMatrixRMaj(count, count);
    CommonOps_DDRM.pinv(c, inverse);
    DMatrixRMaj yc = new DMatrixRMaj(n, count);
    CommonOps_DDRM.multTransA(y, inverse, yc);
    DMatrixRMaj s = CommonOps_DDRM.identity(n);
    CommonOps_DDRM.multAdd(-1.0 / (n - 1), yc, y, s);
    CommonOps_DDRM.add(0.5, s, 0.5, CommonOps_DDRM.transpose(s, null), s);
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    assertTrue(eigen.decompose(s));
    DMatrixRMaj t = new DMatrixRMaj(n, n);
    for (int k = 0; k < n; k++) {
      DMatrixRMaj v = eigen.getEigenVector(k);
      CommonOps_DDRM.multAddTransB(Math.sqrt(Math.max(0, eigen.getEigenvalue(k).getReal())), v, v, t);
    }
    DMatrixRMaj w = new DMatrixRMaj(n, 1);
    CommonOps_DDRM.mult(1.0 / (n - 1), yc, new DMatrixRMaj(count, 1, true, innovation), w);
    DMatrixRMaj a = Cases.anomalies(e);
    DMatrixRMaj result = new DMatrixRMaj(e.size(), n);
    CommonOps_DDRM.mult(a, t, result);
    DMatrixRMaj mean = Cases.mean(e);
    CommonOps_DDRM.multAdd(a, w, mean);
    for (int m = 0; m < n; m++) {
      for (int i = 0; i < e.size(); i++) {
        result.add(i, m, mean.get(i, 0));
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"64, 2, 1, 384", "64, 1, 1, 384", "6, 5, 3, 40", "6, 5, 6, 40", "6, 5, 9, 40", "30, 4, 7, 12",
      "9, 40, 25, 10", "5, 3, 4, 3", "2, 2, 1, 2"})
  void theAnalysisIsThatOfTheFormulas(int members, int size, int count, int samples) {
    Cases c = new Cases(members, size, count, members + 7L * samples);
    double[] observed = new double[members * count];
    c.observations().operator().apply(c.forecast(), observed);
    Random random = new Random(3);
    double[] innovations = new double[samples * count];
    for (int j = 0; j < samples; j++) {
      int m = random.nextInt(members);
      for (int o = 0; o < count; o++) {
        innovations[j * count + o] = c.values[o] + 0.8 * random.nextGaussian() - observed[m * count + o];
      }
    }
    Ensemble e = c.forecast();
    DMatrixRMaj expected = expected(e, count, observed, samples, innovations, null);
    ETKFD.update(e, count, observed, samples, innovations);
    double scale = CommonOps_DDRM.elementMaxAbs(expected);
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < size; i++) {
        // Where eigenvalues of S are at 0, their roots have half the digits.
        assertEquals(expected.get(i, m), e.get(m, i), 1e-7 * scale, "member " + m + ", variable " + i);
      }
    }
  }

  /** Innovations much narrower than members make S indefinite; members then collapse along what is observed. */
  @Test
  void negativeEigenvaluesCountAsZero() {
    Ensemble e = Ensemble.of(new double[] {-1, 5, 0, 5, 1, 8}, 3, 2);
    ETKFD.update(e, 1, new double[] {-1, 0, 1}, 3, new double[] {-0.01, 0, 0.01});
    assertEquals(0, e.spread()[0], 1e-12);
    assertEquals(0, e.mean()[0], 1e-12);
    assertTrue(e.spread()[1] > 0.5);
  }

  @Test
  void innovationsAreTheDefinition() {
    Cases c = new Cases(6, 5, 3, 1);
    SkewNormalError law = new SkewNormalError(4, 0.25);
    double[] observed = new double[18];
    c.observations().operator().apply(c.forecast(), observed);
    double[] errors = new double[30];
    law.draw(42, 4L << 56 | 7, 0, 30, errors, 0);
    double[] d = new double[30];
    for (int j = 0; j < 10; j++) {
      int m = (int) (6 * Philox.uniform(42, 5L << 56 | 7, j));
      for (int o = 0; o < 3; o++) {
        d[3 * j + o] = c.values[o] + errors[3 * j + o] - observed[3 * m + o];
      }
    }
    Ensemble byHand = c.forecast();
    ETKFD.update(byHand, 3, observed, 10, d);
    Ensemble e = c.forecast();
    new ETKFD(law, 10).analyse(e, c.observations(), CYCLE);
    assertArrayEquals(byHand.values(), e.values());
  }

  /** Root mean square distance to the ETKF for Gaussian errors falls with the root of the number of samples. */
  @Test
  void theFilterTendsToTheEtkf() {
    double few = distance(100);
    double many = distance(10_000);
    assertTrue(few > 1e-3 && many < 0.2 * few, few + " and " + many);
  }

  private static double distance(int samples) {
    double squares = 0;
    int n = 0;
    for (int trial = 0; trial < 40; trial++) {
      double[] x = new Random(trial).doubles(64, -1, 1).toArray();
      Observations y = Observations.of(new double[] {0.3}, 0.5, ObservationOperator.identity());
      Ensemble exact = Ensemble.of(x.clone(), 64, 1);
      Ensemble sampled = Ensemble.of(x.clone(), 64, 1);
      new ETKF().analyse(exact, y, CYCLE);
      new ETKFD(new GaussianError(0.25), samples).analyse(sampled, y, Cycle.of(1, trial));
      for (int m = 0; m < 64; m++) {
        squares += Math.pow(exact.get(m, 0) - sampled.get(m, 0), 2);
        n++;
      }
    }
    return Math.sqrt(squares / n);
  }

  @Test
  void aFailedAnalysisLeavesTheEnsemble() {
    Cases c = new Cases(6, 5, 3, 1);
    Ensemble e = c.forecast();
    ObservationOperator bad = (states, observed) -> Arrays.fill(observed, Double.NaN);
    ETKFD filter = new ETKFD(new GaussianError(1), 10);
    assertThrows(IllegalArgumentException.class, () -> filter.analyse(e, Observations.of(c.values, 1, bad), CYCLE));
    double[] huge = {1e300, -1e300, 1e300, 0, 1e300, -1e300};
    assertThrows(NumericalException.class, () -> ETKFD.update(e, 1, huge, 6, huge));
    assertThrows(IllegalArgumentException.class, () -> ETKFD.update(e, 1, huge, 5, huge));
    assertThrows(IllegalArgumentException.class, () -> ETKFD.update(e, 1, new double[5], 6, huge));
    assertThrows(IllegalArgumentException.class, () -> new ETKFD(new GaussianError(1), 1));
    assertArrayEquals(c.ensemble, e.values());
    e.set(1, 2, Double.NaN);
    assertThrows(IllegalArgumentException.class, () -> filter.analyse(e, c.observations(), CYCLE));
  }

  private static void says(Class<? extends RuntimeException> type, String message, Executable bad) {
    assertEquals(message, assertThrows(type, bad).getMessage());
  }

  @Test
  void whatIsWrongIsNamed() {
    Class<IllegalArgumentException> argument = IllegalArgumentException.class;
    Ensemble e = new Cases(3, 2, 0, 1).forecast();
    says(argument, "ETKFD: count must be positive, but is 0",
        () -> ETKFD.update(e, 0, new double[0], 2, new double[0]));
    says(argument, "ETKFD: there are 4 observed values, but 3 x 1 are needed",
        () -> ETKFD.update(e, 1, new double[4], 2, new double[2]));
    says(argument, "ETKFD: there are 3 innovations, but 2 x 1 are needed",
        () -> ETKFD.update(e, 1, new double[3], 2, new double[3]));
    says(argument, "ETKFD: samples must be at least 2, but is 1",
        () -> ETKFD.update(e, 1, new double[3], 1, new double[1]));
    says(argument, "ETKFD: observed value[0] is NaN",
        () -> ETKFD.update(e, 1, new double[] {Double.NaN, 0, 0}, 2, new double[2]));
    says(argument, "ETKFD: innovation[1] is Infinity",
        () -> ETKFD.update(e, 1, new double[3], 2, new double[] {0, Double.POSITIVE_INFINITY}));
    ETKFD filter = new ETKFD(new GaussianError(1), 2);
    says(argument, "ETKFD: observed ensemble[2] is NaN", () -> filter.analyse(e, Observations.of(new double[1], 1,
        (states, observed) -> observed[2] = Double.NaN), CYCLE));
    says(NumericalException.class, "ETKFD: an innovation is not finite (index 0): value Infinity",
        () -> filter.analyse(e, Observations.of(new double[] {1.7e308}, 1,
            (states, observed) -> Arrays.fill(observed, -1.7e308)), CYCLE));
    Ensemble nan = e.copy();
    nan.set(2, 1, Double.NaN);
    says(argument, "ETKFD: member 2 has NaN at variable 1",
        () -> ETKFD.update(nan, 1, new double[3], 2, new double[2]));
    says(argument, "ETKFD: member 2 has NaN at variable 1", () -> filter.analyse(nan, Observations.of(new double[0], 1,
        ObservationOperator.indices()), CYCLE));
    DeviceUse use = new DeviceUse(sentence -> { });
    filter.analyse(e, Observations.of(new double[1], 1, ObservationOperator.indices(0)), CYCLE.with(use));
    assertEquals(Set.of("ETKFD"), use.places().keySet());
  }

  /** Finite members whose analysis is not: the innovation moves one variable beyond the largest number. */
  @Test
  void anAnalysisThatOverflowsIsNamed() {
    double[][] ensembles = {{1e308, 1, -1e308, 2, 1e307, 3}, {1, 1e308, 2, -1e308, 3, 1e307}};
    for (int variable = 0; variable < 2; variable++) {
      Ensemble e = Ensemble.of(ensembles[variable].clone(), 3, 2);
      NumericalException failure = assertThrows(NumericalException.class,
          () -> ETKFD.update(e, 1, new double[] {1, -1, 0}, 4, new double[] {99, 101, 99, 101}));
      assertEquals("ETKFD: the analysis of member 0 is not finite (index " + variable + "): value Infinity",
          failure.getMessage());
      assertArrayEquals(ensembles[variable], e.values());
    }
  }

  /** Where all innovations are the same, C is 0 and so is its pseudo-inverse: there is nothing to assimilate. */
  @Test
  void innovationsWithoutSpreadChangeNothing() {
    Cases c = new Cases(4, 3, 0, 1);
    for (int count : new int[] {1, 6}) {
      Ensemble e = c.forecast();
      double[] innovations = new double[5 * count];
      Arrays.fill(innovations, 2);
      ETKFD.update(e, count, new Random(1).doubles(4L * count, -1, 1).toArray(), 5, innovations);
      assertArrayEquals(c.ensemble, e.values(), 1e-14);
    }
  }

  @Test
  void withoutObservationsNothingChanges() {
    Cases c = new Cases(6, 5, 3, 1);
    Ensemble e = c.forecast();
    new ETKFD(new GaussianError(1), 10).analyse(e, Observations.of(new double[0], 1, ObservationOperator.indices()),
        CYCLE);
    assertArrayEquals(c.ensemble, e.values());
  }
}
