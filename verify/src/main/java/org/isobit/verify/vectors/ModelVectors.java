package org.isobit.verify.vectors;

import org.isobit.kernels.dynamics.CubicLorenz96Tendency;
import org.isobit.kernels.dynamics.DoublePendulumTendency;
import org.isobit.kernels.dynamics.Lorenz2005System;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.kernels.dynamics.TwoScaleLorenzTendency;
import org.isobit.verify.Inputs;

/** Right-hand sides of further models and their derivatives, on random states. */
public final class ModelVectors implements KernelVectors {

  /** Made by the service loader. */
  public ModelVectors() {}

  @Override
  public void write(VectorText out) {
    Inputs inputs = new Inputs(61);
    for (int n : new int[] {4, 21}) {
      cubic(out, n, inputs.doubles(n), inputs.doubles(n));
    }
    for (int fast : new int[] {1, 7}) {
      twoScale(out, 5, fast, inputs.doubles(5 + 5 * fast), inputs.doubles(5 + 5 * fast));
    }
    pendulum(out, inputs.doubles(4 * 9), inputs.doubles(4 * 9));
    quadratic(out, inputs.doubles(12), inputs.doubles(12));
    quadratic(out, inputs.doubles(3 * 9), inputs.doubles(3 * 9));
    for (int k : new int[] {1, 4, 5}) {
      averages(out, Lorenz2005System.two(21, k, 10.0), k, 0, inputs);
      averages(out, Lorenz2005System.three(22, k, 3, 10.0, 2.5, 15.0), k, 3, inputs);
    }
  }

  private static void cubic(VectorText out, int n, double[] x, double[] u) {
    double[] d = new double[n];
    out.kernel("lorenz96Cubic.double").in("n", n).in("forcing", 8.5).in("nu", 0.025).in("lambda", 1.01).in("x", x);
    CubicLorenz96Tendency.tendency(n, 8.5, 0.025, 1.01, x, 0, d, 0);
    out.out("d", d);
    out.kernel("lorenz96CubicTangent.double").in("n", n).in("nu", 0.75).in("lambda", 1.01).in("x", x).in("u", u);
    CubicLorenz96Tendency.tangent(n, 0.75, 1.01, x, 0, u, 0, d, 0);
    out.out("d", d);
    out.kernel("lorenz96CubicAdjoint.double").in("n", n).in("nu", 0.75).in("lambda", 1.01).in("x", x).in("u", u);
    CubicLorenz96Tendency.adjoint(n, 0.75, 1.01, x, 0, u, 0, d, 0);
    out.out("d", d);
  }

  private static void twoScale(VectorText out, int n, int fast, double[] x, double[] u) {
    double[] d = new double[x.length];
    twoScale(out.kernel("lorenzTwoScale.double"), n, fast).in("forcing", 10.0).in("x", x);
    TwoScaleLorenzTendency.tendency(n, fast, 10.0, 0.75, 9.0, 11.0, x, 0, d, 0);
    out.out("d", d);
    twoScale(out.kernel("lorenzTwoScaleTangent.double"), n, fast).in("x", x).in("u", u);
    TwoScaleLorenzTendency.tangent(n, fast, 0.75, 9.0, 11.0, x, 0, u, 0, d, 0);
    out.out("d", d);
    twoScale(out.kernel("lorenzTwoScaleAdjoint.double"), n, fast).in("x", x).in("u", u);
    TwoScaleLorenzTendency.adjoint(n, fast, 0.75, 9.0, 11.0, x, 0, u, 0, d, 0);
    out.out("d", d);
  }

  private static void pendulum(VectorText out, double[] x, double[] u) {
    int lanes = x.length / 4;
    double[] d = new double[x.length];
    for (String kernel : new String[] {"doublePendulum", "doublePendulumTangent", "doublePendulumAdjoint"}) {
      out.kernel(kernel + ".double").in("mu", 0.375).in("l1", 1.25).in("l2", 0.75).in("g", 9.8).in("lanes", lanes)
          .in("x", x);
      if (kernel.equals("doublePendulum")) {
        DoublePendulumTendency.tendency(0.375, 1.25, 0.75, 9.8, lanes, x, 0, d, 0);
      } else if (kernel.equals("doublePendulumTangent")) {
        out.in("u", u);
        DoublePendulumTendency.tangent(0.375, 1.25, 0.75, 9.8, lanes, x, 0, u, 0, d, 0);
      } else {
        out.in("u", u);
        DoublePendulumTendency.adjoint(0.375, 1.25, 0.75, 9.8, lanes, x, 0, u, 0, d, 0);
      }
      out.out("d", d);
    }
  }

  private static void quadratic(VectorText out, double[] x, double[] u) {
    int[] i = {1, 1, 1, 1, 3, 3, 3, 3};
    int[] j = {0, 0, 1, 2, 0, 1, 1, 2};
    int[] k = {0, 3, 1, 3, 2, 2, 3, 2};
    double[] v = {0.75, -1.1, 0.3, 1.7, -0.6, 1.9, 0.2, -0.9};
    int lanes = x.length / 3;
    QuadraticSystem system = QuadraticSystem.of(3, i, j, k, v);
    double[] d = new double[x.length];
    for (String kernel : new String[] {"quadratic", "quadraticTangent", "quadraticAdjoint"}) {
      out.kernel(kernel + ".double").in("n", 3).in("i", i).in("j", j).in("k", k).in("v", v).in("lanes", lanes)
          .in("x", x);
      if (kernel.equals("quadratic")) {
        system.tendency(lanes, x, 0, d, 0);
      } else if (kernel.equals("quadraticTangent")) {
        out.in("u", u);
        system.tangent(lanes, x, 0, u, 0, d, 0);
      } else {
        out.in("u", u);
        system.adjoint(lanes, x, 0, u, 0, d, 0);
      }
      out.out("d", d);
    }
  }

  private static void averages(VectorText out, Lorenz2005System system, int k, int smoothing, Inputs inputs) {
    int n = system.size();
    double[] x = inputs.doubles(n);
    double[] u = inputs.doubles(n);
    double[] d = new double[n];
    double[] work = new double[system.workspace()];
    for (String kernel : new String[] {"lorenz2005", "lorenz2005Tangent", "lorenz2005Adjoint"}) {
      out.kernel(kernel + ".double").in("n", n).in("K", k).in("smoothing", smoothing);
      if (smoothing > 0) {
        out.in("b", 10.0).in("c", 2.5);
      }
      if (kernel.equals("lorenz2005")) {
        out.in("forcing", smoothing > 0 ? 15.0 : 10.0).in("x", x);
        system.tendency(x, 0, d, 0, work, 0);
      } else if (kernel.equals("lorenz2005Tangent")) {
        out.in("x", x).in("u", u);
        system.tangent(x, 0, u, 0, d, 0, work, 0);
      } else {
        out.in("x", x).in("u", u);
        system.adjoint(x, 0, u, 0, d, 0, work, 0);
      }
      out.out("d", d);
    }
  }

  private static VectorText twoScale(VectorText out, int n, int fast) {
    return out.in("n", n).in("fast", fast).in("h", 0.75).in("c", 9.0).in("b", 11.0);
  }
}
