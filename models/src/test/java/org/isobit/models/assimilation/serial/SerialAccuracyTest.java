package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Serial filters against the same updates with 60 digits, for conditions of single observations from 1 to 10²⁰. */
@Tag("long")
class SerialAccuracyTest {

  private static final Cycle CYCLE = Cycle.of(3, 1);
  private static final MathContext DIGITS = new MathContext(60);
  private static final int SIZE = 9;

  /** An ensemble, and observations of its first variables, some of them of the same one. */
  private record Problem(int members, double[] ensemble, int[] observed, double[] values, double[] deviations) {

    /** Conditions of single observations from 1 to the given one, which is that of one of them. */
    static Problem of(int members, int count, double condition, long seed) {
      Random random = new Random(seed);
      double[] x = new double[members * SIZE];
      for (int i = 0; i < x.length; i++) {
        x[i] = 0.1 * Math.sin(i % SIZE) + random.nextGaussian();
      }
      int[] observed = new int[count];
      double[] values = new double[count];
      double[] deviations = new double[count];
      int sharpest = random.nextInt(count);
      for (int j = 0; j < count; j++) {
        observed[j] = j % 4;
        double spread = Ensemble.of(x, members, SIZE).spread()[observed[j]];
        double own = j == sharpest ? condition : Math.pow(condition, random.nextDouble());
        deviations[j] = spread / Math.sqrt(own); // 1 + (spread ÷ deviation)² is 1 more
        values[j] = x[observed[j]] + deviations[j] * random.nextGaussian();
      }
      return new Problem(members, x, observed, values, deviations);
    }

    /** Observations that say next to nothing: a thousandth of the weight of the forecast, and no innovation. */
    static Problem weak(int members, int count) {
      Problem like = of(members, count, 1, count);
      Ensemble forecast = Ensemble.of(like.ensemble, members, SIZE);
      double[] spread = forecast.spread();
      double[] mean = forecast.mean();
      for (int j = 0; j < count; j++) {
        like.values[j] = mean[like.observed[j]];
        like.deviations[j] = spread[like.observed[j]] * (1000 + j % 7);
      }
      return like;
    }

    Observations observations() {
      return Observations.of(values, deviations, ObservationOperator.indices(observed)).withCoordinates(
          new double[observed.length]);
    }

    /** Largest error of a member in units of the norm of the variable's anomalies times 1 plus that of the weights. */
    double error(Ensemble analysis) {
      BigDecimal[][] z = new BigDecimal[members][SIZE];
      BigDecimal[] mean = new BigDecimal[SIZE];
      double[] norm = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int m = 0; m < members; m++) {
          sum = sum.add(new BigDecimal(ensemble[m * SIZE + i]));
        }
        mean[i] = sum.divide(BigDecimal.valueOf(members), DIGITS);
        for (int m = 0; m < members; m++) {
          z[m][i] = new BigDecimal(ensemble[m * SIZE + i]).subtract(mean[i]);
          norm[i] += z[m][i].doubleValue() * z[m][i].doubleValue();
        }
        norm[i] = Math.sqrt(norm[i]);
      }
      BigDecimal degrees = BigDecimal.valueOf(members - 1);
      double innovations = 0;
      for (int j = 0; j < observed.length; j++) {
        BigDecimal r = new BigDecimal(deviations[j]);
        BigDecimal[] y = new BigDecimal[members];
        BigDecimal c = degrees;
        for (int m = 0; m < members; m++) {
          y[m] = z[m][observed[j]].divide(r, DIGITS);
          c = c.add(y[m].multiply(y[m], DIGITS), DIGITS);
        }
        BigDecimal d = new BigDecimal(values[j]).subtract(mean[observed[j]]).divide(r, DIGITS);
        innovations += d.doubleValue() * d.doubleValue() / c.doubleValue();
        BigDecimal shrink = BigDecimal.ONE.divide(c.add(degrees.multiply(c, DIGITS).sqrt(DIGITS), DIGITS), DIGITS);
        for (int i = 0; i < SIZE; i++) {
          BigDecimal u = BigDecimal.ZERO;
          for (int m = 0; m < members; m++) {
            u = u.add(y[m].multiply(z[m][i], DIGITS), DIGITS);
          }
          mean[i] = mean[i].add(u.multiply(d, DIGITS).divide(c, DIGITS), DIGITS);
          for (int m = 0; m < members; m++) {
            z[m][i] = z[m][i].subtract(u.multiply(shrink, DIGITS).multiply(y[m], DIGITS), DIGITS);
          }
        }
      }
      double worst = 0;
      for (int i = 0; i < SIZE; i++) {
        for (int m = 0; m < members; m++) {
          double off = Math.abs(new BigDecimal(analysis.get(m, i)).subtract(mean[i]).subtract(z[m][i]).doubleValue());
          off /= norm[i] * (1 + Math.sqrt(innovations));
          worst = off > worst || off != off ? off : worst;
        }
      }
      return worst;
    }
  }

  private static Filter[] filters() {
    Localization here = Localization.of(Geometry.cartesian(1), new double[SIZE], TaperLaw.BOXCAR, Radius.length(1));
    return new Filter[] {new SerialEnSRF(), new SerialEnSRF().withLocalization(here), new EAKF(here)};
  }

  @Test
  void errorsGrowWithTheRootOfTheConditionAndNoFaster() {
    for (int exponent = 0; exponent <= 20; exponent += 2) {
      double condition = exponent == 20 ? 0.99e20 : Math.pow(10, exponent);
      for (int[] shape : new int[][] {{5, 1}, {5, 4}, {5, 16}, {12, 9}, {12, 30}}) {
        for (long seed = 0; seed < 4; seed++) {
          Problem p = Problem.of(shape[0], shape[1], condition, seed);
          for (Filter filter : filters()) {
            Ensemble e = Ensemble.of(p.ensemble.clone(), p.members, SIZE);
            filter.analyse(e, p.observations(), CYCLE);
            double error = p.error(e) / 0x1p-52;
            assertTrue(error <= Math.sqrt(condition) + 4, filter + " with " + p.members + " members and " + shape[1]
                + " observations at condition 1e" + exponent + ": the error is " + error + " times epsilon");
          }
        }
      }
    }
  }

  /** What an innovation moves outweighs them otherwise. */
  @Test
  void roundingsOfManyWeakObservationsAdd() {
    for (int count : new int[] {50, 1000}) {
      Problem p = Problem.weak(5, count);
      for (Filter filter : filters()) {
        Ensemble e = Ensemble.of(p.ensemble.clone(), 5, SIZE);
        filter.analyse(e, p.observations(), CYCLE);
        double error = p.error(e) / 0x1p-52;
        assertTrue(error <= 0.4 * Math.sqrt(count) + 2, filter + ": " + count + " observations, " + error);
      }
    }
  }

  @Test
  void beyondTheLimitTheObservationIsNamed() {
    Problem p = Problem.of(6, 5, 4, 1);
    double spread = Ensemble.of(p.ensemble.clone(), 6, SIZE).spread()[p.observed[3]];
    for (Filter filter : filters()) {
      String name = filter.getClass().getSimpleName();
      for (double condition : new double[] {0.99e20, 1.01e20, 1e30, 1e200}) {
        double[] deviations = p.deviations.clone();
        deviations[3] = spread / Math.sqrt(condition);
        Observations y = Observations.of(p.values, deviations, ObservationOperator.indices(p.observed))
            .withCoordinates(new double[5]);
        Ensemble e = Ensemble.of(p.ensemble.clone(), 6, SIZE);
        if (condition <= Filter.LARGEST_SERIAL_CONDITION) {
          filter.analyse(e, y, CYCLE);
          assertEquals(p.values[3], e.mean()[p.observed[3]], 1e-6 * spread, name);
          continue;
        }
        NumericalException refused = assertThrows(NumericalException.class, () -> filter.analyse(e, y, CYCLE));
        assertTrue(refused.getMessage()
            .startsWith(name + ": an observation is too accurate for the spread of the forecast; "
            + "1 + (spread / error deviation)^2 may be at most 1.0E20: use larger observation errors (index 3): value "
            + ""),
            refused.getMessage());
        assertEquals(condition, refused.value(), 1e-12 * condition);
        assertArrayEquals(p.ensemble, e.values());
      }
    }
    // The forecast's spread counts as the filter sees it: inflated.
    double[] deviations = p.deviations.clone();
    deviations[3] = spread / Math.sqrt(0.3e20);
    Observations y = Observations.of(p.values, deviations, ObservationOperator.indices(p.observed));
    Ensemble e = Ensemble.of(p.ensemble.clone(), 6, SIZE);
    assertThrows(NumericalException.class, () -> new SerialEnSRF().withInflation(Inflation.of(
        Inflation.Kind.TRANSFORM_COVARIANCE, 4)).analyse(e, y, CYCLE));
    new SerialEnSRF().withInflation(Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 3)).analyse(e, y, CYCLE);
  }
}
