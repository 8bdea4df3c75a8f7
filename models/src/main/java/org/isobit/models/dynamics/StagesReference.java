package org.isobit.models.dynamics;

/**
 * The element-by-element parts of Runge–Kutta schemes, scalar; defines the bits. The tendency f stands at the start of
 * the workspace w.
 */
public final class StagesReference {

  private StagesReference() {}

  /**
   * k = dt·f and y = x + k·part.
   *
   * @param n    number of elements
   * @param dt   time step
   * @param part 1/2 or 1
   * @param x    the state at the step's start
   * @param xo   index of its first element
   * @param w    workspace; f from index 0
   * @param k    where k goes in w
   * @param y    where y goes in w
   */
  public static void stage(int n, double dt, double part, double[] x, int xo, double[] w, int k, int y) {
    for (int i = 0; i < n; i++) {
      double ki = dt * w[i];
      w[k + i] = ki;
      w[y + i] = x[xo + i] + ki * part;
    }
  }

  /**
   * x = x + (k1 + 2(k2 + k3) + dt·f)/6.
   *
   * @param n  number of elements
   * @param dt time step
   * @param w  workspace; f from index 0
   * @param k1 where k1 starts in w
   * @param k2 where k2 starts in w
   * @param k3 where k3 starts in w
   * @param x  the state
   * @param xo index of its first element
   */
  public static void rungeKutta4(int n, double dt, double[] w, int k1, int k2, int k3, double[] x, int xo) {
    for (int i = 0; i < n; i++) {
      double k4 = dt * w[i];
      x[xo + i] = x[xo + i] + (w[k1 + i] + 2.0 * (w[k2 + i] + w[k3 + i]) + k4) / 6.0;
    }
  }

  /**
   * x = x + (k1 + dt·f)/2.
   *
   * @param n  number of elements
   * @param dt time step
   * @param w  workspace; f from index 0
   * @param k1 where k1 starts in w
   * @param x  the state
   * @param xo index of its first element
   */
  public static void heun(int n, double dt, double[] w, int k1, double[] x, int xo) {
    for (int i = 0; i < n; i++) {
      double k2 = dt * w[i];
      x[xo + i] = x[xo + i] + (w[k1 + i] + k2) / 2.0;
    }
  }
}
