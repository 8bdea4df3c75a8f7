package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** The element-by-element parts of Runge–Kutta schemes; bits of {@link StagesReference}. */
public final class StagesSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private StagesSimd() {}

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
  public static void stage(int n, double dt, double part, double[] x, int xo, double[] f, int fo,
      double[] k, int ko, double[] y, int yo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector ki = DoubleVector.fromArray(S, f, fo + i).mul(dt);
      ki.intoArray(k, ko + i);
      DoubleVector.fromArray(S, x, xo + i).add(ki.mul(part)).intoArray(y, yo + i);
    }
    StagesReference.stage(n - i, dt, part, x, xo + i, f, fo + i, k, ko + i, y, yo + i);
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
  public static void rungeKutta4(int n, double dt, double[] f, int fo, double[] k1, int ko1, double[] k2,
      int ko2, double[] k3, int ko3, double[] x, int xo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector k4 = DoubleVector.fromArray(S, f, fo + i).mul(dt);
      DoubleVector middle = DoubleVector.fromArray(S, k2, ko2 + i).add(DoubleVector.fromArray(S, k3, ko3 + i)).mul(2.0);
      DoubleVector sum = DoubleVector.fromArray(S, k1, ko1 + i).add(middle).add(k4).div(6.0);
      DoubleVector.fromArray(S, x, xo + i).add(sum).intoArray(x, xo + i);
    }
    StagesReference.rungeKutta4(n - i, dt, f, fo + i, k1, ko1 + i, k2, ko2 + i, k3, ko3 + i, x, xo + i);
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
  public static void heun(int n, double dt, double[] f, int fo, double[] k1, int ko1, double[] x, int xo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector sum = DoubleVector.fromArray(S, k1, ko1 + i).add(DoubleVector.fromArray(S, f, fo + i).mul(dt))
          .div(2.0);
      DoubleVector.fromArray(S, x, xo + i).add(sum).intoArray(x, xo + i);
    }
    StagesReference.heun(n - i, dt, f, fo + i, k1, ko1 + i, x, xo + i);
  }
}
