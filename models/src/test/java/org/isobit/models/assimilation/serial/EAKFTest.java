package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** The local serial filter against the two steps of Anderson (2003) written out, and what it does elsewhere. */
class EAKFTest {

  private static final Cycle CYCLE = Cycle.of(3, 1);

  private static Observations direct(Cases c, int... indices) {
    double[] values = IntStream.of(indices).mapToDouble(i -> c.ensemble[i] + 1).toArray();
    double[] deviations = IntStream.range(0, indices.length).mapToDouble(j -> 0.5 + 0.1 * (j % 5)).toArray();
    return Observations.of(values, deviations, ObservationOperator.indices(indices));
  }

  /** Increments in observation space, regressed on the joint state of variables and observed variables. */
  private static void dart(Ensemble e, Observations y, int[] indices, Localization localization, int ring) {
    int k = e.members();
    for (int j = 0; j < indices.length; j++) {
      double mean = e.mean()[indices[j]];
      double variance = 0;
      double[] obs = new double[k];
      for (int m = 0; m < k; m++) {
        obs[m] = e.get(m, indices[j]);
        variance += (obs[m] - mean) * (obs[m] - mean) / (k - 1);
      }
      double r = y.deviation(j) * y.deviation(j);
      double newVariance = 1 / (1 / variance + 1 / r);
      double newMean = newVariance * (mean / variance + y.value(j) / r);
      double[] increment = new double[k];
      for (int m = 0; m < k; m++) {
        increment[m] = newMean + Math.sqrt(newVariance / variance) * (obs[m] - mean) - obs[m];
      }
      for (int i = 0; i < e.size(); i++) {
        double stateMean = e.mean()[i];
        double covariance = 0;
        for (int m = 0; m < k; m++) {
          covariance += (e.get(m, i) - stateMean) * (obs[m] - mean) / (k - 1);
        }
        int d = Math.abs(i - indices[j]);
        double factor = localization.weight(Math.min(d, ring - d)) * covariance / variance;
        for (int m = 0; m < k; m++) {
          e.set(m, i, e.get(m, i) + factor * increment[m]);
        }
      }
    }
  }

  @Test
  void itIsTheTwoStepsOfThePaper() {
    int[] indices = {0, 2, 4, 6, 7, 8, 13, 18};
    Localization localization = Localization.ring(19, TaperLaw.GASPARI_COHN, Radius.halfWidth(4));
    for (int members : new int[] {3, 5, 20}) {
      Cases c = new Cases(members, 19, 0, members);
      Observations y = direct(c, indices);
      Ensemble expected = c.forecast();
      dart(expected, y, indices, localization, 19);
      Ensemble e = c.forecast();
      new EAKF(localization).analyse(e, y, CYCLE);
      assertArrayEquals(expected.values(), e.values(), 1e-12);
    }
  }

  @Test
  void withoutALimitItIsTheKalmanFilter() {
    Cases c = new Cases(7, 11, 0, 2);
    int[] indices = {1, 4, 9};
    Observations y = direct(c, indices);
    double[] h = new double[33];
    double[] values = new double[3];
    double[] deviations = new double[3];
    for (int j = 0; j < 3; j++) {
      h[j * 11 + indices[j]] = 1;
      values[j] = y.value(j);
      deviations[j] = y.deviation(j);
    }
    Cases linear = new Cases(c.ensemble, 7, h, values, deviations);
    for (ObservationOrder order : ObservationOrder.values()) {
      Ensemble e = c.forecast();
      new EAKF(Localization.ring(11, TaperLaw.BOXCAR, Radius.length(1e6))).withOrder(order).analyse(e, y, CYCLE);
      assertTrue(Cases.difference(linear.analysisMean(1), Cases.mean(e)) < 1e-11);
      assertTrue(Cases.difference(linear.analysisCovariance(1), Cases.covariance(e)) < 1e-11);
    }
  }

  @Test
  void pointsWithoutObservationsAreTreatedAsNamed() {
    int size = 20;
    Localization narrow = Localization.ring(size, TaperLaw.BOXCAR, Radius.length(2)).withFields(2);
    Cases c = new Cases(5, 2 * size, 0, 4);
    Observations y = direct(c, 0);
    for (Inflation inflation : List.of(Inflation.of(Kind.FORGETTING_FACTOR, 0.25),
        Inflation.of(Kind.TRANSFORM_COVARIANCE, 4))) {
      Ensemble kept = c.forecast();
      new EAKF(narrow).withInflation(inflation).analyse(kept, y, CYCLE);
      Ensemble inflated = c.forecast();
      new EAKF(narrow).withInflation(inflation).withUnobserved(UnobservedPoints.INFLATE).analyse(inflated, y, CYCLE);
      double[] mean = c.forecast().mean();
      for (int m = 0; m < 5; m++) {
        for (int i = 0; i < 2 * size; i++) {
          double forecast = c.ensemble[m * 2 * size + i];
          boolean far = i % size > 2 && i % size < 18;
          if (far) {
            assertEquals(forecast, kept.get(m, i), 1e-14);
            assertEquals(mean[i] + 2 * (forecast - mean[i]), inflated.get(m, i), 1e-13);
          } else {
            assertEquals(kept.get(m, i), inflated.get(m, i), 0);
          }
        }
      }
      Ensemble serial = c.forecast();
      new SerialEnSRF().withLocalization(narrow).withInflation(inflation).analyse(serial, y, CYCLE);
      assertArrayEquals(serial.values(), inflated.values());
    }
  }

  @Test
  void membersThatAgreeStayAsTheyAre() {
    // Without spread there is nothing to regress on; DART leaves such an observation out.
    Ensemble e = Ensemble.of(new double[] {1, 5, 1, 7, 1, 6}, 3, 2);
    new EAKF(Localization.ring(2, TaperLaw.BOXCAR, Radius.length(5))).analyse(e,
        Observations.of(new double[] {9}, 1, ObservationOperator.indices(0)), CYCLE);
    assertArrayEquals(new double[] {1, 5, 1, 7, 1, 6}, e.values());
  }
}
