package org.isobit.models.dynamics.small;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.models.dynamics.LyapunovExponents;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.Trajectory;
import org.junit.jupiter.api.Test;

/** Rössler's model against its formula, its derivative and its published exponents. */
class RosslerTest {

  private static final double A = 0.3;
  private static final double B = 0.25;
  private static final double C = 4.5;

  @Test
  void theRightHandSideIsThatOfTheArticle() {
    double[] s = {1.5, -0.75, 2.25};
    double[] d = new double[3];
    new Rossler(A, B, C).tendency(s, 0, d, 0);
    assertArrayEquals(new double[] {-s[1] - s[2], s[0] + A * s[1], B + s[2] * (s[0] - C)}, d, 1e-15);
  }

  @Test
  void theJacobianIsThatOfTheFormula() {
    double[] s = {1.5, -0.75, 2.25};
    assertArrayEquals(new double[] {0.0, -1.0, -1.0, 1.0, A, 0.0, s[2], 0.0, s[0] - C},
        new Rossler(A, B, C).jacobian(s, 0), 1e-15);
  }

  @Test
  void tangentAndAdjointOfARunAreTransposed() {
    double[] state = {1.0, -5.0, 0.1};
    Trajectory trajectory = new Trajectory();
    new RungeKutta4().record(new Rossler(), 0.02, 200, state, trajectory);
    double[] dx = {0.3, -0.7, 0.2};
    double[] dy = {-0.5, 0.4, 0.9};
    double[] forward = dx.clone();
    double[] back = dy.clone();
    trajectory.tangent(forward, 0);
    trajectory.adjoint(back, 0);
    double left = 0.0;
    double right = 0.0;
    for (int i = 0; i < 3; i++) {
      left += forward[i] * dy[i];
      right += dx[i] * back[i];
    }
    assertEquals(left, right, 1e-13 * Math.abs(left));
  }

  /** 0.0714, 0 and −5.3943: Sprott (2003), Chaos and Time-Series Analysis, table A.5. */
  @Test
  void exponentsAreThePublishedOnes() {
    LyapunovExponents lyapunov = new LyapunovExponents(new Rossler(), new RungeKutta4(), 0.02, 20, 3);
    double[] state = {1.0, -5.0, 0.1};
    lyapunov.spinUp(state, 500);
    lyapunov.run(state, 15_000);
    double[] exponents = lyapunov.exponents();
    assertEquals(0.0714, exponents[0], 0.005);
    assertEquals(0.0, exponents[1], 0.002);
    assertEquals(lyapunov.meanDivergence(), Arrays.stream(exponents).sum(), 0.02);
  }

  @Test
  void parametersAreFinite() {
    assertEquals("Rossler: c must be finite, but is Infinity", assertThrows(IllegalArgumentException.class,
        () -> new Rossler(A, B, Double.POSITIVE_INFINITY)).getMessage());
  }
}
