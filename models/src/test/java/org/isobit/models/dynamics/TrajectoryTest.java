package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.models.dynamics.pde.KuramotoSivashinsky;
import org.junit.jupiter.api.Test;

/** Tangent and adjoint of every model and every scheme: they fit together, and they are the scheme's derivative. */
class TrajectoryTest {

  private static final int STEPS = 6;

  /** |⟨M·dx, dy⟩ − ⟨dx, Mᵀ·dy⟩| against the product of the lengths of M·dx and dy. */
  private static final double AGREE = 1e-13;

  /** One trajectory object serves all, large after small and small after large. */
  private final Trajectory trajectory = new Trajectory();

  private static double dot(double[] x, double[] y) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  private static String name(SampleModels sample, IntegratorKind kind) {
    return sample.model() + ", " + kind;
  }

  @Test
  void adjointsFitTangents() {
    for (SampleModels sample : SampleModels.all()) {
      int n = sample.model().size();
      for (IntegratorKind kind : IntegratorKind.values()) {
        kind.build().record(sample.model(), sample.dt(), STEPS, sample.state().clone(), trajectory);
        for (int seed = 0; seed < 5; seed++) {
          double[] dx = SampleModels.normal(n, seed);
          double[] dy = SampleModels.normal(n, 100 + seed);
          double[] end = dx.clone();
          double[] start = dy.clone();
          trajectory.tangent(end, 0);
          trajectory.adjoint(start, 0);
          double difference = Math.abs(dot(end, dy) - dot(dx, start));
          assertTrue(difference <= AGREE * norm(end) * norm(dy), name(sample, kind) + ": " + difference + " of "
              + dot(end, dy));
        }
      }
    }
  }

  @Test
  void rightHandSidesFitTogetherToo() {
    for (SampleModels sample : SampleModels.all()) {
      int n = sample.model().size();
      double[] dx = SampleModels.normal(n, 1);
      double[] dy = SampleModels.normal(n, 2);
      double[] forward = new double[n];
      double[] backward = new double[n];
      sample.model().tangent(sample.state(), 0, dx, 0, forward, 0);
      sample.model().adjoint(sample.state(), 0, dy, 0, backward, 0);
      double difference = Math.abs(dot(forward, dy) - dot(dx, backward));
      assertTrue(difference <= AGREE * norm(forward) * norm(dy), sample.model() + ": " + difference);
    }
  }

  /** What the tangent leaves is of second order. */
  @Test
  void remaindersAreOfSecondOrder() {
    for (SampleModels sample : SampleModels.all()) {
      int n = sample.model().size();
      for (IntegratorKind kind : IntegratorKind.values()) {
        double[] x = sample.state().clone();
        kind.build().record(sample.model(), sample.dt(), STEPS, x, trajectory);
        double[] dx = SampleModels.normal(n, 3);
        double[] end = dx.clone();
        trajectory.tangent(end, 0);
        double[] remainder = new double[2];
        for (int r = 0; r < 2; r++) {
          double epsilon = norm(sample.state()) / norm(dx) * Math.scalb(1.0, -16 - r);
          double[] y = sample.state().clone();
          for (int i = 0; i < n; i++) {
            y[i] += epsilon * dx[i];
          }
          kind.build().advance(sample.model(), sample.dt(), STEPS, y);
          for (int i = 0; i < n; i++) {
            y[i] = y[i] - x[i] - epsilon * end[i];
          }
          remainder[r] = norm(y);
        }
        double slope = Math.log(remainder[0] / remainder[1]) / Math.log(2.0);
        assertEquals(2.0, slope, 0.1, name(sample, kind));
      }
    }
  }

  @Test
  void recordedRunsHaveTheBitsOfOthers() {
    for (SampleModels sample : SampleModels.all()) {
      for (IntegratorKind kind : IntegratorKind.values()) {
        double[] x = sample.state().clone();
        double[] recorded = sample.state().clone();
        kind.build().advance(sample.model(), sample.dt(), STEPS, x);
        kind.build().record(sample.model(), sample.dt(), STEPS, recorded, trajectory);
        assertArrayEquals(x, recorded, name(sample, kind));
        double[] middle = sample.state().clone();
        kind.build().advance(sample.model(), sample.dt(), 2, middle);
        double[] kept = new double[x.length + 1];
        trajectory.state(2, kept, 1);
        assertArrayEquals(middle, java.util.Arrays.copyOfRange(kept, 1, kept.length));
      }
    }
  }

  @Test
  void jacobiansHoldTheDerivative() {
    double[] x = {1.0, 2.0, 3.0};
    double[] expected = {-10.0, 10.0, 0.0, 25.0, -1.0, -1.0, 2.0, 1.0, -8.0 / 3.0};
    assertArrayEquals(expected, new Lorenz63().jacobian(x, 0));
    assertArrayEquals(expected, SampleModels.written63().jacobian(x, 0));
  }

  @Test
  void placesInAnArrayDoNotShow() {
    SampleModels sample = SampleModels.all().get(1);
    int n = sample.model().size();
    new RungeKutta4().record(sample.model(), 0.05, STEPS, sample.state().clone(), trajectory);
    double[] u = SampleModels.normal(n, 4);
    double[] placed = new double[n + 5];
    System.arraycopy(u, 0, placed, 3, n);
    trajectory.tangent(u, 0);
    trajectory.tangent(placed, 3);
    assertArrayEquals(u, java.util.Arrays.copyOfRange(placed, 3, 3 + n));
    trajectory.adjoint(u, 0);
    trajectory.adjoint(placed, 3);
    assertArrayEquals(u, java.util.Arrays.copyOfRange(placed, 3, 3 + n));
    assertEquals(0.0, placed[2] + placed[n + 3]);
  }

  /** A run that a model breaks off leaves no trajectory of states that are not its own. */
  @Test
  void brokenRunsLeaveNothing() {
    for (IntegratorKind kind : IntegratorKind.values()) {
      kind.build().record(new Lorenz63(), 0.01, 3, new double[] {1.0, 2.0, 20.0}, trajectory);
      LinearizedModel breaking = LinearizedModel.of(3, (x, o, d, at) -> {
        throw new IllegalStateException("no more");
      }, (x, o, u, uo, d, at) -> { }, (x, o, u, uo, d, at) -> { });
      assertEquals("no more", assertThrows(IllegalStateException.class,
          () -> kind.build().record(breaking, 0.01, 2, new double[3], trajectory)).getMessage());
      assertEquals(0, trajectory.steps());
      assertEquals("trajectory: nothing was recorded", assertThrows(IllegalStateException.class,
          () -> trajectory.tangent(new double[3], 0)).getMessage());
    }
    KuramotoSivashinsky waves = new KuramotoSivashinsky(16, 7.0);
    assertThrows(IllegalArgumentException.class,
        () -> new ExponentialRungeKutta4().record(waves, 0.1, Integer.MAX_VALUE, waves.wave(), trajectory));
    assertEquals(0, trajectory.steps());
  }

  @Test
  void saysWhatIsMissing() {
    assertEquals("RungeKutta4 needs tangent and adjoint, which the model Model[size=2] does not have",
        assertThrows(IllegalArgumentException.class, () -> new RungeKutta4().record(Model.of(2, (x, o, d, at) -> { }),
            0.1, 1, new double[2], trajectory)).getMessage());
    Trajectory empty = new Trajectory();
    assertEquals("trajectory: nothing was recorded",
        assertThrows(IllegalStateException.class, () -> empty.tangent(new double[3], 0)).getMessage());
    new Heun().record(new Lorenz63(), 0.01, 2, new double[3], empty);
    assertEquals(2, empty.steps());
    assertEquals("adjoint: dy has 3 elements, but 3 from offset 1 are needed",
        assertThrows(IllegalArgumentException.class, () -> empty.adjoint(new double[3], 1)).getMessage());
    assertEquals("trajectory: step must be from 0 to 1, but is 2",
        assertThrows(IllegalArgumentException.class, () -> empty.state(2, new double[3], 0)).getMessage());
  }
}
