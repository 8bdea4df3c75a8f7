package org.isobit.verify.twin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.pde.QuasiGeostrophic;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.io.Settings;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.scores.Estimate;
import org.isobit.models.twin.Published;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The double gyre of Sakov and Oke (2008) as DAPPER has it (mods/QG/sakov2008.py): 129 × 129 points, 300 observations
 * along tracks that move, with an error of 2, every 5 units of time; 300 cycles of which 250 count; truth and members
 * are states of a free run. DAPPER gives 0.64 for an LETKF of 25 members, inflation 1.04 and radius 10, whose domains
 * are 2 × 2 points; here each point is one, and 0.6416 was measured.
 */
class QuasiGeostrophicScoresTest {

  private static final int SIDE = 129;
  private static final int OBSERVED = 300;
  private static final int MEMBERS = 25;
  private static final int CYCLES = 300;
  private static final int BURN_IN = 50;
  private static final int STEPS = 4;
  private static final long SEED = 1;

  /** States of a free run from rest after 700 outputs, ten outputs apart, in a random order. */
  private static List<double[]> states(SteppedModel model, int count) {
    double[] state = new double[model.size()];
    model.advance(0, 700 * STEPS, state);
    List<double[]> states = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      states.add(state.clone());
      model.advance(0, 10 * STEPS, state);
    }
    Collections.shuffle(states, new Random(SEED));
    return states;
  }

  /** Observations of a cycle: every so many points, from one on that changes. */
  private static Observations observe(double[] truth, double[] places, int cycle) {
    int offset = (int) (Philox.uniform(SEED, 99, cycle) * (truth.length / OBSERVED));
    int[] points = new int[OBSERVED];
    double[] values = new double[OBSERVED];
    double[] at = new double[2 * OBSERVED];
    Philox.gaussian(SEED, 100 + cycle, 0, OBSERVED, values, 0);
    for (int j = 0; j < OBSERVED; j++) {
      points[j] = (int) ((long) j * truth.length / OBSERVED) + offset;
      values[j] = truth[points[j]] + 2.0 * values[j];
      at[2 * j] = places[2 * points[j]];
      at[2 * j + 1] = places[2 * points[j] + 1];
    }
    return Observations.of(values, 2.0, ObservationOperator.indices(points)).withCoordinates(at);
  }

  private static double rmse(double[] mean, double[] truth) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += (mean[i] - truth[i]) * (mean[i] - truth[i]);
    }
    return Math.sqrt(sum / mean.length);
  }

  @Test
  @Tag("full")
  void aLetkfWithTwentyFiveMembers() {
    SteppedModel model = new SteppedModel(new QuasiGeostrophic(), new RungeKutta4(), 1.25);
    Positions positions = ModelChoice.read(Settings.parse("model", Path.of(""), "{name: quasi-geostrophic}", List.of()))
        .positions();
    double[] places = positions.coordinates();
    // DAPPER counts distances in points.
    LETKF filter = new LETKF(Localization.of(Geometry.periodic(positions.periods()), places, TaperLaw.GASPARI_COHN,
        Radius.dapper(10.0 / (SIDE - 1)))).withInflation(Inflation.of(Inflation.Kind.POSTERIOR_ANOMALIES, 1.04));
    List<double[]> states = states(model, 100);
    double[] truth = states.getFirst();
    Ensemble ensemble = Ensemble.allocate(MEMBERS, truth.length);
    for (int m = 0; m < MEMBERS; m++) {
      System.arraycopy(states.get(m + 1), 0, ensemble.values(), ensemble.index(m), truth.length);
    }
    Cycle cycle = Cycle.of(SEED, 0).with(Workers.shared()).with(new Workspace());
    double[] series = new double[CYCLES];
    for (int k = 0; k < CYCLES; k++) {
      model.advance((long) k * STEPS, STEPS, truth);
      model.advance((long) k * STEPS, STEPS, ensemble, Workers.shared());
      filter.analyse(ensemble, observe(truth, places, k), cycle);
      cycle = cycle.next();
      series[k] = rmse(ensemble.mean(), truth);
    }
    Published published = new Published(0.64, 2, true, Double.NaN, Double.NaN, true);
    Estimate own = Estimate.of(series, BURN_IN, CYCLES);
    assertTrue(published.holds(own), own.text(4));
  }
}
