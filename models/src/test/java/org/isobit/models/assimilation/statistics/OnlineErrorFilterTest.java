package org.isobit.models.assimilation.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.statistics.OnlineErrors.Rates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A filter with estimated errors against the Kalman filter and the paper's formulas by dense matrices. */
class OnlineErrorFilterTest {

  private static final Cycle CYCLE = Cycle.of(3, 0);
  private static final Rates WIDE = new Rates(1.03, 1, 1, 1e-3, 1e3);
  private static final OnlineErrors START = new OnlineErrors(1.1, 0.5, 2.5, 0.25);

  private final Cases c = new Cases(9, 6, 4, 17);
  private final Observations observations = Observations.of(c.values, 1.2,
      ObservationOperator.matrix(c.h, c.count, c.size));

  @Test
  void oneAnalysisIsThePapers() {
    // H·P_b·Hᵀ, and y − H·x_b.
    DMatrixRMaj h = DMatrixRMaj.wrap(c.count, c.size, c.h);
    DMatrixRMaj before = new DMatrixRMaj(c.count, 1, true, c.values);
    CommonOps_DDRM.multAdd(-1, h, c.mean(), before);
    DMatrixRMaj ph = CommonOps_DDRM.multTransB(Cases.covariance(c.forecast()), h, null);
    DMatrixRMaj b = CommonOps_DDRM.mult(h, ph, null);
    for (boolean inflation : new boolean[] {true, false}) {
      for (boolean observation : inflation ? new boolean[] {true, false} : new boolean[] {true}) {
        double variance = observation ? 2.5 : 1.2 * 1.2;
        // y − H·x_a = R·(H·B·Hᵀ + R)⁻¹·(y − H·x_b), with B = 1.1·P_b
        DMatrixRMaj s = b.copy();
        CommonOps_DDRM.scale(1.1, s);
        for (int j = 0; j < c.count; j++) {
          s.add(j, j, variance);
        }
        DMatrixRMaj after = new DMatrixRMaj(c.count, 1);
        assertTrue(CommonOps_DDRM.solve(s, before, after));
        CommonOps_DDRM.scale(variance, after);
        double delta = (CommonOps_DDRM.dot(before, before) - c.count * variance) / CommonOps_DDRM.trace(b);
        double own = CommonOps_DDRM.dot(after, before) / c.count;
        OnlineErrorFilter filter = new OnlineErrorFilter(new ETKF(), inflation, observation, START, WIDE);
        Ensemble ensemble = c.forecast();
        filter.analyse(ensemble, observations, CYCLE);
        assertEquals(inflation ? (1.1 + 0.5 * delta) / 1.5 : 1.1, filter.errors().inflation(), 1e-12 * delta);
        assertEquals(observation ? (2.5 + 0.25 * own) / 1.25 : variance, filter.errors().errorVariance(),
            1e-12 * Math.abs(own));
        Ensemble expected = c.forecast();
        new ETKF().withInflation(Inflation.of(Inflation.Kind.PRIOR_COVARIANCE, 1.1)).analyse(expected,
            Observations.of(c.values, Math.sqrt(variance), observations.operator()), CYCLE);
        for (int i = 0; i < expected.values().length; i++) {
          assertEquals(expected.values()[i], ensemble.values()[i], 1e-12 * Math.abs(expected.values()[i]));
        }
        assertEquals((inflation ? 1 : 0) + (observation ? 1 : 0), filter.parameters().size());
      }
    }
  }

  @Test
  void itGoesOnFromItsEstimatesToTheBit() {
    OnlineErrorFilter whole = new OnlineErrorFilter(new ETKF(), true, true, START, WIDE);
    Ensemble a = c.forecast();
    whole.analyse(a, observations, CYCLE);
    Ensemble b = a.copy();
    OnlineErrorFilter rest = new OnlineErrorFilter(new ETKF(), true, true, whole.errors(), WIDE);
    whole.analyse(a, observations, CYCLE.next());
    rest.analyse(b, observations, CYCLE.next());
    assertArrayEquals(a.values(), b.values());
    assertEquals(whole.errors(), rest.errors());
  }

  @Test
  void withoutObservationsTheEstimatesStay() {
    OnlineErrorFilter filter = new OnlineErrorFilter(new ETKF(), true, false, START, WIDE);
    Ensemble ensemble = c.forecast();
    Observations none = Observations.of(new double[0], 1, ObservationOperator.indices());
    filter.analyse(ensemble, none, CYCLE);
    assertSame(START, filter.errors());
    Ensemble expected = c.forecast();
    new ETKF().withInflation(Inflation.of(Inflation.Kind.PRIOR_COVARIANCE, 1.1)).analyse(expected, none, CYCLE);
    assertArrayEquals(expected.values(), ensemble.values());
  }

  @Test
  void whatFailsChangesNothing() {
    Ensemble ensemble = c.forecast();
    OnlineErrorFilter filter = new OnlineErrorFilter(new ETKF(), true, true, START, WIDE);
    refused(filter, ensemble, "standard deviation 1 is 2.0 and the first 1.0", Observations.of(new double[] {1, 2},
        new double[] {1, 2}, ObservationOperator.indices(0, 1)));
    Observations again = Observations.of(new double[] {1, 2}, 1, new ObservationOperator() {
      private int calls;

      @Override
      public void apply(Ensemble states, double[] observed) {
        // The third look is the one at the analysis: residuals against the innovations make the variance negative.
        calls++;
        for (int m = 0; m < states.members(); m++) {
          for (int j = 0; j < 2; j++) {
            observed[2 * m + j] = states.get(m, j) + (calls < 3 ? 1e3 : -1e4);
          }
        }
      }
    });
    NumericalException e = assertThrows(NumericalException.class, () -> filter.analyse(ensemble, again, CYCLE));
    assertTrue(e.getMessage().contains("the error variance would become -"), e.getMessage());
    assertArrayEquals(c.ensemble, ensemble.values());
    assertSame(START, filter.errors());
    for (double value : new double[] {0.0, 0.1}) { // the mean of three times 0.1 is another number
      double[] values = new double[12];
      Arrays.fill(values, value);
      Ensemble same = Ensemble.of(values.clone(), 3, 4);
      e = assertThrows(NumericalException.class, () -> filter.analyse(same, Observations.of(new double[] {1}, 1,
          ObservationOperator.indices(0)), CYCLE));
      assertTrue(e.getMessage().contains("the observed variances of the forecast add up to"), e.getMessage());
      assertArrayEquals(values, same.values());
    }
  }

  private void refused(OnlineErrorFilter filter, Ensemble ensemble, String what, Observations bad) {
    named(what, () -> filter.analyse(ensemble, bad, CYCLE));
    assertArrayEquals(c.ensemble, ensemble.values());
    assertSame(START, filter.errors());
  }

  @Test
  void mistakesAreNamed() {
    named("neither inflation nor error variance", () -> new OnlineErrorFilter(new ETKF(), false, false, START, WIDE));
    ETKF inflating = new ETKF().withInflation(Inflation.of(Inflation.Kind.PRIOR_COVARIANCE, 1.1));
    named("inflates the forecast already", () -> new OnlineErrorFilter(inflating, true, true, START, WIDE));
    new OnlineErrorFilter(inflating, false, true, START, WIDE);
  }

  private static void named(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
