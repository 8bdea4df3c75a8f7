package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;

/**
 * The element-by-element parts of Runge–Kutta schemes for dx/dt = f(x) with time step dt.
 *
 * <p>Every operation is rounded, none is fused. Elements do not depend on each other. What is written must not overlap
 * anything else. Nothing is allocated. Thread-safe.
 */
public final class Stages {

  private static final StagesReference KERNELS = StagesReference.of(Backend.active());

  private Stages() {}

  /**
   * A stage: k_i = dt·f_i and y_i = x_i + k_i·part.
   *
   * @param n       number of elements
   * @param dt      time step
   * @param part    how much of the increment goes into y
   * @param x       the state at the step's start
   * @param xOffset index of its first element
   * @param f       the tendency
   * @param fOffset index of its first element
   * @param k       takes the increment
   * @param kOffset index of its first element
   * @param y       takes the stage's state
   * @param yOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps an operand
   */
  public static void stage(int n, double dt, double part, double[] x, long xOffset, double[] f, long fOffset,
      double[] k, long kOffset, double[] y, long yOffset) {
    int xo = Checks.vector("stage", "x", x, xOffset, n);
    int fo = Checks.vector("stage", "f", f, fOffset, n);
    int ko = Checks.vector("stage", "k", k, kOffset, n);
    int yo = Checks.vector("stage", "y", y, yOffset, n);
    Checks.apart("stage", "k", "x", k == x, ko, n, xo, n);
    Checks.apart("stage", "k", "f", k == f, ko, n, fo, n);
    Checks.apart("stage", "y", "x", y == x, yo, n, xo, n);
    Checks.apart("stage", "y", "f", y == f, yo, n, fo, n);
    Checks.apart("stage", "y", "k", y == k, yo, n, ko, n);
    Environment.require();
    KERNELS.stage(n, dt, part, x, xo, f, fo, k, ko, y, yo);
  }

  /**
   * The end of a step of the classical fourth-order Runge–Kutta scheme: with k4 = dt·f_i,
   * x_i ← x_i + ((k1_i + 2·(k2_i + k3_i)) + k4) ÷ 6.
   *
   * @param n        number of elements
   * @param dt       time step
   * @param f        the tendency of the last stage
   * @param fOffset  index of its first element
   * @param k1       the first increment
   * @param k1Offset index of its first element
   * @param k2       the second increment
   * @param k2Offset index of its first element
   * @param k3       the third increment
   * @param k3Offset index of its first element
   * @param x        the state, which is written
   * @param xOffset  index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the state overlaps another operand
   */
  public static void rungeKutta4(int n, double dt, double[] f, long fOffset, double[] k1, long k1Offset, double[] k2,
      long k2Offset, double[] k3, long k3Offset, double[] x, long xOffset) {
    int xo = Checks.vector("rungeKutta4", "x", x, xOffset, n);
    int fo = apart("rungeKutta4", "f", n, f, fOffset, x, xo);
    int ko1 = apart("rungeKutta4", "k1", n, k1, k1Offset, x, xo);
    int ko2 = apart("rungeKutta4", "k2", n, k2, k2Offset, x, xo);
    int ko3 = apart("rungeKutta4", "k3", n, k3, k3Offset, x, xo);
    Environment.require();
    KERNELS.rungeKutta4(n, dt, f, fo, k1, ko1, k2, ko2, k3, ko3, x, xo);
  }

  /**
   * The end of a step of Heun's second-order scheme: x_i ← x_i + (k1_i + dt·f_i) ÷ 2.
   *
   * @param n        number of elements
   * @param dt       time step
   * @param f        the tendency of the last stage
   * @param fOffset  index of its first element
   * @param k1       the first increment
   * @param k1Offset index of its first element
   * @param x        the state, which is written
   * @param xOffset  index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the state overlaps another operand
   */
  public static void heun(int n, double dt, double[] f, long fOffset, double[] k1, long k1Offset, double[] x,
      long xOffset) {
    int xo = Checks.vector("heun", "x", x, xOffset, n);
    int fo = apart("heun", "f", n, f, fOffset, x, xo);
    int ko1 = apart("heun", "k1", n, k1, k1Offset, x, xo);
    Environment.require();
    KERNELS.heun(n, dt, f, fo, k1, ko1, x, xo);
  }

  /**
   * The end of a step of Euler's scheme, and of schemes whose last stage alone counts: x_i ← x_i + dt·f_i.
   *
   * @param n       number of elements
   * @param dt      time step
   * @param f       the tendency
   * @param fOffset index of its first element
   * @param x       the state, which is written
   * @param xOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the state overlaps the tendency
   */
  public static void euler(int n, double dt, double[] f, long fOffset, double[] x, long xOffset) {
    int xo = Checks.vector("euler", "x", x, xOffset, n);
    int fo = apart("euler", "f", n, f, fOffset, x, xo);
    Environment.require();
    KERNELS.euler(n, dt, f, fo, x, xo);
  }

  /**
   * A stage of a scheme's adjoint, from the last but one to the first. A step has ended in x + … + weight·k + …, and
   * the stage after the increment k began from y = x + part·k. Given are the adjoint a of the step's end and, in k, the
   * adjoint of the next stage's tendency applied to that of its increment, f'ᵀ·k. With y_i = dt·k_i:
   * sum_i ← sum_i + y_i; k_i ← a_i·weight + y_i·part.
   *
   * @param n         number of elements
   * @param dt        time step
   * @param weight    of the increment in the step's end
   * @param part      of the increment in the next stage's state
   * @param a         the adjoint of the step's end
   * @param aOffset   index of its first element
   * @param sum       the adjoint of the step's start, which grows
   * @param sumOffset index of its first element
   * @param k         what the next stage gave; takes the adjoint of this stage's increment
   * @param kOffset   index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps an operand
   */
  public static void adjointStage(int n, double dt, double weight, double part, double[] a, long aOffset, double[] sum,
      long sumOffset, double[] k, long kOffset) {
    int ao = Checks.vector("adjointStage", "a", a, aOffset, n);
    int so = Checks.vector("adjointStage", "sum", sum, sumOffset, n);
    int ko = Checks.vector("adjointStage", "k", k, kOffset, n);
    Checks.apart("adjointStage", "sum", "a", sum == a, so, n, ao, n);
    Checks.apart("adjointStage", "k", "a", k == a, ko, n, ao, n);
    Checks.apart("adjointStage", "k", "sum", k == sum, ko, n, so, n);
    Environment.require();
    KERNELS.adjointStage(n, dt, weight, part, a, ao, sum, so, k, ko);
  }

  /**
   * {@link #rungeKutta4(int, double, double[], long, double[], long, double[], long, double[], long, double[], long)
   * rungeKutta4} of views of one shape, element by element; the elements of each lie one after the other.
   *
   * @param dt time step
   * @param f  the tendency of the last stage
   * @param k1 the first increment
   * @param k2 the second increment
   * @param k3 the third increment
   * @param x  the state, which is written
   * @throws IllegalArgumentException if shapes differ, something lies between rows, the state overlaps another operand,
   *                                  or one is null
   */
  public static void rungeKutta4(double dt, Matrix f, Matrix k1, Matrix k2, Matrix k3, Matrix x) {
    int n = Shapes.contiguous("rungeKutta4", "x", x);
    Shapes.contiguous("rungeKutta4", "f", f, "x", x);
    Shapes.contiguous("rungeKutta4", "k1", k1, "x", x);
    Shapes.contiguous("rungeKutta4", "k2", k2, "x", x);
    Shapes.contiguous("rungeKutta4", "k3", k3, "x", x);
    rungeKutta4(n, dt, f.array(), f.offset(), k1.array(), k1.offset(), k2.array(), k2.offset(), k3.array(),
        k3.offset(), x.array(), x.offset());
  }

  /** Checks an operand against the state. */
  private static int apart(String operation, String name, int n, double[] operand, long offset, double[] x, int xo) {
    int at = Checks.vector(operation, name, operand, offset, n);
    Checks.apart(operation, "x", name, x == operand, xo, n, at, n);
    return at;
  }
}
