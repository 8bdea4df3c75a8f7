package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The scheme where it is another one, and against exact solutions; order and derivative are tested with all. */
class ExponentialRungeKutta4Test {

  private static double[] state() {
    double[] x = SampleModels.normal(20, 5);
    for (int i = 0; i < x.length; i++) {
      x[i] = 2.0 + 3.0 * x[i];
    }
    return x;
  }

  private static double distance(double[] x, double[] y) {
    double largest = 0.0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i] - y[i]));
    }
    return largest;
  }

  /** Without a linear part, factors are those of the classical scheme, to rounding. */
  @Test
  void withoutALinearPartItIsTheClassicalScheme() {
    double[] exponential = state();
    double[] classical = state();
    new ExponentialRungeKutta4().advance(new DampedRing(20, 0.0), 0.05, 10, exponential);
    new RungeKutta4().advance(new Lorenz96(20, 8.0), 0.05, 10, classical);
    assertEquals(0.0, distance(exponential, classical), 1e-11);
    double[] other = state();
    new ExponentialRungeKutta4().advance(new DampedRing(20, 1.0), 0.05, 10, other);
    assertTrue(distance(other, classical) > 1e-6, "the linear part makes no difference");
  }

  @Test
  void modelsThatNameNoLinearPartHaveTheBitsOfTheClassicalScheme() {
    double[] exponential = state();
    double[] classical = state();
    new ExponentialRungeKutta4().advance(new Lorenz96(20, 8.0), 0.05, 10, exponential);
    new RungeKutta4().advance(new Lorenz96(20, 8.0), 0.05, 10, classical);
    assertArrayEquals(classical, exponential);
  }

  /** dx/dt = λ(x) with constant N: exact for any step, for rates from growth to 10⁶ a step. */
  @Test
  void constantTermsAreIntegratedExactly() {
    for (double rate : new double[] {-0.5, 0.0, 1e-7, 1e-3, 0.9, 1.0, 1.1, 3.0, 40.0, 1e6}) {
      double[] x = {2.0};
      new ExponentialRungeKutta4().advance(new ConstantTerm(rate), 1.0, 1, x);
      double growth = Math.exp(-rate);
      double expected = rate == 0.0 ? 5.0 : 2.0 * growth + 3.0 * -Math.expm1(-rate) / rate;
      assertEquals(expected, x[0], 1e-12 * Math.max(1.0, expected), "rate " + rate);
    }
  }

  /** dx/dt = 3 − rate·x, of which the first part counts as nonlinear. */
  private record ConstantTerm(double rate) implements SemilinearModel {

    @Override
    public int size() {
      return 1;
    }

    @Override
    public int coefficients() {
      return 1;
    }

    @Override
    public double[] eigenvalues() {
      return new double[] {-rate};
    }

    @Override
    public void transform(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
      c[cOffset] = x[xOffset];
    }

    @Override
    public void inverse(int members, double[] c, int cOffset, int ldc, double[] x, int xOffset, int ldx) {
      x[xOffset] = c[cOffset];
    }

    @Override
    public void nonlinear(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
      c[cOffset] = 3.0;
    }

    @Override
    public void nonlinearTangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] c, int cOffset) {
      c[cOffset] = 0.0;
    }

    @Override
    public void nonlinearAdjoint(double[] x, int xOffset, double[] c, int cOffset, double[] out, int offset) {
      out[offset] = 0.0;
    }

    @Override
    public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
      dxdt[dxdtOffset] = 3.0 - rate * x[xOffset];
    }

    @Override
    public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
      out[outOffset] = -rate * dx[dxOffset];
    }

    @Override
    public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
      out[outOffset] = -rate * dy[dyOffset];
    }
  }
}
