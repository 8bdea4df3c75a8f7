package org.isobit.models.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.surrogate.DifferentiableSurrogate.Adjoints;
import org.isobit.models.surrogate.DifferentiableSurrogate.Derivatives;
import org.isobit.models.surrogate.LaplaceSmoother.Posterior;
import org.isobit.models.surrogate.Scoring.Step;
import org.junit.jupiter.api.Test;

/** The smoother of the likeliest trajectory, derivatives of its evidence, and steps along them. */
class ScoringTest {

  private static final int N = 8;
  private static final int TIMES = 120;
  private static final int[] SITES = {0, 2, 3, 5, 6};

  private final MonomialSurrogate surrogate = new MonomialSurrogate(Monomials.local(N, 2), IntegratorKind.RK4, 0.05,
      1);
  private final double[][] truth = new double[TIMES + 1][];
  private final List<Observations> observations = new ArrayList<>();
  private final Ensemble initial = Ensemble.allocate(20, N);

  /** Lorenz-96 with 8 variables, all or 5 of them observed in turn with errors of 0.5. */
  ScoringTest() {
    double[] x = new double[N];
    Philox.gaussian(1, 0, 0, N, x, 0);
    RungeKutta4 scheme = new RungeKutta4();
    Lorenz96 model = new Lorenz96(N, 8.0);
    scheme.advance(model, 0.05, 200, x);
    truth[0] = x.clone();
    double[] errors = new double[N];
    for (int k = 1; k <= TIMES; k++) {
      scheme.advance(model, 0.05, 1, x);
      truth[k] = x.clone();
      Philox.gaussian(1, 1, (long) k * N, N, errors, 0);
      int p = k % 2 == 0 ? N : SITES.length;
      double[] y = new double[p];
      for (int j = 0; j < p; j++) {
        int i = p == N ? j : SITES[j];
        y[j] = Math.fma(0.5, errors[i], x[i]);
      }
      observations.add(Observations.of(y, 0.5, p == N ? ObservationOperator.identity()
          : ObservationOperator.indices(SITES)));
    }
    Philox.gaussian(1, 2, 0, 20 * N, initial.values(), 0);
    for (int m = 0; m < 20; m++) {
      for (int i = 0; i < N; i++) {
        initial.set(m, i, Math.fma(0.5, initial.get(m, i), truth[0][i]));
      }
    }
  }

  private static double[] off() {
    double[] a = MonomialsTest.lorenz96(8.4);
    a[3] = -1.1;
    return a;
  }

  @Test
  void derivativesOfAnIntervalAreThoseOfDifferences() {
    MonomialSurrogate two = new MonomialSurrogate(Monomials.local(N, 2), IntegratorKind.RK4, 0.05, 2);
    double[] a = off();
    Derivatives d = two.derivatives(a, truth, 3, true, Workers.serial());
    double[][] weights = new double[3][2 * N];
    double[][] states = new double[3][2 * N];
    double[][] byState = new double[3][N];
    double[] byParameters = new double[18];
    for (int k = 0; k < 3; k++) {
      Philox.gaussian(5, 0, (long) k * 2 * N, 2 * N, weights[k], 0);
      for (int m = 0; m < 2; m++) {
        System.arraycopy(truth[k + m], 0, states[k], m * N, N);
        Derivatives own = two.derivatives(a, new double[][] {truth[k + m]}, 1, true, Workers.serial());
        for (int i = 0; i < N; i++) {
          for (int j = 0; j < N; j++) {
            byState[k][j] += own.byState()[0][i * N + j] * weights[k][m * N + i];
          }
          for (int p = 0; p < 18; p++) {
            byParameters[p] += own.byParameters()[0][i * 18 + p] * weights[k][m * N + i];
          }
        }
      }
      for (int j = 0; j < N; j++) {
        double[][] up = {truth[k].clone()};
        double[][] down = {truth[k].clone()};
        up[0][j] += 1e-5;
        down[0][j] -= 1e-5;
        double[] above = two.derivatives(a, up, 1, false, Workers.serial()).ends()[0];
        double[] under = two.derivatives(a, down, 1, false, Workers.serial()).ends()[0];
        for (int i = 0; i < N; i++) {
          assertEquals((above[i] - under[i]) / 2e-5, d.byState()[k][i * N + j], 1e-8);
        }
      }
    }
    Adjoints adjoints = two.adjoints(a, states, weights, Workers.serial());
    for (int k = 0; k < 3; k++) {
      assertArrayEquals(byState[k], adjoints.byState()[k], 1e-12);
    }
    assertArrayEquals(byParameters, adjoints.byParameters(), 1e-11);
  }

  /** x_k = c·x_{k−1} + noise: mean, covariance and likelihood of the Kalman filter, at the last time. */
  @Test
  void aLinearModelHasTheKalmanFiltersEvidence() {
    double c = 0.9;
    double q = 0.04;
    double r = 0.25;
    Ensemble members = Ensemble.of(new double[] {0.2, -0.7, 1.1, 0.5}, 4, 1);
    double mean = 0.275;
    double variance = members.spread()[0] * members.spread()[0];
    double[] y = {0.3, -0.4, 0.1, 0.9, 0.6, -0.2};
    List<Observations> all = new ArrayList<>();
    double expected = 0.0;
    for (double value : y) {
      all.add(Observations.of(new double[] {value}, Math.sqrt(r), ObservationOperator.identity()));
      mean *= c;
      variance = c * c * variance + q;
      double s = variance + r;
      double d = value - mean;
      expected -= 0.5 * (d * d / s + Math.log(2.0 * Math.PI * s));
      mean += variance / s * d;
      variance *= r / s;
    }
    MonomialSurrogate line = new MonomialSurrogate(Monomials.local(1, 0), IntegratorKind.EULER, 1.0, 1);
    double[] a = {0.0, c - 1.0, 0.0};
    Posterior found = new LaplaceSmoother(line, members, all).find(new Estimate(a, new double[] {q}),
        new double[7][1], Workers.serial());
    assertEquals(expected, found.evidence(), 1e-12);
    assertEquals(mean, found.states()[6][0], 1e-12);
    assertEquals(variance, found.law().covariances()[6][0], 1e-14);
  }

  /** Held to differences by less than a fiftieth of a standard deviation of what a step goes to. */
  @Test
  void slopesAreThoseOfDifferences() {
    LaplaceSmoother smoother = new LaplaceSmoother(surrogate, initial, observations, 1e-10);
    Estimate at = new Estimate(off(), new double[] {0.01});
    Posterior posterior = smoother.find(at, truth, Workers.serial());
    EvidenceSlope slope = EvidenceSlope.at(surrogate, at, posterior, Workers.serial());
    for (int p = 0; p < 18; p++) {
      double h = 0.02 * slope.errors()[p];
      double difference = (evidence(smoother, moved(at, p, h), posterior)
          - evidence(smoother, moved(at, p, -h), posterior)) / (2.0 * h);
      assertEquals(difference, slope.gradient()[p], 0.02 / slope.errors()[p], "parameter " + p);
      assertTrue(Math.abs(difference) * slope.errors()[p] > 0.6, "parameter " + p + " is told by its slope");
    }
    double difference = (evidence(smoother, new Estimate(at.parameters(), new double[] {0.01 * Math.exp(0.02)}),
        posterior) - evidence(smoother, new Estimate(at.parameters(), new double[] {0.01 * Math.exp(-0.02)}),
        posterior)) / 0.04;
    assertEquals(difference, slope.score(), 0.01 * Math.abs(difference));
  }

  private static Estimate moved(Estimate at, int parameter, double by) {
    double[] a = at.parameters().clone();
    a[parameter] += by;
    return new Estimate(a, at.variances());
  }

  private static double evidence(LaplaceSmoother smoother, Estimate at, Posterior near) {
    return smoother.find(at, near.states(), Workers.serial()).evidence();
  }

  /** From wrong parameters, steps end where the evidence falls on all sides; threads do not show. */
  @Test
  void stepsEndAtTheTop() {
    LaplaceSmoother smoother = new LaplaceSmoother(surrogate, initial, observations);
    Scoring scoring = new Scoring(smoother);
    Estimate start = new Estimate(off(), new double[] {0.01});
    List<Step> heard = new ArrayList<>();
    Step top = scoring.run(start, truth, 20, 0.02, heard::add, Workers.serial());
    assertEquals(top, heard.getLast());
    assertTrue(top.promised() < 0.05, "promised " + top.promised());
    assertEquals(0.02, top.estimate().deviation(), 1e-12);
    double best = top.posterior().evidence();
    double[] a = MonomialsTest.lorenz96(8.0);
    double more = best - evidence(smoother, new Estimate(a, top.estimate().variances()), top.posterior());
    assertTrue(more > 0.0 && more < 36.0, more + " above the true parameters");
    for (int p = 0; p < 18; p++) {
      assertTrue(Math.abs(top.estimate().parameters()[p] - a[p]) < 4.0 * top.errors()[p], "parameter " + p);
      for (double change : new double[] {-1.0, 1.0}) {
        Estimate away = moved(top.estimate(), p, change * top.errors()[p]);
        assertTrue(evidence(smoother, away, top.posterior()) < best, "parameter " + p);
      }
    }
    try (Workers three = Workers.of(3)) {
      Step again = scoring.run(start, truth, 20, 0.02, step -> { }, three);
      assertArrayEquals(top.estimate().vector(), again.estimate().vector());
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    LaplaceSmoother smoother = new LaplaceSmoother(surrogate, initial, observations);
    assertEquals(TIMES, smoother.times());
    Estimate at = new Estimate(off(), new double[] {0.01});
    MonomialsTest.refused("there are 121 times, but 2 states to begin with",
        () -> smoother.find(at, new double[2][N], Workers.serial()));
    MonomialsTest.refused("there are 8 variables, but 3 variances",
        () -> smoother.find(new Estimate(off(), new double[3]), truth, Workers.serial()));
    MonomialsTest.refused("the surrogate has 8 variables, but members 7",
        () -> new LaplaceSmoother(surrogate, Ensemble.allocate(3, 7), observations));
    MonomialsTest.refused("members do not differ in variable 0",
        () -> new LaplaceSmoother(surrogate, Ensemble.allocate(3, N), observations));
    Scoring scoring = new Scoring(smoother);
    MonomialsTest.refused("steps must be positive",
        () -> scoring.run(at, truth, 0, 0.01, step -> { }, Workers.serial()));
    double[] wild = off();
    wild[12] = 1e200;
    assertThrows(NumericalException.class,
        () -> smoother.find(new Estimate(wild, new double[] {0.01}), truth, Workers.serial()));
  }
}
