package org.isobit.models.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.dynamics.Euler;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.surrogate.ExpectationMaximization.Iteration;
import org.isobit.models.surrogate.ExpectationMaximization.Scheme;
import org.isobit.models.surrogate.SmoothingStep.Ends;
import org.isobit.models.surrogate.SmoothingStep.Smoothed;
import org.junit.jupiter.api.Test;

class ExpectationMaximizationTest {

  private static final int N = 8;

  private final MonomialSurrogate surrogate = new MonomialSurrogate(Monomials.local(N, 2), IntegratorKind.RK4, 0.05,
      1);

  /** Lorenz-96 with 8 variables, all observed with errors of 0.5. */
  private static List<Observations> observations(int times, double[] first) {
    Lorenz96 truth = new Lorenz96(N, 8.0);
    double[] x = new double[N];
    Philox.gaussian(1, 0, 0, N, x, 0);
    RungeKutta4 scheme = new RungeKutta4();
    scheme.advance(truth, 0.05, 200, x);
    System.arraycopy(x, 0, first, 0, N);
    List<Observations> all = new ArrayList<>();
    double[] errors = new double[N];
    for (int k = 1; k <= times; k++) {
      scheme.advance(truth, 0.05, 1, x);
      Philox.gaussian(1, 1, (long) k * N, N, errors, 0);
      double[] y = new double[N];
      for (int i = 0; i < N; i++) {
        y[i] = Math.fma(0.5, errors[i], x[i]);
      }
      all.add(Observations.of(y, 0.5, ObservationOperator.identity()));
    }
    return all;
  }

  private static SmoothingStep step(int times, int lag, Ends ends, NoiseTreatment treatment, int members) {
    double[] first = new double[N];
    List<Observations> all = observations(times, first);
    Ensemble initial = Ensemble.allocate(members, N);
    Philox.gaussian(1, 2, 0, members * N, initial.values(), 0);
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < N; i++) {
        initial.set(m, i, Math.fma(0.5, initial.get(m, i), first[i]));
      }
    }
    return new SmoothingStep(initial, all, 1, new ETKF(), lag, ends, treatment, 1);
  }

  private List<Iteration> iterations(Scheme scheme, Acceleration acceleration, int count, Workers workers) {
    List<Iteration> all = new ArrayList<>();
    new ExpectationMaximization(surrogate, step(200, 8, Ends.SAME_LAG, NoiseTreatment.SQRT_CORE, 12), scheme).run(
        new Estimate(new double[18], new double[] {1.0}), count, acceleration, all::add, workers);
    return all;
  }

  @Test
  void modelErrorAndEvidenceGoWhereTheyShould() {
    List<Iteration> all = iterations(Scheme.FULL, Acceleration.NONE, 8, Workers.serial());
    for (int i = 1; i < all.size(); i++) {
      assertTrue(all.get(i).smoothed().evidence() > all.get(i - 1).smoothed().evidence() - 0.01, "evidence of " + i);
    }
    Iteration first = all.getFirst();
    Iteration last = all.getLast();
    assertTrue(last.smoothed().evidence() > first.smoothed().evidence() + 1.0);
    assertTrue(last.to().deviation() < 0.3 * first.to().deviation(), last.to().deviation() + "");
    // Members have more spread than their mean has errors.
    List<Iteration> approximate = iterations(Scheme.APPROXIMATE, Acceleration.NONE, 8, Workers.serial());
    assertTrue(approximate.getLast().to().deviation() < last.to().deviation());
    List<Iteration> descent = iterations(Scheme.DESCENT, Acceleration.NONE, 3, Workers.serial());
    assertEquals(1.0, descent.getLast().to().deviation());
  }

  @Test
  void acceleratedIterationsAreAheadAndThreadsDoNotShow() {
    List<Iteration> plain = iterations(Scheme.FULL, Acceleration.NONE, 12, Workers.serial());
    for (Acceleration acceleration : List.of(Acceleration.ANDERSON, Acceleration.SQUAREM)) {
      List<Iteration> quick = iterations(Scheme.FULL, acceleration, 12, Workers.serial());
      double best = quick.stream().filter(Iteration::accepted).mapToDouble(i -> i.smoothed().evidence()).max()
          .orElseThrow();
      assertTrue(best > plain.getLast().smoothed().evidence(), acceleration + ": " + best);
      try (Workers three = Workers.of(3)) {
        List<Iteration> again = iterations(Scheme.FULL, acceleration, 12, three);
        for (int i = 0; i < quick.size(); i++) {
          assertEquals(quick.get(i).accepted(), again.get(i).accepted());
          assertArrayEquals(quick.get(i).from().vector(), again.get(i).from().vector());
        }
      }
    }
  }

  /** A linear contraction: what plain steps come to in hundreds, mixing does in as many as there are variables. */
  @Test
  void mixingSolvesLinearIterations() {
    double[] rates = {0.99, 0.95, 0.8, 0.3};
    double[] scales = {1.0, 2.0, 0.5, 1.0};
    for (Acceleration acceleration : Acceleration.values()) {
      Acceleration.Proposals proposals = acceleration.begin();
      double[] x = new double[4];
      for (int i = 0; i < 30; i++) {
        double[] image = new double[4];
        for (int j = 0; j < 4; j++) {
          image[j] = 1.0 + rates[j] * (x[j] - 1.0);
        }
        x = proposals.next(x, image, scales);
      }
      double error = Arrays.stream(x).map(v -> Math.abs(v - 1.0)).max().orElseThrow();
      double most = acceleration == Acceleration.ANDERSON ? 1e-3 : acceleration == Acceleration.SQUAREM ? 0.2 : 0.74;
      assertTrue(error < most, acceleration + " " + error);
      assertTrue(acceleration != Acceleration.NONE || error > 0.7);
    }
  }

  /** Both ends with the same observations and random noise: of a perfect model less error is found than by lags. */
  @Test
  void endsOfTheSameObservationsDifferByTheModelsErrorAlone() {
    double[] a = MonomialsTest.lorenz96(8.0);
    double[] small = {1e-6};
    Transitions same = step(150, 4, Ends.SAME_OBSERVATIONS, NoiseTreatment.ADDITIVE, 30)
        .smooth(surrogate.model(a), small, Workers.serial()).transitions();
    Transitions lag = step(150, 4, Ends.SAME_LAG, NoiseTreatment.ADDITIVE, 30).smooth(surrogate.model(a), small,
        Workers.serial()).transitions();
    assertEquals(same.times(), lag.times() + 1);
    double ofSame = Math.sqrt(Arrays.stream(surrogate.squares(a, same, Workers.serial())).average().orElseThrow());
    double ofLag = Math.sqrt(Arrays.stream(surrogate.squares(a, lag, Workers.serial())).average().orElseThrow());
    assertTrue(ofSame < 0.01 && ofLag > 3.0 * ofSame, ofSame + " " + ofLag);
  }

  /** x_k = c·x_{k−1} + noise, y_k = x_k + error: the Kalman filter's likelihood. */
  @Test
  void evidenceIsThatOfTheKalmanFilter() {
    double c = 0.9;
    double q = 0.04;
    double r = 0.25;
    Ensemble initial = Ensemble.of(new double[] {0.2, -0.7, 1.1, 0.5}, 4, 1);
    double mean = 0.275;
    double variance = 0.0;
    for (int m = 0; m < 4; m++) {
      variance += (initial.get(m, 0) - mean) * (initial.get(m, 0) - mean) / 3;
    }
    double[] y = {0.3, -0.4, 0.1, 0.9, 0.6, -0.2};
    List<Observations> all = new ArrayList<>();
    double expected = 0.0;
    for (double value : y) {
      all.add(Observations.of(new double[] {value}, Math.sqrt(r), ObservationOperator.identity()));
      mean *= c;
      variance = c * c * variance + q;
      double s = variance + r;
      double d = value - mean;
      expected -= 0.5 * (d * d / s + Math.log(2.0 * Math.PI * s)) / y.length;
      double gain = variance / s;
      mean += gain * d;
      variance *= 1.0 - gain;
    }
    SmoothingStep step = new SmoothingStep(initial, all, 1, new ETKF(), 2, Ends.SAME_LAG, NoiseTreatment.SQRT_CORE, 1);
    SteppedModel model = new SteppedModel(Model.of(1, (x, xo, d, o) -> d[o] = (c - 1.0) * x[xo]), new Euler(), 1.0);
    Smoothed smoothed = step.smooth(model, new double[] {q}, Workers.serial());
    assertEquals(expected, smoothed.evidence(), 1e-12);
    assertEquals(4, smoothed.transitions().times());
  }

  @Test
  void whatCannotBeIsRefused() {
    MonomialsTest.refused("lag must be positive", () -> step(20, 0, Ends.SAME_LAG, NoiseTreatment.SQRT_CORE, 12));
    MonomialsTest.refused("a lag of 21 needs as many observation times, but there are 20",
        () -> step(20, 21, Ends.SAME_LAG, NoiseTreatment.SQRT_CORE, 12));
    MonomialsTest.refused("iterations must be positive", () -> iterations(Scheme.FULL, Acceleration.NONE, 0,
        Workers.serial()));
  }
}
