package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ESTKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.global.SEIK;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.FloatLESTKF;
import org.isobit.models.assimilation.local.FloatLETKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.local.LETKFN;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.particle.HybridWeight;
import org.isobit.models.assimilation.particle.LKNETF;
import org.isobit.models.assimilation.particle.LNETF;
import org.isobit.models.assimilation.particle.LocalParticleFilter;
import org.isobit.models.assimilation.particle.NETF;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.QCEFF;
import org.isobit.models.assimilation.serial.RHF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** Cycles without any observation: what does not act leaves every bit, and what acts does so alike in all filters. */
class NoObservationTest {

  private static final int SIZE = 12;
  private static final Cycle CYCLE = Cycle.of(5, 2);
  private static final Observations NONE = Observations.of(new double[0], 1, ObservationOperator.indices());
  private static final Localization RING = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.support(4));
  private static final CoarseGrid COARSE = CoarseGrid.of(new int[] {1, SIZE}, new int[] {1, 5}, new boolean[2]);

  /** Anomalies and mean of very different size: x̄ + (x − x̄) is another number than x in most places. */
  private static Ensemble forecast() {
    double[] x = new java.util.Random(3).doubles(7 * SIZE, -1, 1).toArray();
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] * Math.pow(10, i % 7 - 3) + 1e3 / 3 * (i % SIZE % 5);
    }
    return Ensemble.of(x, 7, SIZE);
  }

  private static List<InflatingFilter> local() {
    return List.of(new LETKF(RING), new LETKF(RING).withBatch(5), new LETKF(RING).withCoarseGrid(COARSE),
        new LESTKF(RING), new LESTKF(RING).withCoarseGrid(COARSE), new EAKF(RING), new LETKFN(RING), new LNETF(RING),
        new LKNETF(RING, new HybridWeight(HybridWeight.Rule.FIXED, 0.5)),
        new RHF().withLocalization(RING), QCEFF.boundedRankHistogram(0, 1).withLocalization(RING),
        new LocalParticleFilter().withLocalization(RING));
  }

  private static List<InflatingFilter> all() {
    List<InflatingFilter> all = new ArrayList<>(local());
    all.addAll(List.of(new ETKF(), new DEnKF(), new StochasticEnKF(), new SerialEnSRF(),
        new SerialEnSRF().withLocalization(RING), new ESTKF(), new SEIK(), new DEnKF().withLocalization(RING),
        new StochasticEnKF().withLocalization(RING), new GETKF(Modulation.of(RING, 0.9)), new NETF(),
        new RHF(), QCEFF.normal(), new LocalParticleFilter(), new EnKFN(), new EnKFN().withHessian(true)));
    return all;
  }

  @Test
  void everyBitStays() {
    for (InflatingFilter filter : all()) {
      for (Inflation idle : List.of(Inflation.none(), Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.4),
          Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.4))) {
        Ensemble e = forecast();
        filter.withInflation(idle).analyse(e, NONE, CYCLE);
        assertArrayEquals(forecast().values(), e.values(), filter + ", " + idle);
      }
    }
    for (InflatingFilter filter : local()) {
      Ensemble e = forecast();
      filter.withInflation(Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.5)).analyse(e, NONE, CYCLE);
      assertArrayEquals(forecast().values(), e.values(), filter + " forgets where nothing is observed");
    }
    FloatEnsemble rounded = Precision.round(forecast());
    for (FloatInflatingFilter filter : List.of(new FloatLETKF(RING), new FloatLESTKF(RING),
        new FloatLESTKF(RING).withCoarseGrid(COARSE))) {
      FloatEnsemble e = Precision.round(forecast());
      filter.analyse(e, NONE, CYCLE);
      assertArrayEquals(rounded.values(), e.values(), filter.toString());
    }
  }

  @Test
  void whatInflatesDoesSoAlikeInAllFilters() {
    Inflation before = Inflation.of(Inflation.Kind.PRIOR_ANOMALIES, 1.7);
    Inflation after = Inflation.posteriorAnomalies(0.3);
    double[] field = new double[SIZE];
    Arrays.fill(field, 1);
    field[7] = 2.5;
    for (Inflation inflation : List.of(before, after, before.and(after), Inflation.priorCovariance(field))) {
      Ensemble expected = forecast();
      new ETKF().withInflation(inflation).analyse(expected, NONE, CYCLE);
      assertFalse(Arrays.equals(forecast().values(), expected.values()), inflation.toString());
      for (InflatingFilter filter : all()) {
        Ensemble e = forecast();
        filter.withInflation(inflation).analyse(e, NONE, CYCLE);
        assertArrayEquals(expected.values(), e.values(), filter + ", " + inflation);
      }
    }
    Ensemble turned = forecast();
    new ETKF().withRotation(true).analyse(turned, NONE, CYCLE);
    assertFalse(Arrays.equals(forecast().values(), turned.values()));
    Ensemble e = forecast();
    new LESTKF(RING).withRotation(true).analyse(e, NONE, CYCLE);
    assertArrayEquals(turned.values(), e.values());
    Inflation inside = Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 4);
    Ensemble inflated = forecast();
    new ETKF().withInflation(inside).analyse(inflated, NONE, CYCLE);
    for (InflatingFilter filter : List.of(new ESTKF(), new SEIK(), new DEnKF().withLocalization(RING),
        new StochasticEnKF().withLocalization(RING), new GETKF(Modulation.of(RING, 0.9)),
        new LETKF(RING).withUnobserved(UnobservedPoints.INFLATE),
        new LESTKF(RING).withUnobserved(UnobservedPoints.INFLATE),
        new EAKF(RING).withUnobserved(UnobservedPoints.INFLATE),
        new LESTKF(RING).withCoarseGrid(COARSE).withUnobserved(UnobservedPoints.INFLATE))) {
      e = forecast();
      filter.withInflation(inside).analyse(e, NONE, CYCLE);
      assertArrayEquals(inflated.values(), e.values(), filter.toString());
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAllTheSame() {
    for (InflatingFilter filter : all()) {
      Ensemble bad = forecast();
      bad.values()[17] = Double.NaN;
      assertThrows(IllegalArgumentException.class, () -> filter.analyse(bad, NONE, CYCLE), filter.toString());
    }
    Ensemble small = Ensemble.of(new double[] {1, 2, 3, 4}, 2, 2);
    for (InflatingFilter filter : local()) {
      String message = assertThrows(IllegalArgumentException.class, () -> filter.analyse(small, NONE, CYCLE))
          .getMessage();
      assertTrue(message.contains("a state has 2"), message);
    }
  }

  @Test
  void pointsWithoutObservationsKeepTheForecastUpToRounding() {
    Observations one = Observations.of(new double[] {2}, 1, ObservationOperator.indices(0));
    for (InflatingFilter filter : local()) {
      if (filter.toString().contains("batch 5") || filter.toString().contains("coarse")) {
        continue; // there the point's neighbours share what reaches them
      }
      Ensemble e = forecast();
      filter.analyse(e, one, CYCLE);
      Ensemble before = forecast();
      for (int m = 0; m < 7; m++) {
        double x = before.get(m, 6);
        assertEquals(x, e.get(m, 6), 2 * Math.ulp(x), filter.toString());
      }
    }
  }
}
