package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** The README's example for embedders; what stands between the marks is the README's text. */
class EmbedderExampleTest {

  @Test
  void analysesAnEnsembleInPlace() {
    int members = 10;
    int points = 60;
    Random random = new Random(1);
    double[] forecast = new double[members * points];
    for (int i = 0; i < forecast.length; i++) {
      forecast[i] = 15 + 2 * random.nextGaussian();
    }
    double[] before = forecast.clone();

    // snippet:start
    // Your arrays: members × points, one member after the other; where the points are; what was observed of which.
    Ensemble ensemble = Ensemble.of(forecast, members, points);
    double[] kilometres = new double[points];
    for (int i = 0; i < points; i++) {
      kilometres[i] = 50.0 * i;
    }
    double[] values = {14.2, 16.1, 15.7};
    double[] errors = {0.5, 0.5, 0.8}; // standard deviations
    Observations observations = Observations.of(values, errors, ObservationOperator.indices(10, 30, 50));

    // An LETKF with Gaspari–Cohn weights that end at 400 km, relaxing half-way to the forecast's spread.
    Filter filter = new LETKF(Localization.of(Geometry.cartesian(1), kilometres, TaperLaw.GASPARI_COHN,
        Radius.support(400)))
        .withInflation(Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.5));

    // In place, and all or nothing; seed 42, cycle 0. The bits depend on nothing else: not on threads, not on the CPU.
    filter.analyse(ensemble, observations, Cycle.of(42, 0));
    double[] mean = ensemble.mean();
    // snippet:end

    double[] prior = Ensemble.of(before, members, points).mean();
    assertTrue(Math.abs(mean[10] - 14.2) < Math.abs(prior[10] - 14.2));
    assertEquals(prior[20], mean[20], 1e-12);
  }
}
