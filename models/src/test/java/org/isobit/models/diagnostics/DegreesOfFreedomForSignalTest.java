package org.isobit.models.diagnostics;

import static org.isobit.models.diagnostics.RankHistogramTest.says;
import static org.isobit.models.textbook.TextbookMatrices.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.textbook.TextbookMatrices.Spectrum;
import org.junit.jupiter.api.Test;

class DegreesOfFreedomForSignalTest {

  /**
   * σ_b²/(σ_b² + σ_o²) before, and the same after the analysis, whose members, near 7, are rounded by 9e-16 where their
   * anomalies are 7e-3.
   */
  @Test
  void theScalarKalmanFilter() {
    for (double deviation : new double[] {0.01, 0.5, 2, 1e3}) {
      Ensemble two = Ensemble.of(new double[] {1, 3}, 2, 1); // variance 2
      Observations one = Observations.of(new double[] {7}, deviation, ObservationOperator.identity());
      double expected = 2 / (2 + deviation * deviation);
      assertEquals(expected, DegreesOfFreedomForSignal.ofForecast(two, one).total(), 1e-15);
      new ETKF().analyse(two, one, Cycle.of(1, 0));
      assertEquals(expected, DegreesOfFreedomForSignal.ofAnalysis(two, one).total(), 1e-12 * expected);
    }
  }

  @Test
  void hugeSpreadsAreRefused() {
    Ensemble huge = Ensemble.of(new double[] {1e200, -1e200, 3e200}, 3, 1);
    Observations one = Observations.of(new double[] {7}, 1.0, ObservationOperator.identity());
    assertTrue(assertThrows(NumericalException.class, () -> DegreesOfFreedomForSignal.ofForecast(huge, one))
        .getMessage().contains("overflows"));
    assertTrue(assertThrows(NumericalException.class, () -> DegreesOfFreedomForSignal.ofAnalysis(huge, one))
        .getMessage().contains("the influence of observation 0 overflows"));
    Innovations innovations = new Innovations();
    assertTrue(assertThrows(NumericalException.class, () -> innovations.add(huge, one)).getMessage()
        .contains("overflow"));
    assertEquals(0, innovations.result().cycles());
    assertTrue(innovations.result().types().isEmpty());
  }

  @Test
  void theTraceOfDenseMatrices() {
    for (boolean correlated : new boolean[] {false, true}) {
      DenseCase c = new DenseCase(12, correlated);
      double[][] influence = times(c.hph, c.inverse);
      DegreesOfFreedomForSignal found = DegreesOfFreedomForSignal.ofForecast(c.forecast, c.observations);
      Ensemble analysis = c.forecast.copy();
      new ETKF().analyse(analysis, c.observations, Cycle.of(1, 0));
      DegreesOfFreedomForSignal after = DegreesOfFreedomForSignal.ofAnalysis(analysis, c.observations);
      double total = 0;
      for (int j = 0; j < 4; j++) {
        total += influence[j][j];
        if (!correlated) {
          assertEquals(influence[j][j], found.influences().get(j), 1e-14);
        }
        assertEquals(found.influences().get(j), after.influences().get(j), 1e-13);
      }
      assertEquals(total, found.total(), 1e-13);
      assertEquals(influence[0][0] + influence[2][2], found.byType().get("a"), 1e-13);
      assertEquals(influence[1][1] + influence[3][3], found.byType().get("b"), 1e-13);
      assertEquals(total, found.byType().get("a") + found.byType().get("b"), 1e-13);
    }
  }

  /** Zupanski's sum over the eigenvalues λ² of R^(−1/2)·H·P·Hᵀ·R^(−1/2). */
  @Test
  void theSumOverEigenvalues() {
    DenseCase c = new DenseCase(13, true);
    double[][] root = Spectrum.of(c.r).power(-0.5);
    double sum = 0;
    for (double square : Spectrum.of(times(times(root, c.hph), root)).values()) {
      sum += square / (1 + square);
    }
    assertEquals(sum, DegreesOfFreedomForSignal.ofForecast(c.forecast, c.observations).total(), 1e-13);
  }

  @Test
  void noSpreadAndBadInput() {
    Observations one = Observations.of(new double[1], 1, ObservationOperator.identity());
    assertEquals(0, DegreesOfFreedomForSignal.ofForecast(Ensemble.allocate(3, 1), one).total());
    assertEquals(0, DegreesOfFreedomForSignal.ofAnalysis(Ensemble.allocate(3, 1), one).total());
    says("DegreesOfFreedomForSignal: there is no observation", () -> DegreesOfFreedomForSignal.ofForecast(
        Ensemble.allocate(3, 1), Observations.of(new double[0], 1, ObservationOperator.indices())));
    says("DegreesOfFreedomForSignal: member 0 has NaN at variable 0", () -> DegreesOfFreedomForSignal.ofAnalysis(
        Ensemble.of(new double[] {Double.NaN, 1}, 2, 1), one));
  }
}
