package org.isobit.models.assimilation.parameters;

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
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.assimilation.particle.ParticleFilter;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Parameters as variables, against the Kalman filter of the augmented system. */
class ParameterEstimatorTest {

  private static final int N = 3;

  /** x ← M·x + B·θ. */
  private record Forced(Dense m, Dense b, double[] theta) implements ForecastModel {

    @Override
    public int size() {
      return N;
    }

    @Override
    public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
      for (int k = 0; k < ensemble.members(); k++) {
        Dense x = new Dense(N, 1, new double[N]);
        System.arraycopy(ensemble.values(), ensemble.index(k), x.data(), 0, N);
        for (int s = 0; s < steps; s++) {
          x = m.mult(x).plus(b.mult(new Dense(theta.length, 1, theta)));
        }
        System.arraycopy(x.data(), 0, ensemble.values(), ensemble.index(k), N);
      }
    }
  }

  private static Dense matrix(Random random, int rows, int columns) {
    return new Dense(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
  }

  private static Dense covariance(Ensemble e) {
    double[] mean = e.mean();
    Dense a = new Dense(e.members(), e.size(), new double[e.members() * e.size()]);
    for (int m = 0; m < e.members(); m++) {
      for (int i = 0; i < e.size(); i++) {
        a.data()[m * e.size() + i] = e.get(m, i) - mean[i];
      }
    }
    return a.transpose().mult(a).scale(1.0 / (e.members() - 1));
  }

  /** Two unknown forcings that walk, by square roots, so that means and covariances are those of z = (x, θ). */
  @Test
  void aLinearModelWithUnknownForcingGivesTheKalmanFilterOfTheAugmentedSystem() {
    Random random = new Random(3);
    Dense m = matrix(random, N, N).scale(0.5);
    Dense b = matrix(random, N, 2);
    Parameter first = new Parameter("first", 1.0, 0.5, 0.2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    AugmentedModel model = new AugmentedModel(theta -> new Forced(m, b, theta), List.of(first,
        Parameter.of("second", -2.0, 0.7)));
    Ensemble e = model.ensemble(Ensemble.of(random.doubles(9 * N, -1, 1).toArray(), 9, N), 5, 6);
    Dense z = new Dense(N + 2, 1, e.mean());
    Dense p = covariance(e);
    Dense f = Dense.identity(N + 2);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N + 2; j++) {
        f.data()[i * (N + 2) + j] = j < N ? m.get(i, j) : b.get(i, j - N);
      }
    }
    Dense q = Dense.identity(N + 2).scale(0.0);
    q.data()[N * (N + 2) + N] = 0.04;
    Dense h = new Dense(2, N + 2, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0);
    // Where observations reach everywhere, localised filters are the Kalman filter, too.
    Localization wide = Localization.ring(N, TaperLaw.BOXCAR, Radius.support(100));
    for (Filter filter : List.of(new ETKF(), new SerialEnSRF(), new SpatialUpdate(wide, 2, all -> new LETKF(all)),
        new SpatialUpdate(wide, 2, all -> new LESTKF(all)), new SpatialUpdate(wide, 2, all -> new EAKF(all)))) {
      Ensemble own = e.copy();
      ParameterEstimator estimator = new ParameterEstimator(model,
          new NoisyModel(model, model.walk(), 2, NoiseTreatment.SQRT_CORE, 1, 1), own, filter);
      Dense x = z;
      Dense c = p;
      for (int k = 0; k < 6; k++) {
        double[] y = new Random(k).doubles(2, -2, 2).toArray();
        estimator.forecast(2 * k, 2, Workers.serial());
        estimator.analyse(Observations.of(y, 0.5, ObservationOperator.matrix(new double[] {1, 0, 0, 0, 1, 1}, 2, N))
            .withCoordinates(new double[] {0, 1}), Cycle.of(1, k));
        x = f.mult(f.mult(x));
        c = f.mult(f.mult(c).mult(f.transpose())).mult(f.transpose()).plus(q);
        Dense gain = c.mult(h.transpose()).mult(h.mult(c).mult(h.transpose()).plus(Dense.identity(2).scale(0.25))
            .invert());
        x = x.plus(gain.mult(new Dense(2, 1, y).minus(h.mult(x))));
        c = Dense.identity(N + 2).minus(gain.mult(h)).mult(c);
        assertArrayEquals(x.data(), own.mean(), 1e-11);
        assertArrayEquals(c.data(), covariance(own).data(), 1e-11);
      }
      double[] mean = new double[2];
      double[] deviation = new double[2];
      estimator.parameters(mean, deviation);
      for (int j = 0; j < 2; j++) {
        assertEquals(x.data()[N + j], mean[j], 1e-11);
        assertEquals(Math.sqrt(c.get(N + j, N + j)), deviation[j], 1e-11);
      }
      double[] spread = new double[N];
      estimator.spread(spread);
      assertEquals(Math.sqrt(c.get(0, 0)), spread[0], 1e-11);
      assertEquals(own.mean()[0], estimator.ensemble().mean()[0]);
    }
  }

  /** Without any spread of the parameter, members are those of the model with its value, to the bit. */
  @Test
  void aParameterThatIsKnownChangesNothing() {
    SteppedModel lorenz = new SteppedModel(new Lorenz63(10, 28, 8.0 / 3), new RungeKutta4(), 0.01);
    AugmentedModel model = lorenz(Parameter.of("rho", 28, 0));
    Ensemble states = Ensemble.of(new Random(1).doubles(24, 3, 9).toArray(), 8, 3);
    ParameterEstimator estimator = new ParameterEstimator(model, model, model.ensemble(states, 1, 1), new ETKF());
    EnsembleEstimator known = new EnsembleEstimator(lorenz, states, new ETKF());
    ParameterEstimator weighted = new ParameterEstimator(model, model, model.ensemble(states, 1, 1),
        new ParticleFilter());
    for (int k = 0; k < 5; k++) {
      Observations y = Observations.of(new double[] {4 + k}, 1, ObservationOperator.indices(1));
      for (var each : List.of(estimator, known, weighted)) {
        each.forecast(10 * k, 10, Workers.serial());
        each.analyse(y, Cycle.of(1, k));
      }
      assertArrayEquals(states.values(), estimator.ensemble().copy().values(), 0.0);
    }
    double[] mean = new double[1];
    double[] deviation = new double[1];
    estimator.parameters(mean, deviation);
    assertEquals(28, mean[0], 1e-13);
    assertEquals(0, deviation[0], 1e-13);
    weighted.parameters(mean, deviation);
    assertEquals(28, mean[0], 1e-13);
  }

  private static AugmentedModel lorenz(Parameter rho) {
    return new AugmentedModel(v -> new SteppedModel(new Lorenz63(10, v[0], 8.0 / 3), new RungeKutta4(), 0.01),
        List.of(rho));
  }

  @Test
  void boundsHoldWhateverTheFilterDoes() {
    double infinity = Double.POSITIVE_INFINITY;
    for (Parameter p : List.of(new Parameter("a", 2, 0.01, 0.003, 1, infinity),
        new Parameter("b", 2, 0.01, 0.003, -infinity, 3), new Parameter("c", 2, 0.01, 0.003, 1, 5),
        new Parameter("d", 2, 0.01, 0.003, -infinity, infinity))) {
      for (double value : new double[] {1.0001, 1.7, 2, 2.9}) {
        assertEquals(value, p.toValue(p.toState(value)), 1e-14 * 4, p.name());
      }
      assertTrue(p.toValue(-40) >= p.least() && p.toValue(40) <= p.greatest() && p.toValue(-3) < p.toValue(3));
      assertEquals((p.toState(2 + 1e-6) - p.toState(2 - 1e-6)) / 2e-6, p.slope(), 1e-8 * p.slope());
      // Small deviations are those of the value.
      AugmentedModel model = lorenz(p);
      Ensemble e = model.ensemble(Ensemble.allocate(20000, 3), 3, 4);
      ParameterEstimator estimator = new ParameterEstimator(model, model, e, new ETKF());
      double[] mean = new double[1];
      double[] deviation = new double[1];
      estimator.parameters(mean, deviation);
      assertEquals(2, mean[0], 4 * 0.01 / Math.sqrt(20000) + 1e-4);
      assertEquals(0.01, deviation[0], 4 * 0.01 / Math.sqrt(40000) + 1e-5);
      assertEquals(p.slope() * 0.003, Math.sqrt(model.walk().covariance()[15]), 1e-16);
    }
  }

  @Test
  void mistakesAreNamed() {
    refused("deviation", () -> Parameter.of("a", 1, -1));
    refused("the mean must be finite and between the bounds 2.0 and Infinity, but is 1.0",
        () -> new Parameter("a", 1, 1, 0, 2, Double.POSITIVE_INFINITY));
    refused("the mean must be finite", () -> Parameter.of("a", Double.NaN, 1));
    refused("number of parameters must be positive", () -> new AugmentedModel(v -> null, List.of()));
    refused("name one of them twice", () -> new AugmentedModel(v -> null, List.of(Parameter.of("a", 1, 1),
        Parameter.of("a", 1, 1))));
    refused("a step of parameter rho, whose walk is 1.0E200, overflows",
        () -> lorenz(new Parameter("rho", 28, 1, 1e200, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)).walk());
    AugmentedModel model = lorenz(Parameter.of("rho", 28, 1));
    refused("the model has 3 variables but the members 2", () -> model.ensemble(Ensemble.allocate(2, 2), 1, 1));
    refused("the model has 4 variables but the members 3",
        () -> model.advance(0, 1, Ensemble.allocate(2, 3), Workers.serial()));
    Ensemble e = Ensemble.allocate(2, 4);
    e.set(1, 3, Double.POSITIVE_INFINITY);
    NumericalException failure = assertThrows(NumericalException.class,
        () -> model.advance(0, 1, e, Workers.serial()));
    assertTrue(failure.getMessage().contains("parameter rho is not finite in member"), failure.getMessage());
    AugmentedModel picky = new AugmentedModel(v -> {
      if (v[0] < 0) {
        throw new IllegalArgumentException("below zero");
      }
      return new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01);
    }, List.of(Parameter.of("rho", 1, 1)));
    Ensemble negative = Ensemble.of(new double[] {1, 1, 1, -1}, 1, 4);
    failure = assertThrows(NumericalException.class, () -> picky.advance(0, 1, negative, Workers.serial()));
    assertTrue(failure.getMessage().contains("below zero"), failure.getMessage());
    refused("there are 1 parameters, but the arrays have 2 and 1", () -> new ParameterEstimator(model, model,
        Ensemble.allocate(2, 4), new ETKF()).parameters(new double[2], new double[1]));
    refused("index[1] is 3, but a state has 3 variables", () -> new ParameterEstimator(model, model,
        Ensemble.allocate(2, 4), new ETKF()).analyse(Observations.of(new double[2], 1,
            ObservationOperator.indices(0, 3)), Cycle.of(1, 0)));
    refused("it observes 3 variables, but there are 4 observations", () -> new ParameterEstimator(model, model,
        Ensemble.allocate(2, 4), new ETKF()).analyse(Observations.of(new double[4], 1,
            ObservationOperator.identity()), Cycle.of(1, 0)));
    refused("there are 4 standard deviations for 3 variables", () -> new ParameterEstimator(model, model,
        Ensemble.allocate(2, 4), new ETKF()).spread(new double[4]));
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
