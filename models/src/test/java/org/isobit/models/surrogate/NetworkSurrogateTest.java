package org.isobit.models.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.surrogate.DifferentiableSurrogate.Adjoints;
import org.isobit.models.surrogate.DifferentiableSurrogate.Derivatives;
import org.junit.jupiter.api.Test;

class NetworkSurrogateTest {

  private static final int N = 9;

  private final Network network = Network.of(Shape.of(5), Layers.affine(0.25, 0.0), Layers.dense(6, Activation.TANH),
      Layers.dense(1, Activation.IDENTITY));
  private final NetworkSurrogate surrogate = new NetworkSurrogate(network, N, IntegratorKind.RK4, 0.05, 2, 0.5);
  private final double[] theta = network.initialize(3, 0);

  private static double[] states(int count) {
    double[] x = new double[N];
    Philox.gaussian(1, 0, 0, N, x, 0);
    double[] all = new double[count * N];
    RungeKutta4 scheme = new RungeKutta4();
    scheme.advance(new Lorenz96(N, 8.0), 0.05, 200, x);
    for (int k = 0; k < count; k++) {
      System.arraycopy(x, 0, all, k * N, N);
      scheme.advance(new Lorenz96(N, 8.0), 0.05, 2, x);
    }
    return all;
  }

  private double[] end(double[] weights, double[] x) {
    Ensemble state = Ensemble.of(x.clone(), 1, N);
    surrogate.model(weights).advance(0, 2, state, Workers.serial());
    return state.values();
  }

  @Test
  void derivativesAreThoseOfDifferences() {
    double[] all = states(2);
    double[][] x = {Arrays.copyOf(all, N), Arrays.copyOfRange(all, N, 2 * N)};
    Derivatives d = surrogate.derivatives(theta, x, 2, true, Workers.serial());
    double[][] weights = new double[2][N];
    double[] byParameters = new double[theta.length];
    for (int k = 0; k < 2; k++) {
      assertArrayEquals(end(theta, x[k]), d.ends()[k], 1e-14);
      Philox.gaussian(4, 0, (long) k * N, N, weights[k], 0);
      for (int j = 0; j < N; j++) {
        double[] up = x[k].clone();
        double[] down = x[k].clone();
        up[j] += 1e-5;
        down[j] -= 1e-5;
        held(end(theta, up), end(theta, down), d.byState()[k], j, N);
      }
      for (int p = 0; p < theta.length; p++) {
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[p] += 1e-5;
        down[p] -= 1e-5;
        held(end(up, x[k]), end(down, x[k]), d.byParameters()[k], p, theta.length);
        for (int i = 0; i < N; i++) {
          byParameters[p] += d.byParameters()[k][i * theta.length + p] * weights[k][i];
        }
      }
    }
    Adjoints adjoints = surrogate.adjoints(theta, x, weights, Workers.serial());
    assertArrayEquals(byParameters, adjoints.byParameters(), 1e-12);
    for (int j = 0; j < N; j++) {
      double sum = 0.0;
      for (int i = 0; i < N; i++) {
        sum += d.byState()[1][i * N + j] * weights[1][i];
      }
      assertEquals(sum, adjoints.byState()[1][j], 1e-13);
    }
  }

  private static void held(double[] up, double[] down, double[] derivatives, int column, int columns) {
    for (int i = 0; i < N; i++) {
      assertEquals((up[i] - down[i]) / 2e-5, derivatives[i * columns + column], 1e-8);
    }
  }

  @Test
  void tangentAndAdjointOfTheModelAreOneMatrix() {
    LinearizedModel model = (LinearizedModel) ((SteppedModel) surrogate.model(theta)).model();
    double[] x = states(1);
    double[] u = new double[2 * N];
    Philox.gaussian(5, 0, 0, 2 * N, u, 0);
    double[] forwards = new double[N];
    double[] backwards = new double[N];
    model.tangent(x, 0, u, 0, forwards, 0);
    model.adjoint(x, 0, u, N, backwards, 0);
    double one = 0.0;
    double other = 0.0;
    for (int i = 0; i < N; i++) {
      one += forwards[i] * u[N + i];
      other += backwards[i] * u[i];
    }
    assertEquals(one, other, 1e-13);
  }

  /** A network that has seen Lorenz-96 makes a small error of what its states differ by; threads do not show. */
  @Test
  void fittingFindsLorenz96() {
    Transitions series = Transitions.of(states(150), N);
    double[] one = {1e-3};
    double before = Arrays.stream(surrogate.squares(theta, series, Workers.serial())).average().orElseThrow();
    double[] fitted = surrogate.fit(theta, one, series, Workers.serial());
    for (int again = 0; again < 4; again++) {
      fitted = surrogate.fit(fitted, one, series, Workers.serial());
    }
    double after = Arrays.stream(surrogate.squares(fitted, series, Workers.serial())).average().orElseThrow();
    assertTrue(after < 0.02 * before, before + " to " + after);
    try (Workers three = Workers.of(3)) {
      assertArrayEquals(surrogate.fit(theta, one, series, Workers.serial()), surrogate.fit(theta, one, series, three));
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    MonomialsTest.refused("4 sites are fewer than the 5 inputs",
        () -> new NetworkSurrogate(network, 4, IntegratorKind.RK4, 0.05, 1, 0.0));
    MonomialsTest.refused("precision must be at least 0",
        () -> new NetworkSurrogate(network, N, IntegratorKind.RK4, 0.05, 1, -1.0));
    MonomialsTest.refused("must make one number of an odd number of inputs", () -> new NetworkSurrogate(
        Network.of(Shape.of(4), Layers.dense(1, Activation.TANH)), N, IntegratorKind.RK4, 0.05, 1, 0.0));
    MonomialsTest.refused("there are 43 weights, but 2 numbers", () -> surrogate.model(new double[2]));
  }
}
