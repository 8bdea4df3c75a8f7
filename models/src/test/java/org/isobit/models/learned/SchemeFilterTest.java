package org.isobit.models.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;

/** A scheme as a filter: forecasts one by one, observations combined, all or nothing. */
class SchemeFilterTest {

  private static final Cycle CYCLE = Cycle.of(1, 0);

  private static Observations observed(double... values) {
    int[] where = new int[values.length];
    java.util.Arrays.fill(where, Schemes.STATE.observed());
    return Observations.of(values, 0.1, ObservationOperator.indices(where));
  }

  private static double[] expected(double[] x, double d, double variance) {
    double[] out = Schemes.interpolated(Schemes.outputs(Schemes.network(false), x, 100, 0), d, variance);
    for (int i = 0; i < 7; i++) {
      out[i] += x[i];
    }
    return out;
  }

  @Test
  void eachMemberIsUpdatedByItself() {
    SchemeFilter filter = new SchemeFilter("ML-OI", Schemes.oi()).on(100);
    double[] both = new double[2 * 9];
    for (int m = 0; m < 2; m++) {
      System.arraycopy(Schemes.forecast(m), 0, both, 1 + 8 * m, 7);
    }
    filter.analyse(Ensemble.of(both, 1, 8, 2, 7), observed(0.3), CYCLE);
    for (int m = 0; m < 2; m++) {
      double[] x = Schemes.forecast(m);
      double[] analysis = java.util.Arrays.copyOfRange(both, 1 + 8 * m, 8 + 8 * m);
      assertArrayEquals(expected(x, 0.3 - x[6], 0.01), analysis, 1e-14);
      Ensemble alone = Ensemble.of(x, 1, 7);
      filter.analyse(alone, observed(0.3), Cycle.of(9, 4));
      assertArrayEquals(analysis, alone.values(), "the bits of a member do not depend on others, seed or cycle");
    }
  }

  @Test
  void observationsAreCombinedByPrecision() {
    SchemeFilter filter = new SchemeFilter("ML-OI", Schemes.oi()).on(100);
    double[] x = Schemes.forecast(3);
    Observations three = Observations.of(new double[] {0.1, 0.4, -0.2}, new double[] {0.1, 0.2, 0.5},
        ObservationOperator.indices(6, 6, 6));
    double variance = 1 / (100 + 25 + 4.0);
    double mean = variance * (100 * 0.1 + 25 * 0.4 - 4 * 0.2);
    Ensemble analysis = Ensemble.of(x.clone(), 1, 7);
    filter.analyse(analysis, three, CYCLE);
    assertArrayEquals(expected(x, mean - x[6], variance), analysis.values(), 1e-14);
    // R = [[a, b], [b, c]]: weights (c - b, a - b) over a + c - 2b, variance (ac - b²) over that.
    Observations correlated = observed(0.1, 0.4).withCovariance("observation", new double[] {0.02, 0.01, 0.01, 0.05});
    analysis = Ensemble.of(x.clone(), 1, 7);
    filter.analyse(analysis, correlated, CYCLE);
    assertArrayEquals(expected(x, 0.8 * 0.1 + 0.2 * 0.4 - x[6], 0.0009 / 0.05), analysis.values(), 1e-14);
  }

  @Test
  void withoutObservationsEveryBitStays() {
    Ensemble forecast = Ensemble.of(Schemes.forecast(1), 1, 7);
    new SchemeFilter("ML-OI", Schemes.oi()).analyse(forecast, observed(), CYCLE);
    assertArrayEquals(Schemes.forecast(1), forecast.values());
  }

  @Test
  void whatIsRefusedLeavesTheForecast() {
    SchemeFilter filter = new SchemeFilter("ML-OI", Schemes.oi());
    refused(filter, observed(0.1), Schemes.forecast(1), IllegalArgumentException.class,
        "ML-OI: it depends on the day of the year, which it was not told");
    double[] x = Schemes.forecast(1);
    refused(filter.on(3), Observations.of(new double[2], 1, ObservationOperator.indices(6, 0)), x,
        IllegalArgumentException.class, "ML-OI: it is for observations of p[2], which is " + x[6]
            + " in member 0, but observation 1 sees " + x[0]);
    x[2] = Double.NaN;
    refused(filter.on(3), observed(0.1), x, IllegalArgumentException.class, "ML-OI: member 0 has NaN at variable 2");
    refused(filter.on(3), observed(0.1), new double[8], IllegalArgumentException.class,
        "ML-OI: it is for states of 7 elements, n (4, log10), p (3, log10), but a state has 8");
    double[] far = Schemes.forecast(1);
    far[6] = -Double.MAX_VALUE;
    refused(new SchemeFilter("ML-EtE", Schemes.ete()).on(3), observed(Double.MAX_VALUE), far,
        NumericalException.class, "ML-EtE: the innovation of member 0 is not finite: value Infinity");
    assertEquals("Features: the day of the year must be from 0 to 366, but is 367.0",
        assertThrows(IllegalArgumentException.class, () -> filter.on(367)).getMessage());
  }

  private static void refused(SchemeFilter filter, Observations observations, double[] x,
      Class<? extends RuntimeException> kind, String message) {
    Ensemble forecast = Ensemble.of(x.clone(), 1, x.length);
    String said = assertThrows(kind, () -> filter.analyse(forecast, observations, CYCLE)).getMessage();
    assertArrayEquals(x, forecast.values());
    assertEquals(message, said);
  }
}
