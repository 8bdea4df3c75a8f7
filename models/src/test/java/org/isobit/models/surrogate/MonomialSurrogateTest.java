package org.isobit.models.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;
import org.junit.jupiter.api.Test;

class MonomialSurrogateTest {

  private static final double[] ONE = {1.0};

  /** A run of a model of the family itself. */
  private static Transitions run(Surrogate surrogate, double[] a, int times) {
    int n = surrogate.size();
    double[] states = new double[times * n];
    Ensemble state = Ensemble.allocate(1, n);
    Philox.gaussian(5, 0, 0, n, state.values(), 0);
    ForecastModel model = surrogate.model(a);
    model.advance(0, 20 * surrogate.steps(), state, Workers.serial());
    for (int k = 0; k < times; k++) {
      System.arraycopy(state.values(), 0, states, k * n, n);
      model.advance(0, surrogate.steps(), state, Workers.serial());
    }
    return Transitions.of(states, n);
  }

  @Test
  void parametersOfEverySchemeAreFoundAgain() {
    double[] a = MonomialsTest.lorenz96(8.0);
    for (IntegratorKind scheme : List.of(IntegratorKind.RK4, IntegratorKind.RK2, IntegratorKind.HEUN,
        IntegratorKind.EULER)) {
      for (int steps = 1; steps <= 2; steps++) {
        MonomialSurrogate surrogate = new MonomialSurrogate(Monomials.local(11, 2), scheme, 0.005, 4 * steps);
        Transitions series = run(surrogate, a, 100);
        double[] found = surrogate.fit(new double[18], ONE, series, Workers.serial());
        assertArrayEquals(a, found, 1e-7, scheme.label());
        for (double square : surrogate.squares(found, series, Workers.serial())) {
          assertTrue(square < 1e-18, scheme + " " + square);
        }
      }
    }
  }

  @Test
  void sitesMayDifferAndAnySiteMayCount() {
    int n = 6;
    Monomials bySite = Monomials.local(n, 1).bySite();
    MonomialSurrogate surrogate = new MonomialSurrogate(bySite, IntegratorKind.RK4, 0.05, 1);
    double[] a = new double[bySite.parameters()];
    for (int i = 0; i < n; i++) {
      a[9 * i] = 2.0 + 0.3 * i;
      a[9 * i + 2] = -1.0 - 0.1 * i;
      a[9 * i + 5] = -0.6;
      a[9 * i + 8] = 0.4 + 0.05 * i;
      a[9 * i + 6] = 0.3;
    }
    Transitions forced = scattered(surrogate, a, 300);
    assertArrayEquals(a, surrogate.fit(new double[a.length], ONE, forced, Workers.serial()), 1e-8);
    MonomialSurrogate all = new MonomialSurrogate(Monomials.nonLocal(n), IntegratorKind.RK4, 0.05, 1);
    double[] b = new double[all.parameters()];
    b[0] = 1.0;
    b[1] = -1.0;
    b[4] = 0.5;
    b[12] = -0.4;
    b[25] = 0.25;
    assertArrayEquals(b, all.fit(new double[b.length], ONE, scattered(all, b, 300), Workers.serial()), 1e-8);
  }

  /** Transitions from states that lie everywhere. */
  private static Transitions scattered(Surrogate surrogate, double[] a, int members) {
    int n = surrogate.size();
    Ensemble start = Ensemble.allocate(members, n);
    Philox.gaussian(3, 0, 0, members * n, start.values(), 0);
    Ensemble end = start.copy();
    surrogate.model(a).advance(0, surrogate.steps(), end, Workers.serial());
    Transitions transitions = new Transitions(members, n);
    transitions.add(start, end);
    return transitions;
  }

  /** Derivatives by parameters against central differences. */
  @Test
  void derivativesAreThoseOfTheScheme() {
    int n = 9;
    Monomials monomials = Monomials.local(n, 2);
    double[] a = MonomialsTest.lorenz96(8.0);
    StepTable table = StepTable.of(IntegratorKind.RK4);
    StepTangents tangents = new StepTangents(monomials.model(a), table, 0.05, 2, 3,
        StepTangents.By.PARAMETERS);
    double[] x = new double[3 * n];
    Philox.gaussian(4, 0, 0, x.length, x, 0);
    System.arraycopy(x, 0, tangents.start(), 0, x.length);
    tangents.run();
    for (int p = 0; p < 18; p++) {
      double[][] ends = new double[2][];
      for (int side = 0; side < 2; side++) {
        double[] moved = a.clone();
        moved[p] += side == 0 ? -1e-5 : 1e-5;
        StepTangents run = new StepTangents(monomials.model(moved), table, 0.05, 2, 3, StepTangents.By.NOTHING);
        System.arraycopy(x, 0, run.start(), 0, x.length);
        run.run();
        ends[side] = run.end().clone();
      }
      for (int i = 0; i < x.length; i++) {
        assertEquals((ends[1][i] - ends[0][i]) / 2e-5, tangents.derivative(p)[i], 1e-8);
      }
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    MonomialSurrogate surrogate = new MonomialSurrogate(Monomials.local(11, 2), IntegratorKind.RK4, 0.05, 1);
    Transitions series = run(surrogate, MonomialsTest.lorenz96(8.0), 700);
    double[] off = MonomialsTest.lorenz96(7.0);
    double[] variances = new double[11];
    for (int i = 0; i < 11; i++) {
      variances[i] = 1.0 + 0.1 * i;
    }
    try (Workers three = Workers.of(3)) {
      assertArrayEquals(surrogate.squares(off, series, Workers.serial()), surrogate.squares(off, series, three));
      assertArrayEquals(surrogate.fit(off, variances, series, Workers.serial()), surrogate.fit(off, variances, series,
          three));
    }
  }

  /**
   * The limit of many observations without errors. Published neither; an independent program found 9.840, −1.415,
   * −1.007, 1.007 and 0.0229 in 500 units of time.
   */
  @Test
  void theTwoScaleModelHasTheCoefficientsOfAnIndependentProgram() {
    TwoScaleLorenz truth = new TwoScaleLorenz();
    double[] state = new double[truth.size()];
    Philox.gaussian(6, 0, 0, state.length, state, 0);
    RungeKutta4 scheme = new RungeKutta4();
    scheme.advance(truth, 0.005, 1000, state);
    int n = truth.slow();
    int times = 2001;
    double[] states = new double[times * n];
    for (int k = 0; k < times; k++) {
      System.arraycopy(state, 0, states, k * n, n);
      scheme.advance(truth, 0.005, 10, state);
    }
    MonomialSurrogate surrogate = new MonomialSurrogate(Monomials.local(n, 2), IntegratorKind.RK4, 0.05, 1);
    Transitions series = Transitions.of(states, n);
    double[] a = surrogate.fit(new double[18], ONE, series, Workers.serial());
    double squares = 0.0;
    for (double square : surrogate.squares(a, series, Workers.serial())) {
      squares += square / n;
    }
    assertEquals(9.840, a[0], 0.04);
    assertEquals(-1.415, a[3], 0.015);
    assertEquals(-1.007, a[7], 0.004);
    assertEquals(1.007, a[11], 0.004);
    assertEquals(0.0229, Math.sqrt(squares), 0.0005);
  }

  @Test
  void whatCannotBeIsRefused() {
    MonomialSurrogate s = new MonomialSurrogate(Monomials.local(11, 2), IntegratorKind.RK4, 0.05, 1);
    Transitions series = Transitions.of(new double[22], 11);
    MonomialsTest.refused("there are 18 parameters, but 3 numbers", () -> s.squares(new double[3], series,
        Workers.serial()));
    MonomialsTest.refused("the model has 11 variables but the series 2", () -> s.squares(new double[18],
        Transitions.of(new double[4], 2), Workers.serial()));
    MonomialsTest.refused("there are no transitions", () -> s.squares(new double[18], new Transitions(1, 11),
        Workers.serial()));
    MonomialsTest.refused("variance of variable 0 must be positive", () -> s.fit(new double[18], new double[1], series,
        Workers.serial()));
    MonomialsTest.refused("the scheme etdrk4", () -> new MonomialSurrogate(Monomials.local(11, 2),
        IntegratorKind.ETDRK4, 0.05, 1));
    MonomialsTest.refused("number[3] is NaN", () -> Transitions.of(new double[] {1, 2, 3, Double.NaN}, 2));
    MonomialsTest.refused("are not two or more states of 11", () -> Transitions.of(new double[11], 11));
  }
}
