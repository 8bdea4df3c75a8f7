package org.isobit.verify.vectors;

import org.isobit.kernels.dynamics.Lorenz63Tendency;
import org.isobit.kernels.dynamics.Lorenz96Tendency;
import org.isobit.kernels.dynamics.Stages;
import org.isobit.verify.Inputs;

/** Random states, and numbers for which a fused product or another order of a sum would show. */
public final class DynamicsVectors implements KernelVectors {

  private static final int N = 19;
  private static final double DT = 0.05;

  /** Made by the service loader. */
  public DynamicsVectors() {}

  @Override
  public void write(VectorText out) {
    Inputs inputs = new Inputs(60);
    double[] x = inputs.doubles(N);
    double[] f = inputs.doubles(N);
    double[] k = new double[N];
    double[] y = new double[N];
    for (double part : new double[] {0.5, 1.0}) {
      Stages.stage(N, DT, part, x, 0, f, 0, k, 0, y, 0);
      out.kernel("stage.double").in("dt", DT).in("part", part).in("x", x).in("f", f).out("k", k).out("y", y);
    }
    double[] k2 = inputs.doubles(N);
    double[] k3 = inputs.doubles(N);
    out.kernel("rungeKutta4.double").in("dt", DT).in("f", f).in("k1", k).in("k2", k2).in("k3", k3).in("x", x);
    Stages.rungeKutta4(N, DT, f, 0, k, 0, k2, 0, k3, 0, x, 0);
    out.out("x", x);
    out.kernel("heun.double").in("dt", DT).in("f", f).in("k1", k).in("x", x);
    Stages.heun(N, DT, f, 0, k, 0, x, 0);
    out.out("x", x);
    double[] states = inputs.doubles(3 * N);
    double[] d = new double[3 * N];
    Lorenz63Tendency.tendency(10.0, 28.0, 8.0 / 3.0, N, states, 0, d, 0);
    out.kernel("lorenz63.double").in("sigma", 10.0).in("rho", 28.0).in("beta", 8.0 / 3.0).in("lanes", N)
        .in("x", states).out("d", d);
    for (int n : new int[] {4, N}) {
      double[] ring = inputs.doubles(n);
      double[] tendency = new double[n];
      Lorenz96Tendency.tendency(n, 8.0, ring, 0, tendency, 0);
      out.kernel("lorenz96.double").in("n", n).in("forcing", 8.0).in("x", ring).out("d", tendency);
    }
    stages(out, inputs);
    derivatives(out, inputs);
  }

  private static void stages(VectorText out, Inputs inputs) {
    double[] x = inputs.doubles(N);
    double[] f = inputs.doubles(N);
    double[] k = inputs.doubles(N);
    out.kernel("euler.double").in("dt", DT).in("f", f).in("x", x);
    Stages.euler(N, DT, f, 0, x, 0);
    out.out("x", x);
    out.kernel("adjointStage.double").in("dt", DT).in("weight", 1.0 / 3.0).in("part", 0.5).in("a", f).in("sum", x)
        .in("k", k);
    Stages.adjointStage(N, DT, 1.0 / 3.0, 0.5, f, 0, x, 0, k, 0);
    out.out("sum", x).out("k", k);
  }

  private static void derivatives(VectorText out, Inputs inputs) {
    double[] x = inputs.doubles(3 * N);
    double[] u = inputs.doubles(3 * N);
    double[] d = new double[3 * N];
    for (String kind : new String[] {"Tangent", "Adjoint"}) {
      boolean tangent = kind.equals("Tangent");
      out.kernel("lorenz63" + kind + ".double").in("sigma", 10.0).in("rho", 28.0).in("beta", 8.0 / 3.0)
          .in("lanes", N).in("x", x).in("u", u);
      if (tangent) {
        Lorenz63Tendency.tangent(10.0, 28.0, 8.0 / 3.0, N, x, 0, u, 0, d, 0);
      } else {
        Lorenz63Tendency.adjoint(10.0, 28.0, 8.0 / 3.0, N, x, 0, u, 0, d, 0);
      }
      out.out("d", d);
      for (int n : new int[] {4, N}) {
        double[] ring = inputs.doubles(n);
        double[] v = inputs.doubles(n);
        double[] product = new double[n];
        out.kernel("lorenz96" + kind + ".double").in("n", n).in("x", ring).in("u", v);
        if (tangent) {
          Lorenz96Tendency.tangent(n, ring, 0, v, 0, product, 0);
        } else {
          Lorenz96Tendency.adjoint(n, ring, 0, v, 0, product, 0);
        }
        out.out("d", product);
      }
    }
  }
}
