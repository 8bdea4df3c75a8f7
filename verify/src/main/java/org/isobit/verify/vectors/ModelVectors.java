package org.isobit.verify.vectors;

import org.isobit.kernels.dynamics.CubicLorenz96Tendency;
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

  private static VectorText twoScale(VectorText out, int n, int fast) {
    return out.in("n", n).in("fast", fast).in("h", 0.75).in("c", 9.0).in("b", 11.0);
  }
}
