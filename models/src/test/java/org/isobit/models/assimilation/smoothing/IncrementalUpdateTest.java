package org.isobit.models.assimilation.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.particle.ParticleFilter;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Increments that are spread over a window, against the sums of linear models. */
class IncrementalUpdateTest {

  private static final int N = 3;
  private static final int MEMBERS = 5;

  private static Ensemble members(long seed) {
    return Ensemble.of(new Random(seed).doubles(MEMBERS * N, -1, 1).toArray(), MEMBERS, N);
  }

  private static Observations observations(int cycle) {
    return Observations.of(new Random(cycle).doubles(2, -2, 2).toArray(), 0.5, ObservationOperator.indices(0, 2));
  }

  /** Two cycles of 7 steps with windows of 1 to 7, of which each forced run is written out. */
  @Test
  void aLinearModelGivesTheSumOfTheForcedRun() {
    Dense map = Dense.identity(N).plus(new Dense(N, N, new Random(3).doubles(9, -0.3, 0.3).toArray()));
    Dense m = map.transpose(); // members are rows
    for (int w = 1; w <= 7; w++) {
      int before = w / 2;
      Ensemble e = members(1);
      IncrementalUpdate iau = new IncrementalUpdate(new LinearMap(N, map.data()), e, new ETKF(), w);
      Dense x = new Dense(MEMBERS, N, e.values().clone());
      Dense forcing = x.scale(0);
      int left = 0;
      for (int k = 0; k < 3; k++) {
        iau.forecast(7 * k, 7, Workers.serial());
        Dense start = x;
        for (int s = 0; s < 7; s++) {
          start = s == 7 - before ? x : start;
          x = x.mult(m).plus(forcing.scale(left-- > 0 ? 1 : 0));
        }
        start = before == 0 ? x : start;
        assertArrayEquals(x.data(), e.values(), 1e-13);
        Ensemble analysis = Ensemble.of(x.data().clone(), MEMBERS, N);
        new ETKF().analyse(analysis, observations(k), Cycle.of(1, k));
        iau.analyse(observations(k), Cycle.of(1, k));
        forcing = new Dense(MEMBERS, N, analysis.values()).minus(x).scale(1.0 / w);
        // M^w x + Σ M^(w−s) δ/w, up to the analysis.
        x = start;
        left = w;
        for (int s = 0; s < before; s++) {
          x = x.mult(m).plus(forcing);
          left--;
        }
        assertArrayEquals(x.data(), e.values(), 1e-12);
      }
    }
  }

  @Test
  void theWholeIncrementIsThereWhenTheWindowEndsIfNothingMoves() {
    for (int w : new int[] {1, 4, 5}) {
      Ensemble e = members(2);
      Ensemble analysis = e.copy();
      IncrementalUpdate iau = new IncrementalUpdate(new LinearMap(N, Dense.identity(N).data()), e, new ETKF(), w);
      new ETKF().analyse(analysis, observations(0), Cycle.of(1, 0));
      iau.forecast(0, w, Workers.serial());
      iau.analyse(observations(0), Cycle.of(1, 0));
      iau.forecast(w, w, Workers.serial());
      assertArrayEquals(analysis.values(), e.values(), 1e-14);
      iau.forecast(2 * w, w, Workers.serial());
      assertArrayEquals(analysis.values(), e.values(), 1e-14);
      double[] spread = new double[N];
      iau.spread(spread);
      assertArrayEquals(e.spread(), spread);
      // An analysis of initial members has its window ahead.
      Ensemble first = members(2);
      IncrementalUpdate early = new IncrementalUpdate(new LinearMap(N, Dense.identity(N).data()), first, new ETKF(), w);
      early.analyse(observations(0), Cycle.of(1, 0));
      assertArrayEquals(members(2).values(), first.values());
      if (w > 1) {
        refused("it must have at least " + (w + w / 2) + " steps, but has " + (w + w / 2 - 1),
            () -> early.forecast(0, w + w / 2 - 1, Workers.serial()));
      }
      early.forecast(0, w + w / 2, Workers.serial());
      assertArrayEquals(analysis.values(), first.values(), 1e-14);
      // Nothing of it is lost by the next one, which has nothing to add.
      early.analyse(Observations.of(new double[0], 1, ObservationOperator.indices()), Cycle.of(1, 1));
      assertArrayEquals(analysis.values(), first.values(), 1e-14);
    }
  }

  @Test
  void withoutObservationsMembersRunFreely() {
    SteppedModel model = new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01);
    Ensemble e = members(4);
    Ensemble free = e.copy();
    IncrementalUpdate iau = new IncrementalUpdate(model, e, new ETKF(), 6);
    for (int k = 0; k < 4; k++) {
      iau.forecast(8 * k, 8, Workers.serial());
      iau.analyse(Observations.of(new double[0], 1, ObservationOperator.indices()), Cycle.of(1, k));
      model.advance(8 * k, 8, free, Workers.serial());
      assertArrayEquals(free.values(), e.values());
    }
  }

  @Test
  void mistakesAreNamedAndLeaveTheEstimate() {
    LinearMap model = new LinearMap(N, Dense.identity(N).data());
    refused("window must be positive, but is 0", () -> new IncrementalUpdate(model, members(1), new ETKF(), 0));
    refused("has no increments", () -> new IncrementalUpdate(model, members(1), new ParticleFilter(), 2));
    refused("the model has 3 variables but the members have 2",
        () -> new IncrementalUpdate(model, Ensemble.allocate(3, 2), new ETKF(), 2));
    Ensemble e = members(1);
    IncrementalUpdate iau = new IncrementalUpdate(model, e, new ETKF(), 4);
    refused("at least the 4 steps of the window, but has 3", () -> iau.forecast(0, 3, Workers.serial()));
    iau.forecast(0, 4, Workers.serial());
    double[] before = e.values().clone();
    Observations accurate = Observations.of(new double[3], 1e-9, ObservationOperator.identity());
    assertThrows(NumericalException.class, () -> iau.analyse(accurate, Cycle.of(1, 0)));
    assertArrayEquals(before, e.values());
    iau.analyse(observations(0), Cycle.of(1, 0));
    refused("a forecast must come first", () -> iau.analyse(observations(0), Cycle.of(1, 0)));
    assertEquals("IncrementalUpdate[" + new ETKF() + ", 4 steps]", iau.toString());
  }

  /** Infinite beyond 2, where the forecast is not but the run with increments is: nothing of the estimate changes. */
  @Test
  void aForcedRunThatIsNotFiniteIsRefusedAndLeavesTheEstimate() {
    ForecastModel brittle = new ForecastModel() {
      @Override
      public int size() {
        return N;
      }

      @Override
      public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
        for (int m = 0; m < MEMBERS; m++) {
          for (int i = 0; i < N; i++) {
            ensemble.set(m, i, ensemble.get(m, i) > 2 ? Double.NEGATIVE_INFINITY : ensemble.get(m, i));
          }
        }
      }
    };
    Ensemble e = members(1);
    Ensemble analysis = e.copy();
    Observations far = Observations.of(new double[] {0, 30}, 0.5, ObservationOperator.indices(0, 2));
    new ETKF().analyse(analysis, far, Cycle.of(1, 7));
    IncrementalUpdate iau = new IncrementalUpdate(brittle, e, new ETKF(), 6);
    iau.forecast(0, 6, Workers.serial());
    int member = 0;
    // Two of six increments before the last of three steps.
    while (members(1).get(member, 2) + (analysis.get(member, 2) - members(1).get(member, 2)) / 3 <= 2) {
      member++;
    }
    String message = assertThrows(NumericalException.class, () -> iau.analyse(far, Cycle.of(1, 7))).getMessage();
    assertTrue(message.contains("the run with increments of member " + member + " in cycle 7 is not finite"), message);
    assertArrayEquals(members(1).values(), e.values());
    // As if it had not been tried.
    Ensemble other = members(1);
    IncrementalUpdate untried = new IncrementalUpdate(brittle, other, new ETKF(), 6);
    untried.forecast(0, 6, Workers.serial());
    for (IncrementalUpdate each : List.of(iau, untried)) {
      each.analyse(observations(0), Cycle.of(1, 8));
      each.forecast(6, 6, Workers.serial());
    }
    assertArrayEquals(other.values(), e.values());
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
