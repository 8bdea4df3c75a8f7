package org.isobit.models.hybrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.linear.PolynomialStencil;
import org.isobit.models.learning.linear.RidgeRegression;
import org.junit.jupiter.api.Test;

/** Steps of hybrid models, in ensembles, and their derivatives. */
class HybridModelTest {

  private static final int N = 12;
  private static final SteppedModel MODEL = new SteppedModel(new Lorenz96(N, 10.0), new RungeKutta4(), 0.01);

  private static NetworkCorrection network() {
    Network network = Network.of(Shape.of(N), Layers.dense(20, Activation.TANH),
        Layers.dense(N, Activation.IDENTITY));
    return NetworkCorrection.of(network.inference(network.initialize(7, 0), 0));
  }

  private static RegressionCorrection regression() {
    PolynomialStencil stencil = new PolynomialStencil(N, 2);
    double[] x = states(50);
    double[] y = new double[x.length];
    Philox.gaussian(3, 1, 0, y.length, y, 0);
    double[] rows = new double[x.length * stencil.features()];
    stencil.features(50, x, 0, rows);
    return RegressionCorrection.of(stencil, RidgeRegression.fit(y.length, stencil.features(), 1, rows, y, 1.0,
        Workers.serial()));
  }

  private static double[] states(int count) {
    double[] x = new double[count * N];
    Philox.gaussian(5, 0, 0, x.length, x, 0);
    for (int i = 0; i < x.length; i++) {
      x[i] = 2.0 + 3.0 * x[i];
    }
    return x;
  }

  /** One step is the model's, and Δ times the correction of the state before. */
  @Test
  void stepIsTheFormula() {
    for (Correction correction : List.of(network(), regression())) {
      for (int steps : new int[] {1, 3}) {
        HybridModel hybrid = HybridModel.of(MODEL, steps, correction);
        double[] x = states(1);
        double[] c = new double[N];
        correction.compute(1, x, 0, c, 0);
        double[] expected = x.clone();
        MODEL.advance(0, steps, expected);
        for (int i = 0; i < N; i++) {
          expected[i] = Math.fma(steps * 0.01, c[i], expected[i]);
        }
        hybrid.advance(0, 1, x);
        assertArrayEquals(expected, x);
        assertEquals(steps * 0.01, hybrid.timeStep());
      }
    }
  }

  /** Members have the bits of single states, whatever the number of members and threads. */
  @Test
  void membersDoNotShow() {
    HybridModel hybrid = HybridModel.of(MODEL, network());
    int members = 150;
    double[] alone = states(members);
    for (int m = 0; m < members; m++) {
      double[] one = Arrays.copyOfRange(alone, m * N, (m + 1) * N);
      hybrid.advance(0, 5, one);
      System.arraycopy(one, 0, alone, m * N, N);
    }
    for (Workers workers : List.of(Workers.serial(), Workers.shared())) {
      double[] together = states(members);
      hybrid.advance(0, 5, Ensemble.of(together, members, N), workers);
      assertArrayEquals(alone, together);
    }
    double[] stepped = states(1);
    for (int k = 0; k < 5; k++) {
      hybrid.step(k, stepped, 0);
    }
    assertArrayEquals(Arrays.copyOf(alone, N), stepped);
  }

  /** The tangent is the limit of differences, the adjoint its transpose, and the run itself has the same bits. */
  @Test
  void derivatives() {
    for (Correction correction : List.of(network(), regression())) {
      HybridModel hybrid = HybridModel.of(MODEL, 2, correction);
      double[] state = states(1);
      Linearization run = hybrid.linearize(0, 4, state);
      double[] end = states(1);
      hybrid.advance(0, 4, end);
      assertArrayEquals(end, state);
      double[] dx = new double[N];
      double[] dy = new double[N];
      Philox.gaussian(6, 0, 0, N, dx, 0);
      Philox.gaussian(6, 1, 0, N, dy, 0);
      double[] up = states(1);
      double[] down = states(1);
      for (int i = 0; i < N; i++) {
        up[i] += 1e-6 * dx[i];
        down[i] -= 1e-6 * dx[i];
      }
      hybrid.advance(0, 4, up);
      hybrid.advance(0, 4, down);
      double[] tangent = dx.clone();
      run.tangent(tangent, 0);
      double[] adjoint = dy.clone();
      run.adjoint(adjoint, 0);
      double forward = 0;
      double backward = 0;
      for (int i = 0; i < N; i++) {
        assertEquals((up[i] - down[i]) / 2e-6, tangent[i], 1e-7);
        forward += dy[i] * tangent[i];
        backward += adjoint[i] * dx[i];
      }
      assertEquals(forward, backward, 1e-12 * N);
    }
  }

  @Test
  void refuses() {
    SteppedModel other = new SteppedModel(new Lorenz96(10, 8.0), new RungeKutta4(), 0.01);
    assertEquals("HybridModel: the model has 10 variables but the correction 12",
        assertThrows(IllegalArgumentException.class, () -> HybridModel.of(other, network())).getMessage());
    assertThrows(IllegalArgumentException.class, () -> HybridModel.of(MODEL, 0, network()));
    HybridModel hybrid = HybridModel.of(MODEL, network());
    assertThrows(IllegalArgumentException.class, () -> hybrid.advance(0, -1, states(1)));
    assertThrows(IllegalArgumentException.class, () -> hybrid.advance(0, 1, new double[N + 1]));
    Network narrow = Network.of(Shape.of(N), Layers.dense(3, Activation.TANH));
    assertEquals("NetworkCorrection: the network makes 3 numbers of 12, but a correction has as many as a state",
        assertThrows(IllegalArgumentException.class,
            () -> NetworkCorrection.of(narrow.inference(narrow.initialize(1, 0), 0))).getMessage());
    RidgeRegression two = RidgeRegression.fit(3, 25, 2, new double[75], new double[6], 1.0, Workers.serial());
    assertThrows(IllegalArgumentException.class, () -> RegressionCorrection.of(new PolynomialStencil(N, 2), two));
  }
}
