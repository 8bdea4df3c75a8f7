package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/**
 * The element-by-element parts of Runge–Kutta schemes, scalar; defines the bits.
 */
public sealed class StagesReference permits StagesSimd {

  StagesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static StagesReference of(Backend backend) {
    return backend.isSimd() ? new StagesSimd() : new StagesReference();
  }

  /**
   * k = dt·f and y = x + k·part.
   *
   * @param n    number of elements
   * @param dt   time step
   * @param part 1/2 or 1
   * @param x    the state at the step's start
   * @param xo   index of its first element
   * @param f    the tendency
   * @param fo   index of its first element
   * @param k    takes k
   * @param ko   index of its first element
   * @param y    takes y
   * @param yo   index of its first element
   */
  public void stage(int n, double dt, double part, double[] x, int xo, double[] f, int fo, double[] k, int ko,
      double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      double ki = dt * f[fo + i];
      k[ko + i] = ki;
      y[yo + i] = x[xo + i] + ki * part;
    }
  }

  /**
   * x = x + (k1 + 2(k2 + k3) + dt·f)/6.
   *
   * @param n   number of elements
   * @param dt  time step
   * @param f   the tendency
   * @param fo  index of its first element
   * @param k1  the first increment
   * @param ko1 index of its first element
   * @param k2  the second
   * @param ko2 index of its first element
   * @param k3  the third
   * @param ko3 index of its first element
   * @param x   the state
   * @param xo  index of its first element
   */
  public void rungeKutta4(int n, double dt, double[] f, int fo, double[] k1, int ko1, double[] k2, int ko2, double[] k3,
      int ko3, double[] x, int xo) {
    for (int i = 0; i < n; i++) {
      double k4 = dt * f[fo + i];
      x[xo + i] = x[xo + i] + (k1[ko1 + i] + 2.0 * (k2[ko2 + i] + k3[ko3 + i]) + k4) / 6.0;
    }
  }

  /**
   * x = x + (k1 + dt·f)/2.
   *
   * @param n   number of elements
   * @param dt  time step
   * @param f   the tendency
   * @param fo  index of its first element
   * @param k1  the first increment
   * @param ko1 index of its first element
   * @param x   the state
   * @param xo  index of its first element
   */
  public void heun(int n, double dt, double[] f, int fo, double[] k1, int ko1, double[] x, int xo) {
    for (int i = 0; i < n; i++) {
      double k2 = dt * f[fo + i];
      x[xo + i] = x[xo + i] + (k1[ko1 + i] + k2) / 2.0;
    }
  }

  /**
   * x = x + dt·f.
   *
   * @param n  number of elements
   * @param dt time step
   * @param f  the tendency
   * @param fo index of its first element
   * @param x  the state
   * @param xo index of its first element
   */
  public void euler(int n, double dt, double[] f, int fo, double[] x, int xo) {
    for (int i = 0; i < n; i++) {
      x[xo + i] = x[xo + i] + dt * f[fo + i];
    }
  }

  /**
   * With y = dt·k: sum = sum + y, k = a·weight + y·part.
   *
   * @param n      number of elements
   * @param dt     time step
   * @param weight of the increment in the step's end
   * @param part   of the increment in the next stage's state
   * @param a      the adjoint of the step's end
   * @param ao     index of its first element
   * @param sum    the adjoint of the step's start, as far as it is known
   * @param so     index of its first element
   * @param k      takes the adjoint of the increment in place of that of the next stage's state by dt
   * @param ko     index of its first element
   */
  public void adjointStage(int n, double dt, double weight, double part, double[] a, int ao, double[] sum, int so,
      double[] k, int ko) {
    for (int i = 0; i < n; i++) {
      double y = dt * k[ko + i];
      sum[so + i] = sum[so + i] + y;
      k[ko + i] = a[ao + i] * weight + y * part;
    }
  }
}
