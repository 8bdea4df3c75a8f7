package org.isobit.models.diagnostics;

import static org.isobit.models.diagnostics.RankHistogramTest.says;
import static org.isobit.models.textbook.TextbookMatrices.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.scores.Bootstrap.Interval;
import org.junit.jupiter.api.Test;

class InnovationsTest {

  @Test
  void chiSquareOfDenseMatrices() {
    for (boolean correlated : new boolean[] {false, true}) {
      DenseCase c = new DenseCase(4, correlated);
      Innovations innovations = new Innovations();
      innovations.add(c.forecast, c.observations);
      double expected = 0;
      double[] solved = times(c.inverse, c.innovation);
      for (int j = 0; j < solved.length; j++) {
        expected += c.innovation[j] * solved[j];
      }
      Innovations.Result result = innovations.result();
      assertEquals(expected, result.chiSquare(), 1e-12 * expected);
      assertEquals(4, result.degrees());
      Innovations.OfType a = result.types().get("a");
      assertEquals(2, a.count());
      assertEquals((c.innovation[0] + c.innovation[2]) / 2, a.bias(), 1e-15);
      assertEquals(Math.pow(c.innovation[0] - c.innovation[2], 2) / 2, a.variance(), 1e-14);
      assertEquals(1.2 * (c.hph[0][0] + c.hph[2][2]) / 2, a.forecastVariance(), 1e-14);
      assertEquals((c.r[0][0] + c.r[2][2]) / 2, a.errorVariance(), 1e-15);
      assertEquals(List.of("a", "b"), List.copyOf(result.types().keySet()));
    }
  }

  /** Observations drawn with the covariance that the ensemble and R have: χ² follows its law. */
  @Test
  void normalInnovations() {
    DenseCase c = new DenseCase(8, false);
    SplittableRandom random = new SplittableRandom(2);
    double[] mean = c.forecast.mean();
    int cycles = 3000;
    int outside = 0;
    Innovations all = new Innovations();
    Innovations half = new Innovations();
    double[] values = new double[4];
    for (int k = 0; k < cycles; k++) {
      int[] at = {0, 2, 3, 5};
      for (int j = 0; j < 4; j++) {
        values[j] = mean[at[j]] + Math.sqrt(c.r[j][j]) * random.nextGaussian();
      }
      for (int m = 0; m < DenseCase.MEMBERS; m++) {
        double g = random.nextGaussian() / Math.sqrt(DenseCase.MEMBERS - 1);
        for (int j = 0; j < 4; j++) {
          values[j] += g * c.y[m][j];
        }
      }
      Observations now = c.observations.withValues(values);
      (k < 1000 ? all : half).add(c.forecast, now);
      Innovations one = new Innovations();
      one.add(c.forecast, now);
      Interval single = one.result().normalised(0.9);
      outside += single.value() < single.low() || single.value() > single.high() ? 1 : 0;
    }
    Innovations.OfType first = all.result().types().get("a");
    all.add(half);
    Interval total = all.result().normalised(0.9999);
    assertEquals(3000, all.result().cycles());
    assertTrue(total.low() < total.value() && total.value() < total.high(), total.toString());
    assertEquals(1, (total.low() + total.high()) / 2, 1e-3);
    assertEquals(0.1, outside / (double) cycles, 5 * Math.sqrt(0.09 / cycles));
    Innovations.OfType b = all.result().types().get("b");
    assertEquals(6000, b.count());
    double variance = (c.hph[1][1] + c.r[1][1] + c.hph[3][3] + c.r[3][3]) / 2;
    assertEquals(1, b.variance() / variance, 5 * Math.sqrt(4.0 / 6000));
    assertEquals(0, b.bias(), 5 * Math.sqrt(2 * variance / 6000));
    assertEquals(2000, first.count());
  }

  /** Quantiles as tables of the χ² law have them. */
  @Test
  void limits() {
    double[][] table = {{1, 0.000982, 5.0239}, {2, 0.050636, 7.3778}, {10, 3.24697, 20.4832}, {100, 74.2219, 129.561}};
    for (double[] row : table) {
      Interval interval = new Innovations.Result(Map.of(), 1, row[0], row[0]).normalised(0.95);
      assertEquals(1, interval.value());
      assertEquals(row[1], interval.low() * row[0], 1e-5 * row[1] + 5e-7);
      assertEquals(row[2], interval.high() * row[0], 6e-6 * Math.max(10, row[2]));
    }
    // With two degrees the law is exponential.
    Interval two = new Innovations.Result(Map.of(), 1, 3, 2).normalised(0.95);
    assertEquals(-Math.log(0.975), two.low(), 1e-14);
    assertEquals(-Math.log(0.025), two.high(), 1e-13);
  }

  /** Variances about the mean of two parts are those of the whole. */
  @Test
  void twoAddUpAndBadInputIsRefused() {
    Innovations one = new Innovations();
    Innovations two = new Innovations();
    Innovations both = new Innovations();
    for (int k = 0; k < 5; k++) {
      DenseCase c = new DenseCase(k, false);
      (k < 2 ? one : two).add(c.forecast, c.observations);
      both.add(c.forecast, c.observations);
    }
    one.add(two);
    Innovations.OfType expected = both.result().types().get("b");
    Innovations.OfType found = one.result().types().get("b");
    assertEquals(expected.count(), found.count());
    assertEquals(expected.bias(), found.bias(), 1e-14);
    assertEquals(expected.variance(), found.variance(), 1e-14 * expected.variance());
    assertEquals(expected.ratio(), found.ratio(), 1e-13);
    assertEquals(both.result().chiSquare(), one.result().chiSquare(), 1e-13);
    Innovations none = new Innovations();
    says("Innovations: limits need innovations and a level between 0 and 1, but there are 0.0 and the level is 0.9",
        () -> none.result().normalised(0.9));
    says("Innovations: member 1 has Infinity at variable 0", () -> none.add(Ensemble.of(new double[] {1,
        Double.POSITIVE_INFINITY}, 2, 1), Observations.of(new double[1], 1, ObservationOperator.identity())));
    says("Innovations: members must be at least 2, but is 1", () -> none.add(Ensemble.allocate(1, 1),
        Observations.of(new double[1], 1, ObservationOperator.identity())));
    assertEquals("Innovations: the covariance of the members as observed, over that of the errors, overflows: "
        + "value Infinity",
        assertThrows(NumericalException.class, () -> none.add(Ensemble.of(new double[] {-1e200, 1e200}, 2, 1),
        Observations.of(new double[1], 1, ObservationOperator.identity()))).getMessage());
    String told = assertThrows(NumericalException.class, () -> none.add(Ensemble.of(new double[] {-1, 1}, 2, 1),
        Observations.of(new double[1], 1e200, ObservationOperator.identity()))).getMessage();
    assertTrue(told.contains("or of its error's deviation, 1.0E200, overflows"), told);
    assertEquals(0, none.result().cycles());
    assertTrue(none.result().types().isEmpty());
  }
}
