package org.isobit.models.assimilation.gaussian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The filter against the textbook's formulas with dense matrices, and against what ensembles tend to. */
class ExtendedKalmanFilterTest {

  private static final int N = 7;
  private static final int P = 4;

  /** A problem with a random model. */
  private static final class Problem {
    final Random random;
    final Dense m;
    final Dense h;
    final Dense r;
    final Dense b;
    Dense x;
    Dense p;

    /** Perturbations grow where the scale is .8, and decay where it is .45. */
    Problem(long seed, double scale) {
      random = new Random(seed);
      m = matrix(N, N).scale(scale);
      h = matrix(P, N);
      Dense a = matrix(P, P);
      r = a.mult(a.transpose()).plus(Dense.identity(P)).symmetric();
      x = matrix(N, 1);
      b = matrix(N, N);
      p = b.mult(b.transpose()).plus(Dense.identity(N).scale(0.1)).symmetric();
    }

    private Dense matrix(int rows, int columns) {
      return new Dense(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
    }

    LinearMap model() {
      return new LinearMap(N, m.data());
    }

    Gaussian law() {
      return new Gaussian(x.data().clone(), p.data().clone());
    }

    Observations observations(double[] y) {
      return Observations.of(y, 1.0, ObservationOperator.matrix(h.data(), P, N))
          .withCovariance("observation", r.data());
    }

    /** Kalman 1960, as in any textbook. */
    void forecast(double factor) {
      x = m.mult(x);
      p = m.mult(p).mult(m.transpose()).scale(factor);
    }

    void analyse(double[] y) {
      Dense k = p.mult(h.transpose()).mult(h.mult(p).mult(h.transpose()).plus(r).invert());
      x = x.plus(k.mult(new Dense(P, 1, y).minus(h.mult(x))));
      p = Dense.identity(N).minus(k.mult(h)).mult(p);
    }
  }

  private static void equal(Dense expected, double[] actual, double tolerance, String what) {
    double scale = Arrays.stream(expected.data()).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected.data()[i], actual[i], tolerance * scale, what + ", element " + i);
    }
  }

  @Test
  void aLinearModelGivesTheKalmanFilter() {
    for (double rate : new double[] {1.0, 1.7}) {
      Problem q = new Problem(3, 0.8);
      ExtendedKalmanFilter filter = new ExtendedKalmanFilter(q.model(), q.law(), rate);
      Cycle cycle = Cycle.of(1, 0);
      double[] covariance = new double[N * N];
      for (int k = 0; k < 25; k++) {
        // Two steps of the model, each with its inflation.
        q.forecast(rate);
        q.forecast(rate);
        filter.forecast(2 * k, 2, Workers.serial());
        equal(q.x, filter.ensemble().mean(), 1e-12, "forecast " + k);
        double[] y = q.random.doubles(P, -2, 2).toArray();
        q.analyse(y);
        filter.analyse(q.observations(y), cycle);
        equal(q.x, filter.ensemble().mean(), 1e-12, "mean " + k);
        filter.covariance(covariance);
        equal(q.p, covariance, 1e-12, "covariance " + k);
        double[] spread = new double[N];
        filter.spread(spread);
        for (int i = 0; i < N; i++) {
          assertEquals(Math.sqrt(covariance[i * N + i]), spread[i], 1e-14);
        }
        cycle = cycle.next();
      }
    }
  }

  /** λ is by unit of time: steps of .01 take λ^.01 each. */
  @Test
  void inflationIsByUnitOfTime() {
    Model still = LinearizedModel.of(1, (x, xo, y, yo) -> y[yo] = 0.0,
        (x, xo, u, uo, out, o) -> out[o] = 0.0, (x, xo, u, uo, out, o) -> out[o] = 0.0);
    ExtendedKalmanFilter filter = new ExtendedKalmanFilter(new SteppedModel(still, new RungeKutta4(), 0.01),
        Gaussian.independent(new double[1], 2.0), 180.0);
    filter.forecast(0, 25, Workers.serial());
    double[] variance = new double[1];
    filter.covariance(variance);
    assertEquals(2.0 * Math.pow(180, 0.25), variance[0], 1e-14 * variance[0]);
  }

  /** F·P·Fᵀ with F by central differences of the model itself, which share nothing with its tangent. */
  @Test
  void covariancesRunWithTheDerivativeOfTheModel() {
    SteppedModel model = new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01);
    double[] start = {1.509, -1.531, 25.46};
    Dense p = new Dense(3, 3, 2, 0.3, -0.1, 0.3, 1, 0.2, -0.1, 0.2, 0.5);
    double[] derivative = new double[9];
    double h = 1e-5;
    for (int j = 0; j < 3; j++) {
      double[] plus = start.clone();
      double[] minus = start.clone();
      plus[j] += h;
      minus[j] -= h;
      model.advance(0, 25, plus);
      model.advance(0, 25, minus);
      for (int i = 0; i < 3; i++) {
        derivative[3 * i + j] = (plus[i] - minus[i]) / (2 * h);
      }
    }
    ExtendedKalmanFilter filter = new ExtendedKalmanFilter(model, new Gaussian(start, p.data()), 1.0);
    filter.forecast(0, 25, Workers.serial());
    double[] covariance = new double[9];
    filter.covariance(covariance);
    // Third derivatives times h² and roundings over h leave about 1e-9 of each element of F.
    Dense f = new Dense(3, 3, derivative);
    equal(f.mult(p).mult(f.transpose()), covariance, 1e-7, "covariance");
    model.advance(0, 25, start);
    assertArrayEquals(start, filter.ensemble().mean());
  }

  @Test
  void accurateObservationsTakeOverAndInaccurateOnesLeaveThePrior() {
    Problem q = new Problem(5, 0.8);
    double[] y = q.random.doubles(N, -2, 2).toArray();
    ExtendedKalmanFilter accurate = new ExtendedKalmanFilter(q.model(), q.law(), 1.0);
    accurate.analyse(Observations.of(y, 1e-4, ObservationOperator.identity()), Cycle.of(1, 0));
    // What is left of the prior is R·(P + R)⁻¹, at most 1e-8 over the least eigenvalue of P, which is above .1.
    equal(new Dense(N, 1, y), accurate.ensemble().mean(), 1e-6, "accurate");
    double[] spread = new double[N];
    accurate.spread(spread);
    for (double s : spread) {
      assertEquals(1e-4, s, 1e-10);
    }
    ExtendedKalmanFilter inaccurate = new ExtendedKalmanFilter(q.model(), q.law(), 1.0);
    inaccurate.analyse(Observations.of(y, 1e8, ObservationOperator.identity()), Cycle.of(1, 0));
    equal(q.x, inaccurate.ensemble().mean(), 1e-14, "inaccurate");
    double[] covariance = new double[N * N];
    inaccurate.covariance(covariance);
    equal(q.p, covariance, 1e-14, "inaccurate");
  }

  /**
   * With more and more members the ensemble filters tend to this one, as N^(−1/2): the RMS distance of their means,
   * over 40 seeds, falls by 2 from each number of members to the next, which is four times as large.
   */
  @Test
  void ensemblesTendToTheKalmanFilter() {
    for (Filter filter : new Filter[] {new StochasticEnKF(), new ETKF()}) {
      double[] distance = new double[4];
      for (int k = 0; k < distance.length; k++) {
        int members = 25 << 2 * k;
        double squares = 0;
        for (int seed = 0; seed < 40; seed++) {
          squares += squaredDistance(filter, members, seed);
        }
        distance[k] = Math.sqrt(squares / 40);
      }
      for (int k = 1; k < distance.length; k++) {
        // The RMS of 40 seeds of 7 variables has a relative standard error of about 1/√(2·280) = .04, more where the
        // variables depend on each other; a law N^(−1) or none would give 4 or 1.
        assertEquals(2.0, distance[k - 1] / distance[k], 0.4, filter + ", step " + k + ": "
            + IntStream.range(0, 4).mapToObj(i -> "" + distance[i]).toList());
      }
    }
  }

  private static double squaredDistance(Filter filter, int members, long seed) {
    Problem q = new Problem(11, 0.45);
    Random random = new Random(seed);
    Ensemble ensemble = Ensemble.allocate(members, N);
    for (int m = 0; m < members; m++) {
      // Covariance B·Bᵀ + .1·I, which is P.
      Dense member = q.x.plus(q.b.mult(normal(random))).plus(normal(random).scale(Math.sqrt(0.1)));
      for (int i = 0; i < N; i++) {
        ensemble.set(m, i, member.data()[i]);
      }
    }
    ExtendedKalmanFilter exact = new ExtendedKalmanFilter(q.model(), q.law(), 1.0);
    Cycle cycle = new Cycle(seed, 0, Workers.serial(), null);
    for (int k = 0; k < 3; k++) {
      exact.forecast(k, 1, Workers.serial());
      q.model().advance(k, 1, ensemble, Workers.serial());
      Observations y = q.observations(q.random.doubles(P, -2, 2).toArray());
      exact.analyse(y, cycle);
      filter.analyse(ensemble, y, cycle);
      cycle = cycle.next();
    }
    double squares = 0;
    double[] mean = ensemble.mean();
    for (int i = 0; i < N; i++) {
      double d = mean[i] - exact.ensemble().get(0, i);
      squares += d * d;
    }
    return squares;
  }

  private static Dense normal(Random random) {
    double[] z = new double[N];
    for (int i = 0; i < N; i++) {
      z[i] = random.nextGaussian();
    }
    return new Dense(N, 1, z);
  }

  @Test
  void noBitDependsOnTheThreads() {
    double[][] covariances = new double[2][40 * 40];
    for (int t = 0; t < 2; t++) {
      SteppedModel model = new SteppedModel(new Lorenz96(40, 8.0), new RungeKutta4(), 0.05);
      double[] start = new double[40];
      start[0] = 1.0;
      ExtendedKalmanFilter filter = new ExtendedKalmanFilter(model, Gaussian.independent(start, 0.5), 10.0);
      try (Workers workers = t == 0 ? Workers.of(1) : Workers.of(3)) {
        Cycle cycle = Cycle.of(1, 0).with(workers);
        for (int k = 0; k < 5; k++) {
          filter.forecast(k, 1, workers);
          filter.analyse(Observations.of(new Random(k).doubles(40, -2, 8).toArray(), 1.0,
              ObservationOperator.identity()), cycle);
        }
      }
      filter.covariance(covariances[t]);
    }
    assertArrayEquals(covariances[0], covariances[1]);
  }

  @Test
  void whatCannotBeIsRefusedAndLeavesTheEstimate() {
    Problem q = new Problem(2, 0.8);
    ExtendedKalmanFilter filter = new ExtendedKalmanFilter(q.model(), q.law(), 1.0);
    double[] y = new double[P];
    Observations nonlinear = Observations.of(y, 1.0, (states, observed) -> { });
    assertMessage("linear observation operator", () -> filter.analyse(nonlinear, Cycle.of(1, 0)));
    NumericalException tooAccurate = assertThrows(NumericalException.class, () -> filter.analyse(
        Observations.of(new double[N], 1e-7, ObservationOperator.identity()), Cycle.of(1, 0)));
    assertTrue(tooAccurate.getMessage().contains("too accurate"), tooAccurate.getMessage());
    equal(q.x, filter.ensemble().mean(), 0.0, "mean");
    double[] covariance = new double[N * N];
    filter.covariance(covariance);
    equal(q.p, covariance, 1e-14, "covariance");

    Model plain = Model.of(2, (x, xo, dx, dxo) -> { });
    assertMessage("tangent and adjoint", () -> new ExtendedKalmanFilter(new SteppedModel(plain, new RungeKutta4(), 0.1),
        Gaussian.independent(new double[2], 1.0), 1.0));
    assertMessage("positive definite", () -> new ExtendedKalmanFilter(q.model(), Gaussian.independent(new double[N],
        0.0), 1.0));
    assertMessage("inflation rate must be positive and finite, but is -2.0", () -> new ExtendedKalmanFilter(q.model(),
        q.law(), -2.0));
  }

  private static void assertMessage(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }
}
