package org.isobit.models.analyse.internal.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.junit.jupiter.api.Test;

/** Diagnosed variances against figures by hand, and in expectation where the true ones are known. */
class DesroziersTest {

  @Test
  void figuresByHand() {
    Observations y = Observations.of(new double[] {1, 2, 3}, new double[] {1, 2, 1},
        ObservationOperator.identity()).withTypes("a", "b", "a");
    Departures background = new Departures(new double[] {2, -1, 4}, new double[] {3, 5, 7});
    Departures analysis = new Departures(new double[] {1, 0.5, -1}, new double[] {0.5, 1, 1.5});
    AnalysisStatistics statistics = AnalysisStatistics.of(background, analysis, y);
    Desroziers all = statistics.desroziers();
    assertEquals(new Desroziers(3, 5 / 3., 0.5 / 3, 21 / 3., 21 / 3., 6 / 3., (2 - 0.5 - 4) / 3, 15 / 3.,
        (2 + 1.5 + 20) / 3, 3 / 3., (1 - 0.75 - 5) / 3), all);
    assertTrue(Double.isNaN(all.errorDeviation()));
    assertEquals(Math.sqrt(23.5 / 3), all.backgroundDeviation());
    assertEquals(List.of("a", "b"), List.copyOf(statistics.byType().keySet()));
    assertEquals(new Desroziers(1, -1, 0.5, 1, 9, 4, -0.5, 5, 1.5, 1, -0.75), statistics.byType().get("b"));
    assertEquals(2, statistics.byType().get("a").count());
    assertEquals(InnovationStatistics.of(background, y), statistics.before());
    Map<String, Object> map = all.toMap();
    assertEquals(7.0, map.get("innovationVariance"));
    assertEquals(Map.of("assumed", 2.0, "diagnosed", -2.5 / 3), map.get("errorVariance"));
  }

  @Test
  void departuresAreThoseOfTheMean() {
    Ensemble e = Ensemble.of(new double[] {1, 10, 2, 12, 6, 20}, 3, 2);
    Departures d = Departures.of(e, Observations.of(new double[] {13, 4}, 1, ObservationOperator.indices(1, 0)));
    assertEquals(-1, d.innovation()[0]);
    assertEquals(1, d.innovation()[1]);
    assertEquals(28, d.variance()[0]);
    assertEquals(7, d.variance()[1]);
  }

  @Test
  void consistentErrorsAreConfirmedAndWrongOnesShow() {
    // Independent points, each observed, background variance 1, errors of two instruments of variance 0.25 and 2.
    int size = 20_000;
    int members = 200;
    Random random = new Random(8);
    double[] truth = random.doubles(size).map(u -> random.nextGaussian()).toArray();
    String[] types = new String[size];
    double[] values = new double[size];
    double[] right = new double[size];
    double[] wrong = new double[size];
    for (int i = 0; i < size; i++) {
      types[i] = i % 2 == 0 ? "sharp" : "blunt";
      right[i] = i % 2 == 0 ? 0.5 : Math.sqrt(2);
      wrong[i] = i % 2 == 0 ? 0.5 : Math.sqrt(0.5);
      values[i] = truth[i] + right[i] * random.nextGaussian();
    }
    Localization alone = Localization.ring(size, TaperLaw.BOXCAR, Radius.length(0.5));
    for (double[] deviations : new double[][] {right, wrong}) {
      Ensemble e = Ensemble.allocate(members, size);
      for (int i = 0; i < members * size; i++) {
        e.values()[i] = random.nextGaussian();
      }
      Observations y = Observations.of(values, deviations, ObservationOperator.identity()).withTypes(types);
      Departures before = Departures.of(e, y);
      new EAKF(alone).analyse(e, y, Cycle.of(1, 1));
      Map<String, Desroziers> byType = Desroziers.byType(before, Departures.of(e, y), y);
      Desroziers sharp = byType.get("sharp");
      Desroziers blunt = byType.get("blunt");
      assertEquals(size / 2, blunt.count());
      assertEquals(0.25, sharp.errorDiagnosed(), 0.02);
      assertEquals(1, sharp.backgroundDiagnosed(), 0.06);
      assertEquals(1.25, sharp.innovationVariance(), 0.08);
      assertEquals(sharp.expectedVariance(), sharp.innovationVariance(), 0.08);
      assertEquals(sharp.analysisAssumed(), sharp.analysisDiagnosed(), 0.02);
      assertEquals(3, blunt.innovationVariance(), 0.2);
      if (deviations == right) {
        assertEquals(2, blunt.errorDiagnosed(), 0.15);
        assertEquals(1, blunt.backgroundDiagnosed(), 0.1);
      } else {
        // Assumed 0.5, with the gain 1/1.5: the innovations of variance 3 say 1 for the errors, so there is more.
        assertEquals(1, blunt.errorDiagnosed(), 0.1);
        assertEquals(1.5, blunt.expectedVariance(), 0.05);
        assertTrue(blunt.errorDiagnosed() > 1.8 * blunt.errorAssumed());
      }
    }
  }
}
