package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** Local filters against global ones on what each point sees, and against loops written out. */
class LocalFiltersTest {

  private static final Cycle CYCLE = Cycle.of(3, 1);
  private static final double EVERYWHERE = 1e6;

  private static int[] every(int step, int size) {
    return IntStream.iterate(0, i -> i < size, i -> i + step).toArray();
  }

  private static Observations direct(Cases c, int[] indices) {
    double[] values = new double[indices.length];
    double[] deviations = new double[indices.length];
    for (int j = 0; j < indices.length; j++) {
      values[j] = c.ensemble[indices[j]] + 1;
      deviations[j] = 0.5 + 0.1 * (j % 5);
    }
    return Observations.of(values, deviations, ObservationOperator.indices(indices));
  }

  private static void near(Ensemble expected, Ensemble actual, double tolerance) {
    for (int m = 0; m < expected.members(); m++) {
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(m, i), actual.get(m, i), tolerance, "member " + m + ", variable " + i);
      }
    }
  }

  private static double ring(int i, int j, int n) {
    int d = Math.abs(i - j);
    return Math.min(d, n - d);
  }

  @Test
  void localFiltersWithoutALimitAreTheGlobalOnes() {
    Cases c = new Cases(7, 23, 0, 1);
    Observations y = direct(c, every(3, 23));
    Localization wide = Localization.ring(23, TaperLaw.BOXCAR, Radius.length(EVERYWHERE));
    Ensemble etkf = c.forecast();
    Ensemble letkf = c.forecast();
    new ETKF().analyse(etkf, y, CYCLE);
    new LETKF(wide).analyse(letkf, y, CYCLE);
    near(etkf, letkf, 1e-12);
    Ensemble global = c.forecast();
    Ensemble local = c.forecast();
    new SerialEnSRF().analyse(global, y, CYCLE);
    new SerialEnSRF().withLocalization(wide).analyse(local, y, CYCLE);
    near(global, local, 1e-12);
  }

  @Test
  void letkfIsAnEtkfWithDampedObservationsAtEveryBatch() {
    for (int batch : new int[] {1, 2, 3, 23, 50}) {
      Cases c = new Cases(6, 23, 0, 2);
      int[] indices = every(2, 23);
      Observations y = direct(c, indices);
      Localization localization = Localization.ring(23, TaperLaw.GASPARI_COHN, Radius.halfWidth(3));
      Ensemble all = c.forecast();
      Inflation inflation = Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.1);
      new LETKF(localization).withBatch(batch).withInflation(inflation).analyse(all, y, CYCLE);
      for (int first = 0; first < 23; first += batch) {
        int end = Math.min(23, first + batch);
        List<Integer> seen = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int j = 0; j < indices.length; j++) {
          double distance = 0;
          for (int i = first; i < end; i++) {
            distance += ring(i, indices[j], 23) / (end - first);
          }
          if (localization.weight(distance) > 0) {
            seen.add(j);
            weights.add(localization.weight(distance));
          }
        }
        int[] local = seen.stream().mapToInt(j -> indices[j]).toArray();
        double[] values = seen.stream().mapToDouble(y::value).toArray();
        double[] deviations = IntStream.range(0, local.length)
            .mapToDouble(q -> y.deviation(seen.get(q)) / Math.sqrt(weights.get(q))).toArray();
        Ensemble one = c.forecast();
        new ETKF().withInflation(inflation)
            .analyse(one, Observations.of(values, deviations, ObservationOperator.indices(local)), CYCLE);
        for (int m = 0; m < 6; m++) {
          for (int i = first; i < end; i++) {
            assertEquals(one.get(m, i), all.get(m, i), 1e-12, "batch " + batch + ", variable " + i);
          }
        }
      }
    }
  }

  @Test
  void localisedSerialFilterIsTheLoopOfThePaper() {
    Cases c = new Cases(5, 19, 0, 3);
    int[] indices = every(2, 19);
    Observations y = direct(c, indices);
    Localization localization = Localization.ring(19, TaperLaw.GASPARI_COHN, Radius.support(9));
    Ensemble filter = c.forecast();
    new SerialEnSRF().withLocalization(localization).analyse(filter, y, CYCLE);
    Ensemble e = c.forecast();
    int k = e.members();
    for (int j = 0; j < indices.length; j++) {
      // State and observed state are the same numbers here, so the state alone is updated.
      double[] mean = e.mean();
      double[] obs = new double[k];
      double variance = 0;
      for (int m = 0; m < k; m++) {
        obs[m] = e.get(m, indices[j]) - mean[indices[j]];
        variance += obs[m] * obs[m] / (k - 1);
      }
      double r = y.deviation(j) * y.deviation(j);
      double alpha = 1 / (1 + Math.sqrt(r / (variance + r)));
      for (int i = 0; i < e.size(); i++) {
        double covariance = 0;
        for (int m = 0; m < k; m++) {
          covariance += obs[m] * (e.get(m, i) - mean[i]) / (k - 1);
        }
        double gain = localization.weight(ring(i, indices[j], 19)) * covariance / (variance + r);
        for (int m = 0; m < k; m++) {
          double anomaly = e.get(m, i) - mean[i] - alpha * gain * obs[m];
          e.set(m, i, mean[i] + gain * (y.value(j) - mean[indices[j]]) + anomaly);
        }
      }
    }
    near(e, filter, 1e-12);
  }

  @Test
  void pointsWithoutObservationsAreTreatedAsNamed() {
    Cases c = new Cases(5, 20, 0, 4);
    Observations y = direct(c, new int[] {0});
    Localization narrow = Localization.ring(20, TaperLaw.BOXCAR, Radius.length(2));
    Inflation inflation = Inflation.of(Kind.FORGETTING_FACTOR, 0.25);
    Ensemble kept = c.forecast();
    new LETKF(narrow).withInflation(inflation).analyse(kept, y, CYCLE);
    Ensemble inflated = c.forecast();
    new LETKF(narrow).withInflation(inflation).withUnobserved(UnobservedPoints.INFLATE).analyse(inflated, y, CYCLE);
    double[] mean = c.forecast().mean();
    for (int m = 0; m < 5; m++) {
      for (int i = 3; i < 18; i++) {
        double forecast = c.ensemble[m * 20 + i];
        assertEquals(forecast, kept.get(m, i), 1e-14);
        assertEquals(mean[i] + 2 * (forecast - mean[i]), inflated.get(m, i), 1e-13);
      }
      for (int i = 18; i < 23; i++) {
        assertEquals(kept.get(m, i % 20), inflated.get(m, i % 20), 0);
      }
    }
  }

  @Test
  void countsShowWhatReaches() {
    Localization localization = Localization.ring(10, TaperLaw.GASPARI_COHN, Radius.dapper(0.9));
    Observations y = Observations.of(new double[1], 1, ObservationOperator.indices(0));
    // The support is 3.276, but the weight at 3 is dropped.
    assertTrue(localization.weight(3) > 0 && localization.weight(3) <= localization.dropped());
    assertArrayEquals(new int[] {1, 1, 1, 0, 0, 0, 0, 0, 1, 1}, localization.counts(y));
    assertArrayEquals(new int[10], localization.counts(Observations.of(new double[0], 1,
        ObservationOperator.indices())));
  }

  @Test
  void neighboursOfEveryBatchAreKept() {
    Localization localization = Localization.ring(10, TaperLaw.BOXCAR, Radius.length(1));
    Cases c = new Cases(4, 10, 0, 5);
    Observations y = direct(c, new int[] {2, 7});
    List<NeighbourLists> met = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (int batch : new int[] {1, 2, 5}) {
        Analysis.run("test", c.forecast(), y, CYCLE, Inflation.none(), false, a -> {
          met.add(a.near(localization, batch));
          a.amplifyTo(a.analysis, a.size);
        });
        localization.counts(y);
      }
    }
    for (int b = 0; b < 3; b++) {
      assertSame(met.get(b), met.get(b + 3));
    }
    // Only so many are kept.
    for (int variable = 0; variable < 10; variable++) {
      new LETKF(localization).analyse(c.forecast(), direct(c, new int[] {variable}), CYCLE);
    }
    Analysis.run("test", c.forecast(), y, CYCLE, Inflation.none(), false, a -> {
      assertNotSame(met.get(0), a.near(localization, 1));
      assertArrayEquals(met.get(0).counts(Workers.serial()), a.near(localization, 1).counts(Workers.serial()));
      a.amplifyTo(a.analysis, a.size);
    });
  }

  @Test
  void aNewNetworkGetsNewNeighbours() {
    Localization localization = Localization.ring(10, TaperLaw.BOXCAR, Radius.length(1));
    Filter filter = new LETKF(localization);
    for (int observed : new int[] {0, 5, 0, 3}) {
      Cases c = new Cases(4, 10, 0, 5);
      Ensemble e = c.forecast();
      filter.analyse(e, direct(c, new int[] {observed}), CYCLE);
      for (int i = 0; i < 10; i++) {
        assertEquals(ring(i, observed, 10) <= 1, Math.abs(e.get(0, i) - c.ensemble[i]) > 1e-9, observed + " " + i);
      }
    }
  }

  @Test
  void placesMayBeGiven() {
    // Two dimensions, observations between the points.
    double[] points = {0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1};
    Localization localization = Localization.of(Geometry.cartesian(2), points, TaperLaw.BOXCAR, Radius.length(0.8));
    Observations y = Observations.of(new double[] {1, 2}, 1, (states, observed) -> {
      for (int m = 0; m < states.members(); m++) {
        observed[2 * m] = states.get(m, 0) + states.get(m, 3);
        observed[2 * m + 1] = states.get(m, 5) * states.get(m, 5);
      }
    }).withCoordinates(new double[] {0, 0.5, 2, 1.25});
    assertArrayEquals(new int[] {1, 0, 0, 1, 0, 1}, localization.counts(y));
    Ensemble e = new Cases(4, 6, 0, 6).forecast();
    Ensemble before = e.copy();
    new LETKF(localization).analyse(e, y, CYCLE);
    for (int i = 0; i < 6; i++) {
      assertEquals(i == 0 || i == 3 || i == 5, Math.abs(e.get(1, i) - before.get(1, i)) > 1e-9);
    }
  }

  @Test
  void distancesOnTheSphere() {
    double[] cities = {0, 0, 90, 0, 180, 0, 0, 90, -90, -45};
    Localization localization = Localization.of(Geometry.greatCircle(6371), cities, TaperLaw.BOXCAR,
        Radius.length(6371 * Math.PI / 2 + 1e-6));
    Observations y = Observations.of(new double[1], 1, ObservationOperator.indices(0));
    assertArrayEquals(new int[] {1, 1, 0, 1, 1}, localization.counts(y));
  }

  @Test
  void lengthsOfTapersFollowTheirConventions() {
    assertEquals(0, weight(TaperLaw.GASPARI_COHN, Radius.halfWidth(2), 4));
    assertTrue(weight(TaperLaw.GASPARI_COHN, Radius.halfWidth(2), 3.99) > 0);
    assertEquals(0, weight(TaperLaw.GASPARI_COHN, Radius.support(2), 2));
    assertEquals(weight(TaperLaw.GASPARI_COHN, Radius.halfWidth(1.82), 1),
        weight(TaperLaw.GASPARI_COHN, Radius.dapper(1), 1));
    assertEquals(5 / 24., weight(TaperLaw.GASPARI_COHN, Radius.length(3), 3), 1e-15);
    assertEquals(Math.exp(-0.5), weight(TaperLaw.GAUSSIAN, Radius.dapper(3), 3), 1e-15);
    assertEquals(Math.exp(-2), weight(TaperLaw.EXPONENTIAL, Radius.length(3), 6), 1e-15);
    assertEquals(1, weight(TaperLaw.BOXCAR, Radius.halfWidth(3), 6));
    assertEquals(0, weight(TaperLaw.BOXCAR, Radius.support(3), 3.1));
    assertEquals(Math.pow(1 - 1 / 8., 3), weight(TaperLaw.TRICUBE, Radius.support(2), 1), 1e-15);
    assertEquals(Math.pow(1 - 1 / 16., 4), weight(TaperLaw.QUARTIC, Radius.halfWidth(1), 1), 1e-15);
  }

  private static double weight(TaperLaw taper, Radius radius, double distance) {
    return Localization.ring(9, taper, radius).weight(distance);
  }
}
